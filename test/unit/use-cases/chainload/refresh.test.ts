import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { enableChainload, type SlotSource } from '../../../../src/use-cases/chainload/enable.ts';
import { refreshSlots, type RefreshedSlot } from '../../../../src/use-cases/chainload/refresh.ts';
import { chainloadMachine, type ChainloadMachine } from '../../../fakes/chainload-machine.ts';
import { menuOf, NEW_RELEASE, OLD_RELEASE } from '../../../fakes/engine-machine.ts';
import { smallBzImage, smallInitrd } from '../../../fakes/kernel-files.ts';

const CONF = 'etc/quick-restart/chainload.conf';
const TRIES = 'var/lib/quick-restart/chainload/tries';
const NEXT = '6.12.111+deb13-amd64';

async function enable(machine: ChainloadMachine, slot: 'a' | 'b', source: SlotSource): Promise<void> {
  const done = await enableChainload(machine.parts, { source, slot, delaySeconds: null, tries: null, way: null });
  assert.ok(done.ok, done.ok ? '' : done.error.message);
}

async function refresh(machine: ChainloadMachine): Promise<readonly RefreshedSlot[]> {
  const done = await refreshSlots(machine.parts);
  assert.ok(done.ok, done.ok ? '' : done.error.message);
  return done.value;
}

/** A kernel package is installed: its files, then the boot configuration with it at the top. */
function install(machine: ChainloadMachine, release: string, initrd: Uint8Array = smallInitrd()): void {
  writeFileSync(join(machine.root, `boot/vmlinuz-${release}`), smallBzImage(release));
  writeFileSync(join(machine.root, `boot/initrd.img-${release}`), initrd);
  machine.write(`lib/modules/${release}/modules.dep`, '');
  machine.write('boot/grub/grub.cfg', menuOf(release, NEW_RELEASE, OLD_RELEASE));
}

describe('chainload refresh', () => {
  test('the default entry after an upgrade: the new kernel, with all its tries; comments and the other slot stay', async (t) => {
    const machine = chainloadMachine(t);
    await enable(machine, 'a', { kind: 'entry', entry: 'default', reuse: true });
    await enable(machine, 'b', { kind: 'entry', entry: OLD_RELEASE, reuse: false });
    machine.write(CONF, `${machine.read(CONF) ?? ''}# mine\n`);
    machine.write(TRIES, 'a=2\nb=1\n');
    const before = machine.read(CONF) ?? '';
    assert.deepEqual((await refresh(machine)).map(({ slot, outcome }) => [slot, outcome]), [['a', 'unchanged'], ['b', 'unchanged']]);
    assert.deepEqual([machine.read(CONF), machine.read(TRIES)], [before, 'a=2\nb=1\n'], 'nothing is written');
    install(machine, NEXT);
    assert.deepEqual(await refresh(machine), [
      { slot: 'a', outcome: 'changed', kernel: `/boot/vmlinuz-${NEXT}`, message: '' },
      { slot: 'b', outcome: 'unchanged', kernel: `/boot/vmlinuz-${OLD_RELEASE}`, message: '' },
    ]);
    const upgraded = before.replaceAll(new RegExp(`^(a\\..*)${NEW_RELEASE.replaceAll(/[.+]/g, '\\$&')}`, 'gm'), `$1${NEXT}`);
    assert.notEqual(upgraded, before);
    assert.equal(machine.read(CONF), upgraded);
    assert.equal(machine.read(TRIES), 'a=0\nb=1\n');
  });

  test('what would not come up, and an entry that has gone: the slot stays, and why is said', async (t) => {
    const machine = chainloadMachine(t);
    await enable(machine, 'a', { kind: 'entry', entry: 'default', reuse: false });
    await enable(machine, 'b', { kind: 'entry', entry: OLD_RELEASE, reuse: false });
    install(machine, NEXT, smallInitrd().subarray(0, 20));
    machine.write('boot/grub/grub.cfg', menuOf(NEXT, NEW_RELEASE));
    const before = machine.read(CONF);
    const [a, b] = await refresh(machine);
    assert.deepEqual([a?.outcome, b?.outcome, a?.kernel], ['kept', 'kept', `/boot/vmlinuz-${NEW_RELEASE}`]);
    assert.match(a?.message ?? '', /initrd .* is cut off/);
    assert.match(b?.message ?? '', /no boot entry/);
    assert.equal(machine.read(CONF), before);
  });

  test('slots that were given by paths, and a machine without any, are left alone', async (t) => {
    const machine = chainloadMachine(t);
    assert.deepEqual(await refresh(machine), []);
    await enable(machine, 'a', { kind: 'files', kernel: `/boot/vmlinuz-${OLD_RELEASE}`, initrds: [], append: 'ro', reuse: false });
    install(machine, NEXT);
    rmSync(join(machine.root, `boot/vmlinuz-${OLD_RELEASE}`));
    assert.deepEqual(await refresh(machine), []);
  });

  test('not by somebody who is not root, nor where a line is not understood', async (t) => {
    const other = await refreshSlots(chainloadMachine(t, { isRoot: false }).parts);
    assert.equal(!other.ok && other.error.kind, 'not-authorised');
    const machine = chainloadMachine(t);
    machine.write(CONF, 'x\na.entry=default\na.kernel=/gone\n');
    const bad = await refreshSlots(machine.parts);
    assert.equal(!bad.ok && bad.error.kind, 'settings-failed');
  });
});
