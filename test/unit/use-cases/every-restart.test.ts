import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, existsSync, rmSync, writeFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { describe, type TestContext } from 'node:test';
import { LASTING_FILE, ModeFiles, NEXT_FILE } from '../../../src/adapters/every-restart/mode-files.ts';
import { NEXT_RESTART_FILE } from '../../../src/adapters/every-restart/next-restart-files.ts';
import { ACTIONS, type ActionId } from '../../../src/contracts/actions.ts';
import { failure } from '../../../src/contracts/failure.ts';
import type { EveryRestart } from '../../../src/core/every-restart/mode.ts';
import { err, ok } from '../../../src/core/result.ts';
import { say } from '../../../src/core/sentence.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import type { Authorise } from '../../../src/use-cases/engine.ts';
import { debianTree, engineMachine, menuOf, NEW_RELEASE, OLD_RELEASE } from '../../fakes/engine-machine.ts';

type Changes = Parameters<typeof engineMachine>[1];

function machineOf(t: TestContext, changes: Changes = {}): ReturnType<typeof engineMachine> & { readonly engine: ReturnType<typeof createEngine>; readonly asked: ActionId[]; readonly set: (mode: EveryRestart) => Promise<string>; readonly write: (path: string, text: string) => void; readonly prepared: () => string } {
  const machine = engineMachine(t, changes);
  for (const folder of ['var/lib/quick-restart', 'run/quick-restart']) mkdirSync(join(machine.root, folder), { recursive: true });
  const engine = createEngine(machine.ports);
  const asked: ActionId[] = [];
  const allow: Authorise = (action) => {
    asked.push(action);
    return Promise.resolve(ok(null));
  };
  const set = async (mode: EveryRestart): Promise<string> => {
    const done = await engine.setEveryRestart(mode, allow);
    return done.ok ? 'done' : done.error.kind;
  };
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(machine.root, path)), { recursive: true });
    writeFileSync(join(machine.root, path), text);
  };
  const prepared = (): string => (existsSync(join(machine.root, NEXT_RESTART_FILE)) ? readFileSync(join(machine.root, NEXT_RESTART_FILE), 'utf8') : '');
  return { ...machine, engine, asked, set, write, prepared };
}

function next(engine: ReturnType<typeof createEngine>): string {
  const state = engine.state();
  assert.ok(state.ok);
  return `${state.value.everyRestart}: ${state.value.nextRestart.message}`;
}

describe('setting every-restart mode', () => {
  test('what lasts takes the stronger action, the next restart that of a load', async (t) => {
    const { set, asked } = machineOf(t);
    for (const mode of ['once', 'off', 'on', 'on', 'skip', 'once', 'off', 'skip'] as const) assert.equal(await set(mode), 'done');
    const { everyRestart, load } = ACTIONS;
    assert.deepEqual(asked, [load, load, everyRestart, load, load, load, everyRestart, load]);
  });

  test('who may not changes nothing', async (t) => {
    const { engine, root, prepared } = machineOf(t);
    const denied: Authorise = () => Promise.resolve(err(failure('not-authorised', say('No kernel is loaded.'))));
    for (const mode of ['on', 'once'] as const) assert.equal((await engine.setEveryRestart(mode, denied)).ok, false);
    assert.deepEqual([existsSync(join(root, LASTING_FILE)), existsSync(join(root, NEXT_FILE)), prepared()], [false, false, '']);
  });

  test('somebody switched it on while a password was typed for once’s end: nothing is changed', async (t) => {
    const { engine, write, root } = machineOf(t);
    const done = await engine.setEveryRestart('off', () => {
      write(LASTING_FILE, 'on\n');
      return Promise.resolve(ok(null));
    });
    assert.deepEqual([!done.ok && done.error.kind, readFileSync(join(root, LASTING_FILE), 'utf8')], ['refused', 'on\n']);
  });

  test('nothing is loaded; the next restart is prepared, told, and forgotten with off', async (t) => {
    const { engine, set, kexec, prepared } = machineOf(t);
    assert.equal(next(engine), 'off: Restarts are ordinary ones.');
    await set('on');
    assert.deepEqual([kexec.requests.length, kexec.loaded], [0, false]);
    assert.match(prepared(), new RegExp(`^kernel 0 \\d+ .*/boot/vmlinuz-${NEW_RELEASE.replaceAll(/[.+]/g, '.')}$`, 'm'));
    assert.equal(next(engine), `on: The next restart is a quick one, into ${NEW_RELEASE}.`);
    await set('skip');
    assert.equal(next(engine), 'skip: The next restart was asked to be an ordinary one.');
    await set('off');
    assert.deepEqual([next(engine), prepared()], ['off: Restarts are ordinary ones.', '']);
  });

  test('once and skip end after 15 minutes of this boot, whatever the time of day is', (t) => {
    const { root } = machineOf(t);
    let uptime = 100.5;
    const files = new ModeFiles(root, () => uptime);
    assert.ok(files.write({ lasting: false, next: 'quick' }).ok);
    assert.equal(readFileSync(join(root, NEXT_FILE), 'utf8'), 'once 1001\n');
    uptime = 1001.9;
    assert.deepEqual(files.read(), { lasting: false, next: 'quick' });
    uptime = 1002;
    assert.deepEqual(files.read(), { lasting: false, next: null });
    for (const odd of ['once', 'once x\n', 'twice 5000\n', '']) {
      writeFileSync(join(root, NEXT_FILE), odd);
      assert.equal(files.read().next, null, odd);
    }
  });

  test('a drop-in of somebody else for systemd-reboot.service: refused with its name, and so is a unit in its place', async (t) => {
    for (const path of ['/etc/systemd/system/systemd-reboot.service.d/own.conf', '/usr/lib/systemd/system/systemd-reboot.service.d/vendor.conf', '/run/systemd/system/systemd-reboot.service']) {
      const { engine, write, asked, set } = machineOf(t);
      write(path, '');
      for (const mode of ['on', 'once'] as const) {
        const done = await engine.setEveryRestart(mode, () => Promise.resolve(ok(null)));
        assert.ok(!done.ok && done.error.kind === 'not-supported' && done.error.message.startsWith(path), path);
      }
      const told = engine.state();
      assert.ok(told.ok && !told.value.nextRestart.possible && told.value.nextRestart.message.includes(path), path);
      assert.equal(await set('off'), 'done');
      assert.deepEqual(asked, [ACTIONS.load]);
    }
    const { write, set, engine } = machineOf(t);
    await set('on');
    write('/etc/systemd/system/systemd-reboot.service.d/own.conf', '');
    await engine.prepareNextRestart();
    assert.match(next(engine), /ordinary ones: \/etc\/systemd\/system\/systemd-reboot\.service\.d\/own\.conf changes how this machine restarts\.$/);
  });

  test('a mask is a unit in its place, also where it leads to nothing', async (t) => {
    const { root, set } = machineOf(t);
    mkdirSync(join(root, 'etc/systemd/system'), { recursive: true });
    symlinkSync('/dev/null', join(root, 'etc/systemd/system/systemd-reboot.service'));
    assert.equal(await set('on'), 'not-supported');
  });
});

