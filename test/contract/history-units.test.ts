import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HISTORY_DIRECTORY, HISTORY_FILES } from '../../src/adapters/history/history-file.ts';
import { readUnit } from './read-unit.ts';

const NAMES = ['quick-restart-boot', 'quick-restart-stop', 'quick-restart-stopped'] as const;
const text = (name: string): string => readFileSync(`systemd/${name}.service`, 'utf8');
const valuesOf = (name: string, key: string): readonly string[] => readUnit(text(name)).get(key) ?? [];
const words = (name: string, key: string): readonly string[] => valuesOf(name, key).flatMap((value) => value.split(' '));

describe('the units that record restarts', () => {
  test('each writes where the helper reads, and nowhere else', () => {
    for (const name of NAMES) {
      assert.equal(`/var/lib/${valuesOf(name, 'Service.StateDirectory').join()}`, HISTORY_DIRECTORY);
      assert.deepEqual(valuesOf(name, 'Service.ProtectSystem'), ['strict']);
      assert.deepEqual(valuesOf(name, 'Service.ReadWritePaths'), []);
    }
    assert.deepEqual(valuesOf('quick-restart-stopped', 'Service.ExecStop'), [`/bin/cp --no-preserve=all /proc/uptime ${HISTORY_DIRECTORY}/${HISTORY_FILES.stoppedMark}`]);
  });

  test('node does without memory that is both writable and executable', () => {
    for (const [name, key, mode] of [['quick-restart-boot', 'ExecStart', '--record-boot'], ['quick-restart-stop', 'ExecStop', '--record-stop']] as const) {
      assert.deepEqual(valuesOf(name, `Service.${key}`), [`/usr/bin/node --jitless /usr/libexec/quick-restart/quick-restartd.cjs ${mode}`]);
      assert.deepEqual(valuesOf(name, 'Service.MemoryDenyWriteExecute'), ['yes']);
    }
  });

  test('no shutdown waits long for any of them', () => {
    for (const name of NAMES) assert.ok(Number(/^(\d+)s$/.exec(valuesOf(name, 'Service.TimeoutStopSec').join())?.[1]) <= 30, name);
  });

  test('nothing stops behind the note of a stop but the bus, which it asks', () => {
    assert.deepEqual(words('quick-restart-stop', 'Unit.After'), ['dbus.service', 'dbus.socket']);
    assert.deepEqual(words('quick-restart-stop', 'Unit.Before'), []);
  });

  test('the boot is recorded when it is up, by no start job of its own, and never beside a stop', () => {
    assert.deepEqual(words('quick-restart-boot', 'Unit.After'), ['multi-user.target', 'graphical.target', 'quick-restart-stop.service']);
    assert.deepEqual(valuesOf('quick-restart-boot', 'Service.Type'), ['exec']);
    assert.deepEqual(valuesOf('quick-restart-boot', 'Service.RemainAfterExit'), ['yes']);
  });

  test('the mark is written when every ordinary service has stopped, and the disk is still there', () => {
    assert.deepEqual(valuesOf('quick-restart-stopped', 'Unit.DefaultDependencies'), ['no']);
    assert.deepEqual(words('quick-restart-stopped', 'Unit.Before'), ['sysinit.target', 'shutdown.target']);
    assert.deepEqual(words('quick-restart-stopped', 'Unit.Conflicts'), ['shutdown.target']);
    assert.deepEqual(words('quick-restart-stopped', 'Unit.RequiresMountsFor'), [HISTORY_DIRECTORY]);
  });

  test('the package has the targets want them', () => {
    const build = readFileSync('packaging/deb/build.sh', 'utf8');
    for (const [name, target] of [['quick-restart-boot', 'multi-user'], ['quick-restart-stop', 'multi-user'], ['quick-restart-stopped', 'sysinit']] as const) {
      assert.match(build, new RegExp(`^wanted ${target}\\.target ${name}\\.service$`, 'm'));
    }
  });

  test('what the two that run node may do is the same', () => {
    const confinement = (name: string): string => text(name).slice(text(name).indexOf('# Bounds'));
    assert.equal(confinement('quick-restart-boot'), confinement('quick-restart-stop'));
  });
});
