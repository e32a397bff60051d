import assert from 'node:assert/strict';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { err, ok } from '../../../src/core/result.ts';
import { say } from '../../../src/core/sentence.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import type { Authorise } from '../../../src/use-cases/engine.ts';
import { failure } from '../../../src/contracts/failure.ts';
import { signatureFacts } from '../../fakes/check-facts.ts';
import { engineMachine, menuOf, NEW_RELEASE, OLD_RELEASE, ROOT_UUID, type EngineMachine } from '../../fakes/engine-machine.ts';

const NEVER = new AbortController().signal;
const YES: Authorise = () => Promise.resolve(ok(null));
const NO: Authorise = () => Promise.resolve(err(failure('not-authorised', say('No.'))));

/** Loads and gives the kind of failure, or `loaded`. */
async function load(machine: EngineMachine, selector = '', authorise = YES, signal = NEVER): Promise<string> {
  const loaded = await createEngine(machine.ports).load(selector, authorise, signal);
  return loaded.ok ? 'loaded' : loaded.error.kind;
}

describe('load', () => {
  test('the default entry: its kernel, its initrd, its command line, on the running system', async (t) => {
    const machine = engineMachine(t);
    assert.equal(await load(machine), 'loaded');
    assert.deepEqual(machine.kexec.requests, [
      {
        kernel: join(machine.root, `boot/vmlinuz-${NEW_RELEASE}`),
        initrds: [join(machine.root, `boot/initrd.img-${NEW_RELEASE}`)],
        commandLine: `root=UUID=${ROOT_UUID} ro quiet`,
        allowClassicLoad: true,
      },
    ]);
    const used = [`boot/vmlinuz-${NEW_RELEASE}`, `boot/initrd.img-${NEW_RELEASE}`, 'boot/grub/grub.cfg'].map((path) => join(machine.root, path));
    assert.deepEqual(machine.records.record, { state: 'loaded', entryId: 'simple', files: machine.ports.stamps.of(used), policyOf: machine.root });
  });

  test('by release, by part of a title, by id', async (t) => {
    const machine = engineMachine(t);
    for (const selector of ['Debian, with Linux 6.12.107+deb13-amd64 (rec', OLD_RELEASE, `advanced>linux-${OLD_RELEASE}`]) assert.equal(await load(machine, selector), 'loaded', selector);
    assert.match(machine.kexec.requests[2]?.kernel ?? '', new RegExp(`${OLD_RELEASE.replace('+', '\\+')}$`));
  });

  const asked: readonly (readonly [string, string])[] = [
    ['simple', 'org.quickrestart1.load'],
    [`advanced>recovery-${NEW_RELEASE}`, 'org.quickrestart1.load-recovery'],
  ];
  for (const [selector, action] of asked) {
    test(`${selector} needs ${action}`, async (t) => {
      const actions: string[] = [];
      await load(engineMachine(t), selector, (one) => {
        actions.push(one);
        return Promise.resolve(ok(null));
      });
      assert.deepEqual(actions, [action]);
    });
  }

  const refusals: readonly (readonly [string, (machine: EngineMachine) => void, string])[] = [
    ['the initrd is gone', ({ root }) => rmSync(join(root, `boot/initrd.img-${NEW_RELEASE}`)), 'refused'],
    ['the kernel is gone', ({ root }) => rmSync(join(root, `boot/vmlinuz-${NEW_RELEASE}`)), 'refused'],
    ['the kernel is cut off', ({ root }) => truncateSync(join(root, `boot/vmlinuz-${NEW_RELEASE}`), 3000), 'refused'],
    ['the initrd is cut off', ({ root }) => truncateSync(join(root, `boot/initrd.img-${NEW_RELEASE}`), 100), 'refused'],
    ['there is no configuration', ({ root }) => rmSync(join(root, 'boot/grub/grub.cfg')), 'no-entry'],
    ['the configuration is garbage', ({ root }) => writeFileSync(join(root, 'boot/grub/grub.cfg'), '\0\u0001menuentry { {{ "'), 'no-entry'],
    ['the configuration is a directory', ({ root }) => replaceByDirectory(join(root, 'boot/grub/grub.cfg')), 'read-failed'],
  ];
  for (const [what, arrange, kind] of refusals) {
    test(`${what}: ${kind}, nobody is asked, nothing is loaded`, async (t) => {
      const machine = engineMachine(t);
      arrange(machine);
      let questions = 0;
      const kindSeen = await load(machine, '', () => {
        questions += 1;
        return Promise.resolve(ok(null));
      });
      assert.deepEqual([kindSeen, questions, machine.kexec.requests.length, machine.kexec.loaded], [kind, 0, 0, false]);
    });
  }

  test('lockdown forbids the old call', async (t) => {
    // A kernel that looks at no signatures: the small images have none.
    const machine = engineMachine(t, { machine: { lockdown: 'integrity' }, facts: { signatures: signatureFacts({ checked: false }) } });
    assert.equal(await load(machine), 'loaded');
    assert.equal(machine.kexec.requests[0]?.allowClassicLoad, false);
  });

  test('under lockdown an image without a signature is not even tried', async (t) => {
    const machine = engineMachine(t, { machine: { lockdown: 'integrity' } });
    assert.deepEqual([await load(machine), machine.kexec.requests.length], ['refused', 0]);
  });

  test('a package manager at work refuses', async (t) => {
    const machine = engineMachine(t, { machine: { busyPackageManagers: [{ name: 'dpkg', pid: 7 }] } });
    assert.deepEqual([await load(machine), machine.kexec.requests.length], ['refused', 0]);
  });

  test('unknown and ambiguous selectors', async (t) => {
    const machine = engineMachine(t);
    assert.deepEqual([await load(machine, 'no such'), await load(machine, 'recovery mode')], ['entry-unknown', 'entry-ambiguous']);
  });

  test('denied: nothing is loaded', async (t) => {
    const machine = engineMachine(t);
    assert.deepEqual([await load(machine, '', NO), machine.kexec.requests.length], ['not-authorised', 0]);
  });
});

