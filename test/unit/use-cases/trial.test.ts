// Trials from the load to the verdict of the boots that follow, with real files and what the recorders leave.
import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe, type TestContext } from 'node:test';
import { KernelsFile } from '../../../src/adapters/kernels/kernels-file.ts';
import { failure } from '../../../src/contracts/failure.ts';
import { err, ok } from '../../../src/core/result.ts';
import { say } from '../../../src/core/sentence.ts';
import type { KernelStore } from '../../../src/ports/kernels.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import type { Authorise, Engine } from '../../../src/use-cases/engine.ts';
import { recordBoot } from '../../../src/use-cases/record-boot.ts';
import { recordCameUp } from '../../../src/use-cases/trial/record-came-up.ts';
import { readRunningStart } from '../../../src/use-cases/trial/running-start.ts';
import { engineMachine, NEW_RELEASE, OLD_RELEASE, ROOT_UUID, type EngineMachine } from '../../fakes/engine-machine.ts';
import { Recorder } from '../../fakes/recorder.ts';

const NEVER = new AbortController().signal;
const YES: Authorise = () => Promise.resolve(ok(null));
const NEW_RELEASE_ENTRY = `advanced>linux-${NEW_RELEASE}`;
const LINE = `root=UUID=${ROOT_UUID} ro quiet`;

/** A machine whose engine and recorders share clock and state directory, from boot to boot. */
class Story {
  readonly recorder: Recorder;
  readonly machine: EngineMachine;
  #release = OLD_RELEASE;
  #line = `BOOT_IMAGE=/boot/vmlinuz-${OLD_RELEASE} ${LINE}`;

