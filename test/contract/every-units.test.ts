import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryTree } from '../fakes/temporary-directory.ts';
import { readUnit } from './read-unit.ts';

const words = (name: string, key: string): readonly string[] => (readUnit(readFileSync(`systemd/${name}`, 'utf8')).get(key) ?? []).flatMap((value) => value.split(' '));
const BUILD = readFileSync('packaging/deb/build.sh', 'utf8');

describe('quick-restart-every.service', () => {
  const of = (key: string): readonly string[] => words('quick-restart-every.service', key);

  test('is stopped by a graceful restart, and by nothing else', () => {
    assert.deepEqual([of('Unit.Conflicts'), of('Unit.DefaultDependencies'), of('Unit.IgnoreOnIsolate'), of('Unit.RefuseManualStop')], [['reboot.target'], ['no'], ['yes'], ['yes']]);
    for (const key of ['Unit.Requires', 'Unit.BindsTo', 'Unit.PartOf', 'Unit.RequiresMountsFor', 'Service.StateDirectory', 'Service.RuntimeDirectory', 'Service.PrivateTmp']) assert.deepEqual(of(key), [], key);
    assert.deepEqual(of('Service.Slice'), ['system.slice']);
    assert.match(BUILD, /^wanted sysinit\.target quick-restart-every\.service$/m);
  });

  test('stops behind all services, the note of the stop and the look at what was loaded, in front of /boot’s unmounting and of the last mark', () => {
    assert.deepEqual(of('Unit.Before'), ['reboot.target', 'sysinit.target', 'quick-restart-stop@reboot.service', 'quick-restart-recheck.service']);
    for (const name of [...words('quick-restart-recheck.service', 'Unit.After')]) assert.ok(of('Unit.After').includes(name), name);
  });

  test('costs ten seconds at most, and is killed at once behind them; no node', () => {
    assert.deepEqual([of('Service.TimeoutStopSec'), of('Service.KillSignal')], [['10s'], ['SIGKILL']]);
    assert.deepEqual(of('Service.ExecStop'), ['/bin/sh', '/usr/libexec/quick-restart/load-next']);
    const script = readFileSync('systemd/libexec/load-next', 'utf8');
    assert.equal(/^within=\$\{QUICK_RESTART_LOAD_SECONDS-(\d+)\}$/m.exec(script)?.[1], '10');
    assert.match(script, /^ {2}left=\$\(\(within - 2\)\)$/m);
  });

  test('killed behind its ten seconds, the person at the console is told; else it has said what there is to say', () => {
    const [line] = readUnit(readFileSync('systemd/quick-restart-every.service', 'utf8')).get('Service.ExecStopPost') ?? [];
    const script = /^\/bin\/sh -c '(.*)'$/.exec(line ?? '')?.[1]?.replaceAll('$$', '$') ?? '';
    const says = (result: string): string => spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { SERVICE_RESULT: result } }).stdout;
    assert.match(says('timeout'), /^Quick Restart: this restart is an ordinary one: .*\n$/);
    assert.deepEqual([says('success'), says('exit-code')], ['', '']);
  });

  test('may load, and write where it must; nothing else of root’s power', () => {
    assert.deepEqual(of('Service.CapabilityBoundingSet'), ['CAP_SYS_BOOT', 'CAP_DAC_READ_SEARCH']);
    assert.deepEqual([of('Service.ProtectSystem'), of('Service.ReadWritePaths')], [['strict'], ['-/var/lib/quick-restart', '-/run/quick-restart']]);
  });
});

describe('quick-restart-jump.service', () => {
  const of = (key: string): readonly string[] => words('quick-restart-jump.service', key);

  test('is part of a graceful restart only, at its very end, and systemd’s own unit follows it', () => {
    assert.match(BUILD, /^wanted reboot\.target quick-restart-jump\.service$/m);
    assert.deepEqual([of('Unit.Before'), of('Unit.After')], [['systemd-reboot.service'], ['shutdown.target', 'umount.target', 'final.target']]);
    assert.deepEqual([of('Service.TimeoutStartSec'), of('Unit.RefuseManualStart')], [['10s'], ['yes']]);
    assert.doesNotMatch(BUILD, /systemd-reboot\.service/);
  });

  for (const [what, jump, loaded, jumps] of [['loaded in this boot', 'this', '1', true], ['of another boot', 'other', '1', false], ['unloaded since', 'this', '0', false], ['nothing', '', '1', false]] as const) {
    test(`${what}: ${jumps ? 'jumps' : 'does nothing'}`, (t) => {
      const root = temporaryTree(t);
      for (const folder of ['run/quick-restart', 'proc/sys/kernel/random', 'sys/kernel', 'bin']) mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, 'run/quick-restart/jump'), `${jump}\n`);
      writeFileSync(join(root, 'proc/sys/kernel/random/boot_id'), 'this\n');
      writeFileSync(join(root, 'sys/kernel/kexec_loaded'), `${loaded}\n`);
      writeFileSync(join(root, 'bin/systemctl'), '#!/bin/sh\necho "$@"\n');
      chmodSync(join(root, 'bin/systemctl'), 0o755);
      const ran = spawnSync('/bin/sh', ['systemd/libexec/jump', root], { encoding: 'utf8', env: { PATH: `${join(root, 'bin')}:/usr/bin:/bin` } });
      assert.deepEqual([ran.status, ran.stderr, ran.stdout], [0, '', jumps ? '--force kexec\n' : '']);
    });
  }
});

describe('quick-restart-prepare.service', () => {
  const of = (key: string): readonly string[] => words('quick-restart-prepare.service', key);

  test('runs where the mode is on, behind a boot that came up and behind each look, and loads nothing', () => {
    assert.deepEqual(of('Unit.ConditionPathExists').slice(0, 2), ['|/var/lib/quick-restart/every-restart', '|/run/quick-restart/every-restart']);
    for (const name of ['quick-restart-came-up.service', 'quick-restart-refresh.service']) assert.ok(words(name, 'Unit.OnSuccess').includes('quick-restart-prepare.service'), name);
    assert.deepEqual(of('Service.CapabilityBoundingSet'), ['CAP_DAC_READ_SEARCH']);
    assert.deepEqual(of('Service.ExecStart'), ['/usr/bin/node', '--jitless', '/usr/libexec/quick-restart/quick-restartd.cjs', '--prepare-restart']);
  });
});

test('removing the package takes back what was asked of the next restart', () => {
  const prerm = readFileSync('packaging/deb/prerm', 'utf8');
  for (const path of ['every-restart', 'next-restart', 'next-kernels', 'jump']) assert.ok(prerm.includes(`/run/quick-restart/${path}`), path);
});