describe('while the question is answered', () => {
  test('another default: what was not asked for is not loaded', async (t) => {
    const machine = engineMachine(t);
    const change: Authorise = () => {
      writeFileSync(join(machine.root, 'boot/grub/grub.cfg'), menuOf(OLD_RELEASE).replaceAll("'simple'", "'another'"));
      return Promise.resolve(ok(null));
    };
    assert.deepEqual([await load(machine, '', change), machine.kexec.requests.length], ['refused', 0]);
  });

  test('the same entry turned into a recovery entry needs its own answer', async (t) => {
    const machine = engineMachine(t);
    const change: Authorise = () => {
      writeFileSync(join(machine.root, 'boot/grub/grub.cfg'), menuOf(NEW_RELEASE).replaceAll('quiet', 'init=/bin/sh'));
      return Promise.resolve(ok(null));
    };
    assert.deepEqual([await load(machine, '', change), machine.kexec.requests.length], ['refused', 0]);
  });

  test('the caller went away', async (t) => {
    const machine = engineMachine(t);
    const caller = new AbortController();
    const leave: Authorise = () => {
      caller.abort();
      return Promise.resolve(ok(null));
    };
    assert.deepEqual([await load(machine, '', leave, caller.signal), machine.kexec.requests.length], ['cancelled', 0]);
  });
});

