import assert from 'node:assert/strict';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { ok } from '../../../src/core/result.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import type { Authorise } from '../../../src/use-cases/engine.ts';
import { engineMachine, NEW_RELEASE } from '../../fakes/engine-machine.ts';

const NEVER = new AbortController().signal;
const YES: Authorise = () => Promise.resolve(ok(null));

describe('unload and state', () => {
  test('nothing loaded', async (t) => {
    const unloaded = await createEngine(engineMachine(t).ports).unload(YES);
    assert.equal(unloaded.ok || unloaded.error.kind, 'nothing-loaded');
  });

  test('a kernel without kexec', async (t) => {
    const machine = engineMachine(t);
    machine.kexec.loaded = null;
    const unloaded = await createEngine(machine.ports).unload(YES);
    assert.equal(unloaded.ok || unloaded.error.kind, 'not-supported');
  });

  test("what we loaded needs the load action, somebody else's kernel the stronger one", async (t) => {
    const actions: string[] = [];
    const note: Authorise = (action) => {
      actions.push(action);
      return Promise.resolve(ok(null));
    };
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    await engine.load('', YES, NEVER);
    await engine.unload(note);
    machine.kexec.loaded = true;
    await engine.unload(note);
    assert.deepEqual(actions, ['org.quickrestart1.load', 'org.quickrestart1.load-recovery']);
  });

  test('state tells whose kernel is loaded', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    const loadedEntry = (): string => {
      const state = engine.state();
      return state.ok ? state.value.loadedEntry : 'failed';
    };
    const before = loadedEntry();
    await engine.load('', YES, NEVER);
    const ours = loadedEntry();
    machine.records.clear();
    assert.deepEqual([before, ours, loadedEntry()], ['', 'simple', '?']);
  });

  test('state tells which files of the loaded kernel have changed since', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    const changes = (): readonly string[] => {
      const state = engine.state();
      return state.ok ? state.value.loadedChanges : ['failed'];
    };
    const kernel = join(machine.root, `boot/vmlinuz-${NEW_RELEASE}`);
    const grub = join(machine.root, 'boot/grub/grub.cfg');
    await engine.load('', YES, NEVER);
    const before = changes();
    rmSync(kernel);
    appendFileSync(grub, '\n');
    const after = changes();
    await machine.kexec.unload();
    assert.deepEqual([before, after, changes()], [[], [kernel, grub], []]);
  });

  test('what somebody unloaded and somebody else loaded is not ours', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    await engine.load('', YES, NEVER);
    machine.kexec.loaded = false;
    engine.state();
    machine.kexec.loaded = true;
    const state = engine.state();
    assert.equal(state.ok && state.value.loadedEntry, '?');
  });

  test('an initrd that is replaced while kexec reads it: nothing stays loaded', async (t) => {
    const machine = engineMachine(t);
    const initrd = join(machine.root, `boot/initrd.img-${NEW_RELEASE}`);
    machine.kexec.during = () => {
      appendFileSync(initrd, 'x');
      return Promise.resolve();
    };
    const loaded = await createEngine(machine.ports).load('', YES, NEVER);
    assert.deepEqual(loaded.ok ? '' : [loaded.error.kind, loaded.error.message], ['load-failed', `${initrd} changed while it was being loaded.`]);
    assert.deepEqual([machine.kexec.loaded, machine.records.record], [false, null]);
  });
});