describe('preparing the next restart', () => {
  test('a plan that refuses: ordinary, with its reason', async (t) => {
    const { engine, set } = machineOf(t, { machine: { kexec: { tool: '/usr/sbin/kexec', fileLoad: true, classicLoad: true, loadDisabled: true, loaded: false } } });
    await set('on');
    assert.match(next(engine), /^on: The next restart is an ordinary one: .*kexec_load_disabled/);
  });

  test('a package manager at work is no reason: it has ended by then', async (t) => {
    const { engine, set } = machineOf(t, { machine: { busyPackageManagers: [{ name: 'dpkg', pid: 7 }] } });
    await set('on');
    assert.match(next(engine), /quick one/);
  });

  test('an entry that takes an administrator’s password is never started unasked', async (t) => {
    const tree = debianTree() as Record<string, string | Buffer>;
    for (const menu of [menuOf(NEW_RELEASE).replaceAll('ro quiet', 'ro single'), `set superusers="root"\n${menuOf(NEW_RELEASE)}`]) {
      const { engine, set, prepared } = machineOf(t, { tree: { ...tree, 'boot/grub/grub.cfg': menu } });
      await set('on');
      assert.match(next(engine), /administrator’s password/);
      assert.doesNotMatch(prepared(), /^kernel /m);
    }
  });

  test('quick_restart=0 on the command line that runs, or on the next one', async (t) => {
    const running = machineOf(t, { machine: { commandLine: 'ro quick_restart=0' } });
    await running.set('on');
    assert.match(next(running.engine), /quick_restart=0 is on the command line/);
    const tree = debianTree() as Record<string, string | Buffer>;
    const later = machineOf(t, { tree: { ...tree, 'boot/grub/grub.cfg': menuOf(NEW_RELEASE, OLD_RELEASE).replaceAll('ro quiet', 'ro quick_restart=0') } });
    await later.set('on');
    assert.match(next(later.engine), /quick_restart=0 is on the command line/);
  });

  test('what changes behind it is told, and prepared anew by the next look', async (t) => {
    const { engine, set, write } = machineOf(t);
    await set('on');
    write('boot/grub/grub.cfg', menuOf(OLD_RELEASE, NEW_RELEASE));
    assert.match(next(engine), /grub\.cfg has changed since it was prepared\.$/);
    await engine.prepareNextRestart();
    assert.equal(next(engine), `on: The next restart is a quick one, into ${OLD_RELEASE}.`);
    await engine.setDefault({ kind: 'newest' }, () => Promise.resolve(ok(null)));
    assert.equal(next(engine), `on: The next restart is a quick one, into ${NEW_RELEASE}.`);
  });

  test('off: what was prepared before is removed', async (t) => {
    const { engine, set, root, prepared } = machineOf(t);
    await set('on');
    rmSync(join(root, LASTING_FILE));
    await engine.prepareNextRestart();
    assert.equal(prepared(), '');
  });

  test('where it cannot be written, the journal has it, and nothing old is left', async (t) => {
    const { engine, set, root, log } = machineOf(t);
    await set('on');
    rmSync(join(root, 'run/quick-restart'), { recursive: true });
    writeFileSync(join(root, 'run/quick-restart'), '');
    await engine.prepareNextRestart();
    assert.match(log.at(-1) ?? '', /could not be prepared|ordinary/);
  });
});
