import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { readUnit } from './read-unit.ts';

const read = (file: string): ((key: string) => readonly string[]) => {
  const unit = readUnit(readFileSync(`systemd/${file}`, 'utf8'));
  return (key) => (unit.get(key) ?? []).flatMap((value) => value.split(' '));
};
const boot = read('quick-restart-chainload.service');
const timer = read('quick-restart-chainload-confirm.timer');
const confirm = read('quick-restart-chainload-confirm.service');

describe('the units of chain loading', () => {
  test('the jump comes when the files can be read, before any service and before what writes to the disk', () => {
    assert.deepEqual(boot('Unit.DefaultDependencies'), ['no']);
    assert.deepEqual(boot('Unit.After'), ['systemd-remount-fs.service', 'local-fs.target']);
    for (const later of ['sysinit.target', 'systemd-journal-flush.service', 'systemd-random-seed.service', 'shutdown.target']) assert.ok(boot('Unit.Before').includes(later), later);
    // These are in front of local-fs.target, which this is behind.
    for (const circle of ['systemd-sysusers.service', 'systemd-hwdb-update.service', 'systemd-udevd.service', 'systemd-tmpfiles-setup-dev.service']) assert.ok(!boot('Unit.Before').includes(circle), circle);
    assert.deepEqual(boot('Install.WantedBy'), ['sysinit.target']);
  });

  test('it has no mounts of its own: the machine’s own are made read-only', () => {
    const apart = [...readUnit(readFileSync('systemd/quick-restart-chainload.service', 'utf8')).keys()].filter((key) => /^Service\.(?:Protect|Private|ReadOnly|ReadWrite|Inaccessible|Bind|Temporary|Root|State|Runtime|Device)/.test(key));
    assert.deepEqual(apart, []);
  });

  test('whatever cuts it short, what it loaded is unloaded; and it has more time than it can take', () => {
    assert.deepEqual(boot('Service.ExecStopPost'), ['/usr/lib/quick-restart/chainload', 'unload']);
    assert.deepEqual(boot('Service.RemainAfterExit'), ['yes']);
    assert.deepEqual(boot('Service.TimeoutStartSec'), ['15min']);
    assert.deepEqual([boot('Unit.Conflicts'), boot('Unit.Before').at(-1)], [['shutdown.target'], 'shutdown.target']);
  });

  test('one switch for both; only a chained boot is confirmed, a minute after it is up', () => {
    assert.deepEqual(boot('Install.Also'), ['quick-restart-chainload-confirm.timer']);
    assert.deepEqual(timer('Unit.ConditionKernelCommandLine'), ['|quick_restart.chained=a', '|quick_restart.chained=b']);
    assert.deepEqual(timer('Unit.After'), read('quick-restart-came-up.timer')('Unit.After'));
    assert.deepEqual([timer('Timer.OnActiveSec'), timer('Install.WantedBy')], [['60s'], ['multi-user.target']]);
    assert.deepEqual(confirm('Service.ExecStart'), ['/usr/lib/quick-restart/chainload', 'confirm-if-up']);
    assert.deepEqual([confirm('Service.CapabilityBoundingSet'), confirm('Service.StateDirectory')], [[''], ['quick-restart']]);
  });
});

describe('the init script', () => {
  const script = readFileSync('chainload/chainload.init', 'utf8');
  const header = new Map([...script.matchAll(/^# ([\w-]+): +(.+)$/gm)].map(([, key = '', value = '']) => [key, value]));

  test('runs when the local file systems are there, alone at the console, and at each way down', () => {
    assert.deepEqual(['Provides', 'Required-Start', 'X-Interactive', 'Default-Start', 'Default-Stop'].map((key) => header.get(key)), ['quick-restart-chainload', '$local_fs', 'true', 'S', '0 1 6']);
  });

  test('knows its words, and does nothing where the package has gone', () => {
    // Never the real program, which may be installed here, and would start another kernel.
    const elsewhere = script.replace(/^program=.*$/m, 'program=/nonexistent/chainload');
    const run = (word: string): number | null => spawnSync('/bin/sh', ['-c', elsewhere, 'sh', word]).status;
    assert.notEqual(elsewhere, script);
    for (const word of ['start', 'stop', 'status', 'restart']) assert.match(script, new RegExp(`^  (?:[a-z-]+ \\| )?${word}(?: \\| [a-z-]+)?\\)`, 'm'));
    assert.equal(run('start'), 0);
  });
});
