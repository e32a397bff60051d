import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HISTORY_DIRECTORY, HISTORY_FILES, RECORDED_MARK } from '../../src/adapters/history/history-file.ts';
import { readUnit } from './read-unit.ts';

const NAMES = ['quick-restart-boot', 'quick-restart-stop@', 'quick-restart-stopped', 'quick-restart-came-up'] as const;
const KINDS = ['kexec', 'reboot', 'poweroff', 'halt', 'soft-reboot'] as const;
const text = (name: string): string => readFileSync(`systemd/${name}.service`, 'utf8');
const valuesOf = (name: string, key: string): readonly string[] => readUnit(text(name)).get(key) ?? [];
const words = (name: string, key: string): readonly string[] => valuesOf(name, key).flatMap((value) => value.split(' '));

describe('the units that record restarts', () => {
  test('each writes where the helper reads, and nowhere else', () => {
    for (const name of ['quick-restart-boot', 'quick-restart-stopped']) {
      assert.equal(`/var/lib/${valuesOf(name, 'Service.StateDirectory').join()}`, HISTORY_DIRECTORY);
      assert.deepEqual(valuesOf(name, 'Service.ReadWritePaths'), []);
    }
    // Requires= of a mount would stop every instance with it, whatever the kind of the shutdown.
    assert.deepEqual(['StateDirectory', 'RuntimeDirectory', 'PrivateTmp'].flatMap((key) => valuesOf('quick-restart-stop@', `Service.${key}`)), []);
    assert.deepEqual(valuesOf('quick-restart-stop@', 'Service.ReadWritePaths'), [`-${HISTORY_DIRECTORY}`]);
    for (const name of NAMES) assert.deepEqual(valuesOf(name, 'Service.ProtectSystem'), ['strict']);
    assert.ok(RECORDED_MARK.startsWith(`/run/${valuesOf('quick-restart-boot', 'Service.RuntimeDirectory').join()}/`));
    assert.deepEqual(valuesOf('quick-restart-boot', 'Service.RuntimeDirectoryPreserve'), ['yes']);
    assert.deepEqual(valuesOf('quick-restart-stopped', 'Service.ExecStop'), ['-/bin/cat /proc/uptime /sys/kernel/kexec_loaded']);
    assert.deepEqual(valuesOf('quick-restart-stopped', 'Service.StandardOutput'), [`truncate:${HISTORY_DIRECTORY}/${HISTORY_FILES.stoppedMark}`]);
    assert.deepEqual(words('quick-restart-recheck', 'Unit.After').filter((one) => one.startsWith('quick-restart')), ['quick-restart-stopped.service']);
  });

  test('node runs at the start only, without memory that is both writable and executable', () => {
    for (const name of ['boot', 'came-up']) {
      assert.deepEqual(valuesOf(`quick-restart-${name}`, 'Service.ExecStart'), [`/usr/bin/node --jitless /usr/libexec/quick-restart/quick-restartd.cjs --record-${name}`]);
      assert.deepEqual(valuesOf(`quick-restart-${name}`, 'Service.MemoryDenyWriteExecute'), ['yes']);
    }
    for (const name of NAMES) assert.doesNotMatch(valuesOf(name, 'Service.ExecStop').join(), /node/);
  });

  test('no shutdown waits long for any of them', () => {
    for (const name of NAMES) assert.ok(Number(/^(\d+)s$/.exec(valuesOf(name, 'Service.TimeoutStopSec').join())?.[1]) <= 30, name);
  });

  test('systemd stops the instance that fits the shutdown, and no other; it is told what kind that is', () => {
    const unit = (key: string): readonly string[] => words('quick-restart-stop@', `Unit.${key}`);
    assert.deepEqual([unit('DefaultDependencies'), unit('Conflicts'), unit('IgnoreOnIsolate'), unit('RefuseManualStop')], [['no'], ['%i.target'], ['yes'], ['yes']]);
    // The slice of a template is stopped at every shutdown, and with it what it holds.
    assert.deepEqual(valuesOf('quick-restart-stop@', 'Service.Slice'), ['system.slice']);
    assert.deepEqual([unit('Requires'), unit('BindsTo'), unit('PartOf'), unit('RequiresMountsFor')], [[], [], [], []]);
    assert.deepEqual(valuesOf('quick-restart-stop@', 'Service.ExecStop'), ['/bin/sh /usr/libexec/quick-restart/note-stop %i']);
  });

  test('the note is written while the disk is there; nothing stops behind it but the record of the start', () => {
    assert.deepEqual(words('quick-restart-stop@', 'Unit.After'), ['local-fs.target']);
    assert.deepEqual(words('quick-restart-stop@', 'Unit.Before'), ['%i.target', 'shutdown.target', 'quick-restart-boot.service']);
  });

  test('the boot is recorded when it is up, by no start job of its own, and never beside a stop', () => {
    assert.deepEqual(words('quick-restart-boot', 'Unit.After'), ['multi-user.target', 'graphical.target']);
    assert.deepEqual(valuesOf('quick-restart-boot', 'Service.Type'), ['exec']);
    assert.deepEqual(valuesOf('quick-restart-boot', 'Service.RemainAfterExit'), ['yes']);
  });

  test('whether it stays up is waited for by a timer and no process, which starts behind what means up and with no start of another', () => {
    const timer = readUnit(readFileSync('systemd/quick-restart-came-up.timer', 'utf8'));
    const words = (key: string): readonly string[] => (timer.get(key) ?? []).flatMap((value) => value.split(' '));
    assert.deepEqual(words('Unit.After'), ['multi-user.target', 'graphical.target', 'boot-complete.target']);
    assert.deepEqual(words('Unit.DefaultDependencies'), ['no']);
    assert.deepEqual([words('Timer.OnActiveSec'), words('Unit.Conflicts')], [['60s'], ['shutdown.target']]);
    assert.deepEqual(valuesOf('quick-restart-came-up', 'Install.WantedBy'), []);
    assert.match(readFileSync('packaging/deb/build.sh', 'utf8'), /^wanted multi-user\.target quick-restart-came-up\.timer$/m);
  });

  test('the mark is written when every ordinary service has stopped, and the disk is still there', () => {
    assert.deepEqual(valuesOf('quick-restart-stopped', 'Unit.DefaultDependencies'), ['no']);
    assert.deepEqual(words('quick-restart-stopped', 'Unit.Before'), ['sysinit.target', 'shutdown.target']);
    assert.deepEqual(words('quick-restart-stopped', 'Unit.Conflicts'), ['shutdown.target']);
    assert.deepEqual(words('quick-restart-stopped', 'Unit.RequiresMountsFor'), [HISTORY_DIRECTORY]);
  });

  test('no unit is ordered beside one of ours that does not exist', () => {
    const units = readdirSync('systemd').filter((name) => name.includes('.'));
    for (const unit of units) {
      const named = readFileSync(join('systemd', unit), 'utf8').match(/(?<=^(?:After|Before|Wants|Requires|Conflicts|Unit|OnSuccess|OnFailure)=.*)\bquick-restart[\w@%-]*\.\w+/gm) ?? [];
      for (const name of named) assert.ok(units.includes(name.replace(/@[^.]+/, '@')), `${unit} names ${name}`);
    }
  });

  test('the package has the targets want them', () => {
    const build = readFileSync('packaging/deb/build.sh', 'utf8');
    for (const [name, target] of [['quick-restart-boot', 'multi-user'], ['quick-restart-stopped', 'sysinit']] as const) {
      assert.match(build, new RegExp(`^wanted ${target}\\.target ${name}\\.service$`, 'm'));
    }
    assert.match(build, new RegExp(`^for kind in ${KINDS.join(' ')}; do wanted multi-user\\.target "quick-restart-stop@\\$kind\\.service"`, 'm'));
    assert.match(readFileSync('packaging/deb/postinst', 'utf8'), new RegExp(`for kind in ${KINDS.join(' ')}; do systemctl --no-block start`));
  });

});
