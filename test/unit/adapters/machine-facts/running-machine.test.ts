import assert from 'node:assert/strict';
import { release } from 'node:os';
import test, { describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { FstabFileSystems } from '../../../../src/adapters/file-systems/fstab-file-systems.ts';
import { RunningMachine } from '../../../../src/adapters/machine-facts/running-machine.ts';
import type { Machine } from '../../../../src/core/restart-plan/machine.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const CONFIG = `boot/config-${release()}`;

type Tree = Parameters<typeof temporaryTree>[1];

function machineWith(t: Parameters<typeof temporaryTree>[0], tree: Tree): Machine {
  const files = new LocalBootFiles(temporaryTree(t, tree));
  const advice = { target: files, fileSystems: new FstabFileSystems(files), askFwupd: () => Promise.resolve({ kind: 'absent' as const }) };
  return new RunningMachine(files, () => '/usr/sbin/kexec', advice).read();
}

describe('the running machine', () => {
  const lockdowns: readonly (readonly [string, Tree, string])[] = [
    ['none chosen', { 'sys/kernel/security/lockdown': '[none] integrity confidentiality\n' }, 'none'],
    ['integrity chosen', { 'sys/kernel/security/lockdown': 'none [integrity] confidentiality\n' }, 'integrity'],
    ['no such file under a mounted securityfs', { 'sys/kernel/security/lsm': 'capability' }, 'none'],
    ['securityfs not mounted', {}, 'unknown'],
    ['words that nobody knows', { 'sys/kernel/security/lockdown': '[new]\n' }, 'unknown'],
  ];
  for (const [what, tree, expected] of lockdowns) test(`lockdown: ${what}`, (t) => assert.equal(machineWith(t, tree).lockdown, expected));

  test('everything there', (t) => {
    const machine = machineWith(t, {
      'proc/cmdline': 'BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro\n',
      'proc/locks': '',
      'proc/sys/kernel/kexec_load_disabled': '0\n',
      'sys/kernel/kexec_loaded': '1\n',
      [CONFIG]: 'CONFIG_KEXEC=y\n# CONFIG_KEXEC_FILE is not set\n',
    });
    assert.equal(machine.commandLine, 'BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro');
    assert.deepEqual(machine.kexec, { tool: '/usr/sbin/kexec', fileLoad: false, classicLoad: true, loadDisabled: false, loaded: true });
    assert.deepEqual([machine.busyPackageManagers, machine.container, machine.kernelRelease], [[], false, release()]);
  });

  test('nothing there is unknown, never a guess', (t) => {
    const machine = machineWith(t, {});
    assert.deepEqual(machine.kexec, { tool: '/usr/sbin/kexec', fileLoad: null, classicLoad: null, loadDisabled: null, loaded: null });
  });

  test('a kernel without /sys/kernel/kexec_loaded has neither call', (t) => {
    const { kexec } = machineWith(t, { 'sys/kernel/notes': '', [CONFIG]: 'CONFIG_KEXEC=y\n' });
    assert.deepEqual([kexec.fileLoad, kexec.classicLoad], [false, false]);
  });

  test('the configuration in /proc/config.gz', (t) => {
    const { kexec } = machineWith(t, { 'sys/kernel/kexec_loaded': '0', 'proc/config.gz': gzipSync('CONFIG_KEXEC_FILE=y\n') });
    assert.deepEqual([kexec.fileLoad, kexec.classicLoad], [true, false]);
  });

  test('a container is told', (t) => assert.equal(machineWith(t, { 'run/systemd/container': 'lxc' }).container, true));
});