describe('a load that does not end well leaves nothing loaded', () => {
  test('kexec failed', async (t) => {
    const machine = engineMachine(t);
    machine.kexec.failure = { kind: 'rejected', detail: 'Exec format error' };
    assert.deepEqual([await load(machine), machine.kexec.loaded, machine.records.record], ['load-failed', false, null]);
  });

  test('the caller went away in the middle', async (t) => {
    const machine = engineMachine(t);
    const caller = new AbortController();
    machine.kexec.during = () => {
      caller.abort();
      return Promise.resolve();
    };
    assert.deepEqual([await load(machine, '', YES, caller.signal), machine.kexec.loaded, machine.records.record], ['cancelled', false, null]);
  });

  test('it cannot be unloaded either: that is what is told', async (t) => {
    const machine = engineMachine(t);
    const caller = new AbortController();
    machine.kexec.during = () => {
      caller.abort();
      return Promise.resolve();
    };
    machine.kexec.unloadFailure = { kind: 'failed', detail: 'no' };
    assert.equal(await load(machine, '', YES, caller.signal), 'unload-failed');
  });

  test('the process died: the next one unloads and forgets', async (t) => {
    const machine = engineMachine(t);
    machine.kexec.loaded = true;
    machine.records.record = { state: 'loading', entryId: 'simple' };
    assert.ok((await createEngine(machine.ports).recover()).ok);
    assert.deepEqual([machine.kexec.loaded, machine.records.record, machine.kexec.tidied], [false, null, 1]);
  });

  test('another process is loading at this moment: neither taken back nor disturbed', async (t) => {
    const machine = engineMachine(t);
    machine.kexec.loaded = true;
    machine.records.record = { state: 'loading', entryId: 'simple' };
    machine.records.underWay = true;
    const engine = createEngine(machine.ports);
    assert.ok((await engine.recover()).ok);
    const second = await engine.load('', YES, NEVER);
    assert.deepEqual([second.ok || second.error.kind, machine.kexec.requests.length, machine.kexec.loaded, machine.records.record.state, machine.kexec.tidied], ['busy', 0, true, 'loading', 0]);
  });

  test('somebody unloaded it before it was noted', async (t) => {
    const machine = engineMachine(t);
    const write = machine.records.write.bind(machine.records);
    machine.records.write = (record) => {
      if (record.state === 'loaded') machine.kexec.loaded = false;
      return write(record);
    };
    assert.deepEqual([await load(machine), machine.records.record], ['load-failed', null]);
  });

  test('a load that was finished is not touched by recovery', async (t) => {
    const machine = engineMachine(t);
    await load(machine);
    assert.ok((await createEngine(machine.ports).recover()).ok);
    assert.deepEqual([machine.kexec.loaded, machine.records.record?.state], [true, 'loaded']);
  });
});

describe('one at a time', () => {
  test('a second load and an unload meanwhile are busy; afterwards they are not', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    let finish: () => void = () => undefined;
    machine.kexec.during = () => new Promise((resolve) => (finish = resolve));
    const first = engine.load('', YES, NEVER);
    while (machine.kexec.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = await engine.load('', YES, NEVER);
    const third = await engine.unload(YES);
    assert.deepEqual([second.ok || second.error.kind, third.ok || third.error.kind], ['busy', 'busy']);
    finish();
    assert.ok((await first).ok);
    assert.ok((await engine.unload(YES)).ok);
    assert.deepEqual([machine.kexec.loaded, machine.records.record], [false, null]);
  });
});

test('while somebody loads, nobody is asked for a password: what the kernel has already is not a stranger’s', async (t) => {
  const machine = engineMachine(t);
  const engine = createEngine(machine.ports);
  const seen: unknown[] = [];
  const authorise: Authorise = (action) => {
    seen.push(action);
    return YES(action);
  };
  machine.kexec.during = async () => {
    machine.kexec.loaded = true;
    for (const outcome of [await engine.load('', authorise, NEVER), await engine.unload(authorise)]) seen.push(outcome.ok || outcome.error.kind);
  };
  assert.ok((await engine.load('', YES, NEVER)).ok);
  assert.deepEqual(seen, ['busy', 'busy']);
});

test('a password dialog that stays open keeps nobody else waiting', async (t) => {
  const engine = createEngine(engineMachine(t).ports);
  const dialog: (() => void)[] = [];
  const slow: Authorise = () => new Promise((resolve) => dialog.push(() => resolve(ok(null))));
  const first = engine.load('', slow, NEVER);
  while (dialog.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.ok((await engine.load(OLD_RELEASE, YES, NEVER)).ok);
  dialog[0]?.();
  assert.ok((await first).ok);
});

function replaceByDirectory(path: string): void {
  rmSync(path);
  mkdirSync(path);
}
