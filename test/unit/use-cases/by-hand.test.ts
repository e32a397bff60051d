import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { commandLineByHand, entryByHand, kernelByHand } from '../../../src/core/boot-entry/by-hand.ts';
import { failure } from '../../../src/contracts/failure.ts';
import { err, ok } from '../../../src/core/result.ts';
import { say } from '../../../src/core/sentence.ts';
import { createEngine, createEngineWith } from '../../../src/use-cases/create-engine.ts';
import type { Authorise } from '../../../src/use-cases/engine.ts';
import { engineMachine, ROOT_UUID, type EngineMachine } from '../../fakes/engine-machine.ts';
import { smallBzImage, smallInitrd } from '../../fakes/kernel-files.ts';

const NEVER = new AbortController().signal;
const YES: Authorise = () => Promise.resolve(ok(null));
const RELEASE = '6.99.0-mine';
const LINE = `root=UUID=${ROOT_UUID} ro debug`;

/** A machine with a kernel of somebody's own, and the entry for it. */
function withOwnKernel(machine: EngineMachine, changes: { readonly kernel?: string; readonly initrds?: readonly string[] } = {}): ReturnType<typeof createEngineWith> {
  mkdirSync(join(machine.root, 'srv/me'), { recursive: true });
  writeFileSync(join(machine.root, 'srv/me/bzImage'), smallBzImage(RELEASE));
  writeFileSync(join(machine.root, 'srv/me/initrd'), smallInitrd());
  mkdirSync(join(machine.root, 'lib/modules', RELEASE), { recursive: true });
  return createEngineWith(machine.ports, entryByHand({ kernel: '/srv/me/bzImage', initrds: ['/srv/me/initrd'], commandLine: LINE, ...changes }));
}

const ID = 'hand:/srv/me/bzImage';

describe('a kernel by hand', () => {
  test('is planned with the checks of an entry, and loaded with a record as others', async (t) => {
    const machine = engineMachine(t);
    const engine = withOwnKernel(machine);
    const plan = await engine.plan(ID);
    assert.ok(plan.ok);
    assert.equal(plan.value.action, 'quick');
    for (const id of ['kernel-image', 'kernel-architecture', 'kernel-signature', 'initrds', 'root-disk', 'lockdown', 'package-manager'] as const) assert.ok(plan.value.checks.some((check) => check.id === id), id);
    assert.equal((await engine.load(ID, YES, NEVER)).ok, true);
    assert.deepEqual(machine.kexec.requests.map(({ kernel, commandLine }) => [kernel, commandLine]), [[join(machine.root, 'srv/me/bzImage'), LINE]]);
    assert.deepEqual(machine.records.record, { state: 'loaded', entryId: ID, files: [] });
  });

  test('is seen by whoever asks, and stays what was loaded where its files are out of sight or built again', async (t) => {
    const machine = engineMachine(t);
    await withOwnKernel(machine).load(ID, YES, NEVER);
    const helper = createEngine(machine.ports);
    const before = helper.state();
    assert.deepEqual(before.ok && [before.value.loadedEntry, before.value.loadedChanges], [ID, []]);
    writeFileSync(join(machine.root, 'srv/me/bzImage'), 'built again');
    rmSync(join(machine.root, 'srv/me/initrd'));
    const after = helper.state();
    assert.deepEqual(after.ok && [after.value.loadedEntry, after.value.loadedChanges], [ID, []]);
  });

  test('that is written to while kexec reads it does not stay loaded', async (t) => {
    const machine = engineMachine(t);
    machine.kexec.during = () => {
      appendFileSync(join(machine.root, 'srv/me/initrd'), 'x');
      return Promise.resolve();
    };
    const loaded = await withOwnKernel(machine).load(ID, YES, NEVER);
    assert.deepEqual([loaded.ok || loaded.error.kind, machine.kexec.loaded, machine.records.record], ['load-failed', false, null]);
  });

  test('the helper knows no such entry', async (t) => {
    const machine = engineMachine(t);
    withOwnKernel(machine);
    const loaded = await createEngine(machine.ports).load(ID, YES, NEVER);
    assert.equal(!loaded.ok && loaded.error.kind, 'entry-unknown');
  });

  test('to unload it takes the stronger action: it was root who loaded it', async (t) => {
    const machine = engineMachine(t);
    await withOwnKernel(machine).load(ID, YES, NEVER);
    const asked: string[] = [];
    await createEngine(machine.ports).unload((action) => {
      asked.push(action);
      return Promise.resolve(err(failure('not-authorised', say('No kernel is loaded.'))));
    });
    assert.deepEqual(asked, ['org.quickrestart1.load-recovery']);
  });

  test('without any boot configuration', async (t) => {
    const machine = engineMachine(t, { tree: { 'etc/hostname': 'bare' } });
    assert.equal((await withOwnKernel(machine).load(ID, YES, NEVER)).ok, true);
  });

  const bad: readonly (readonly [string, { readonly kernel?: string; readonly initrds?: readonly string[] }, RegExp])[] = [
    ['a kernel that is not there', { kernel: '/srv/me/missing' }, /missing/],
    ['no kernel image', { kernel: '/srv/me/initrd' }, /initrd/],
    ['a folder', { kernel: '/srv/me' }, /srv\/me/],
    ['an initrd that is not there', { initrds: ['/nowhere'] }, /nowhere/],
    ['an initrd that is none', { initrds: ['/boot/grub/grub.cfg'] }, /grub\.cfg/],
  ];
  for (const [what, changes, message] of bad) {
    test(`${what}: refused, nothing loaded`, async (t) => {
      const machine = engineMachine(t);
      const loaded = await withOwnKernel(machine, changes).load(`hand:${changes.kernel ?? '/srv/me/bzImage'}`, YES, NEVER);
      assert.ok(!loaded.ok);
      assert.equal(loaded.error.kind, 'refused');
      assert.match(loaded.error.message, message);
      assert.deepEqual([machine.kexec.requests, machine.kexec.loaded], [[], false]);
    });
  }
});

test('ids and command lines', () => {
  assert.equal(kernelByHand('hand:/a b'), '/a b');
  for (const id of ['simple', 'hand:', 'hand:menu', '', '?']) assert.equal(kernelByHand(id), null, id);
  const running = 'BOOT_IMAGE=/vmlinuz initrd=\\initrd.img root=/dev/vda1  dyndbg="file a.c +p" ro\n';
  assert.equal(commandLineByHand(running, { reuse: true, append: null }), 'root=/dev/vda1 dyndbg="file a.c +p" ro');
  assert.equal(commandLineByHand(running, { reuse: true, append: 'single' }), 'root=/dev/vda1 dyndbg="file a.c +p" ro single');
  assert.equal(commandLineByHand(running, { reuse: false, append: 'a  b' }), 'a  b');
});