  constructor(t: TestContext) {
    const machine = engineMachine(t);
    this.recorder = new Recorder(t);
    this.recorder.clocks = { ...this.recorder.clocks, wallMs: Date.now() + 3_600_000 }; // the files are older than every boot
    const base = machine.ports.machine;
    const read = (): ReturnType<typeof base.read> => ({ ...base.read(), kernelRelease: this.#release, commandLine: this.#line });
    this.machine = { ...machine, ports: { ...machine.ports, kernels: this.recorder.kernels, clock: this.recorder.clock, machine: { ...base, read } } };
    // Put in place long before any of these boots.
    for (const release of [OLD_RELEASE, NEW_RELEASE]) for (const name of [`vmlinuz-${release}`, `initrd.img-${release}`]) utimesSync(join(machine.root, 'boot', name), 1, 1);
  }

  get engine(): Engine {
    return createEngine(this.machine.ports);
  }

  async plan(selector = ''): Promise<string> {
    const plan = await this.engine.plan(selector);
    assert.ok(plan.ok);
    const check = plan.value.checks.find((one) => one.id === 'failed-before');
    return `${plan.value.action}${plan.value.trial ? ' trial' : ''} ${check?.result}`;
  }

  async load(selector = ''): Promise<string> {
    assert.equal((await this.engine.load(selector, YES, NEVER)).ok, true);
    return this.machine.kexec.requests.at(-1)?.commandLine ?? '';
  }

  /** Services stop; `mark`: they all did, and that reached the disk; `loaded`: whether a kernel was loaded still. */
  stop(kind: string, mark = true, loaded: boolean | null = null): void {
    this.recorder.wait(1000);
    this.recorder.noteStop(kind);
    this.recorder.wait(3);
    if (mark) this.recorder.markStopped(loaded);
  }

  /** The next kernel runs, and nothing has recorded it; what was loaded is not any more. */
  starts(throughKexec: boolean, release: string, line: string): void {
    this.recorder.boot(30, 20, throughKexec);
    this.recorder.facts = { ...this.recorder.facts, kernelRelease: release, commandLine: throughKexec ? line : `BOOT_IMAGE=/boot/vmlinuz-${release} ${line}` };
    this.#release = release;
    this.#line = this.recorder.facts.commandLine ?? '';
    this.machine.kexec.loaded = false;
  }

  /** The next boot, recorded. */
  async boot(throughKexec: boolean, release: string, line: string): Promise<void> {
    this.starts(throughKexec, release, line);
    await recordBoot(this.recorder, NEVER);
  }

  /** A minute later. */
  async staysUp(): Promise<void> {
    this.recorder.wait(60);
    const { store, clock, manager, journal, kernels, crashes } = this.recorder;
    await recordCameUp({ store, clock, manager, journal, kernels, crashes, runningStart: () => readRunningStart(this.machine.ports) });
  }

  state(): ReturnType<Engine['state']> & { readonly ok: true } {
    const state = this.engine.state();
    assert.ok(state.ok);
    return state;
  }
}

function unwritable(): Pick<KernelStore, 'write' | 'keepAside'> {
  const full = (): ReturnType<KernelStore['write']> & { readonly ok: false } => err({ kind: 'failed', path: 'kernels', detail: 'ENOSPC' });
  return { write: full, keepAside: full };
}

describe('a trial', () => {
  test('of a new kernel that comes up: panic=30 once, and never again', async (t) => {
    const story = new Story(t);
    assert.equal(await story.plan(), 'quick trial ok');
    assert.equal(await story.load(), `${LINE} panic=30`);
    story.stop('kexec');
    await story.boot(true, NEW_RELEASE, `${LINE} panic=30`);
    assert.equal(await story.plan(), 'quick trial ok', 'a minute has not passed');
    await story.staysUp();
    assert.equal(await story.plan(), 'quick ok');
    assert.equal(await story.load(), LINE);
    assert.deepEqual(story.state().value.failedRestarts, []);
  });

  test('that fails is told, refused, lifted by the ordinary way, and then a trial again; a second failure takes a person', async (t) => {
    const story = new Story(t);
    await story.load();
    story.stop('kexec');
    await story.boot(false, OLD_RELEASE, LINE);
    assert.equal(await story.plan(), 'full trial refusal');
    const [failed] = story.state().value.failedRestarts;
    assert.deepEqual([failed?.how, failed?.latest, failed?.refused, failed?.times], ['never-came-up', true, true, 1]);
    await story.staysUp();
    assert.equal(await story.plan(), 'full trial refusal', 'the other kernel came up, not this one');
    story.stop('reboot');
    await story.boot(false, NEW_RELEASE, LINE);
    assert.equal(await story.plan(), 'full trial refusal');
    await story.staysUp();
    assert.equal(await story.plan(), 'quick trial warning');
    await story.load();
    story.stop('kexec');
    await story.boot(false, NEW_RELEASE, LINE);
    await story.staysUp();
    assert.equal(await story.plan(), 'full trial refusal');
    assert.deepEqual(await story.engine.trust('', YES), { ok: true, value: null });
    assert.equal(await story.plan(), 'quick trial ok');
    const again = await story.engine.trust('', YES);
    assert.equal(!again.ok && again.error.kind, 'nothing-failed');
  });

  test('of a kernel by hand: it is known by its path, and can be trusted by it', async (t) => {
    const story = new Story(t);
    await story.load(NEW_RELEASE_ENTRY);
    story.stop('kexec');
    await story.boot(false, OLD_RELEASE, LINE);
    const trust = async (path: string): Promise<string | true> => {
      const trusted = await story.engine.trust(`hand:${path}`, YES);
      return trusted.ok || trusted.error.kind;
    };
    const kernel = `/boot/vmlinuz-${NEW_RELEASE}`;
    const refused = await story.engine.trust(`hand:${kernel}`, () => Promise.resolve(err(failure('not-authorised', say('No kernel is loaded.')))));
    assert.equal(!refused.ok && refused.error.kind, 'not-authorised');
    assert.deepEqual([await trust('/srv/bzImage'), story.state().value.failedRestarts.length], ['nothing-failed', 1]);
    assert.deepEqual([await trust(kernel), story.state().value.failedRestarts.length, await trust(kernel)], [true, 0, 'nothing-failed']);
  });

  test('that was unloaded, or followed by an ordinary restart, has not failed', async (t) => {
    const story = new Story(t);
    await story.load();
    assert.equal((await story.engine.unload(YES)).ok, true);
    story.stop('kexec'); // somebody else's
    await story.boot(false, OLD_RELEASE, LINE);
    assert.equal(await story.plan(), 'quick trial ok');
    await story.load();
    story.stop('reboot');
    await story.boot(false, OLD_RELEASE, LINE);
    assert.equal(await story.plan(), 'quick trial ok');
  });

  test('whose shutdown was cut by a power failure has not failed', async (t) => {
    const story = new Story(t);
    await story.load();
    story.stop('kexec', false);
    await story.boot(false, OLD_RELEASE, LINE);
    assert.equal(await story.plan(), 'quick trial ok');
  });

  test('whose files changed after the load, so that it was unloaded at the last moment, has not failed', async (t) => {
    const story = new Story(t);
    await story.load();
    story.stop('kexec', true, false);
    await story.boot(false, OLD_RELEASE, LINE);
    assert.equal(await story.plan(), 'quick trial ok');
  });

  test('nor where the boot behind it ended before it was recorded', async (t) => {
    const story = new Story(t);
    await story.load();
    story.stop('kexec', true, false);
    story.starts(false, OLD_RELEASE, LINE);
    story.stop('reboot');
    await story.boot(false, OLD_RELEASE, LINE);
    assert.equal(await story.plan(), 'quick trial ok');
  });

  for (const [what, up, expected, how] of [
    ['in emergency mode, say: failed', false, 'full trial refusal', 'stopped-early'],
    ['in its first minute: it has not failed, and has not come up', true, 'quick trial ok', undefined],
  ] as const) {
    test(`that was told to restart before anybody recorded it, ${what}`, async (t) => {
      const story = new Story(t);
      await recordBoot(story.recorder, NEVER);
      await story.load();
      story.stop('kexec', true, true);
      story.starts(true, NEW_RELEASE, `${LINE} panic=30`);
      if (!up) story.recorder.times = { ...story.recorder.times!, finishMonotonicUsec: 0 };
      story.stop('reboot');
      await story.boot(false, OLD_RELEASE, LINE);
      assert.equal(await story.plan(), expected);
      assert.deepEqual(story.state().value.failedRestarts.map((one) => [one.how, one.latest]), how === undefined ? [] : [[how, true]]);
    });
  }

  test('a failed load leaves no attempt, and no watchdog', async (t) => {
    const story = new Story(t);
    story.machine.kexec.failure = { kind: 'rejected', detail: 'no' };
    assert.equal((await story.engine.load('', YES, NEVER)).ok, false);
    const kept = new KernelsFile(story.recorder.directory).read();
    assert.equal(kept.ok && kept.value?.attempt, null);
    assert.equal(story.machine.watchdog.armed, null);
  });

  test('has a watchdog, until it is unloaded; an ordinary quick restart and a recovery entry have none', async (t) => {
    const story = new Story(t);
    await story.load();
    assert.equal(story.machine.watchdog.armed, 300);
    await story.engine.unload(YES);
    assert.equal(story.machine.watchdog.armed, null);
    assert.equal(await story.load(`advanced>recovery-${NEW_RELEASE}`), `root=UUID=${ROOT_UUID} ro single`);
    assert.equal(story.machine.watchdog.armed, null);
  });

  test('nobody can be told where what is known cannot be written: the load goes on, and says so', async (t) => {
    const story = new Story(t);
    const kernels = { ...unwritable(), read: () => story.recorder.kernels.read() };
    assert.equal((await createEngine({ ...story.machine.ports, kernels }).load('', YES, NEVER)).ok, true);
    assert.equal(story.machine.kexec.requests.at(-1)?.commandLine, `${LINE} panic=30`);
    assert.match(story.machine.log.join('\n'), /What is known about kernels could not be kept/);
  });
});

describe('a boot that stays up', () => {
  for (const [what, arrange] of [
    ['its target was not reached', (story: Story) => (story.recorder.reached = false)],
    ['systemd does not say', (story: Story) => (story.recorder.reached = null)],
    ['it is on its way down', (story: Story) => (story.recorder.ending = 'reboot')],
    ['somebody else’s kexec started it', (story: Story) => (story.recorder.facts = { ...story.recorder.facts, throughKexec: true })],
    ['its files were put in place since it started', (story: Story) => (story.recorder.clocks = { ...story.recorder.clocks, wallMs: Date.now() })],
  ] as const) {
    test(`does not count where ${what}`, async (t) => {
      const story = new Story(t);
      await story.boot(false, OLD_RELEASE, LINE);
      arrange(story);
      await story.staysUp();
      assert.equal(await story.plan(OLD_RELEASE), 'quick trial ok');
    });
  }

  test('counts otherwise, whatever kind of restart it was', async (t) => {
    const story = new Story(t);
    await story.boot(false, OLD_RELEASE, LINE);
    await story.staysUp();
    assert.equal(await story.plan(OLD_RELEASE), 'quick ok');
  });
});
