import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withInitScripts } from '../../../src/cli/with-init-scripts.ts';
import type { NextRestartState } from '../../../src/contracts/quick-restart-service.ts';
import type { EveryRestart } from '../../../src/core/every-restart/mode.ts';
import { err, ok, type Result } from '../../../src/core/result.ts';
import type { InitScripts, InitScriptsError } from '../../../src/ports/every-restart.ts';
import { computerWith, type FakeComputer, sampleFailure } from '../../fakes/computer.ts';
import { runCli } from '../../fakes/terminal.ts';

const QUICK: NextRestartState = { kind: 'quick', entryId: 'x', kernelRelease: '6.13', possible: true, message: 'The next restart is a quick one, into 6.13.' };

interface Options {
  readonly init?: ReturnType<InitScripts['initSystem']>;
  readonly isRoot?: boolean;
  readonly mode?: EveryRestart;
  readonly areSetUp?: boolean;
  readonly competitor?: string | null;
  readonly scriptsFail?: InitScriptsError;
  readonly modeFails?: boolean;
}

/** `quick-restart every-restart …` on a machine without systemd: what was done, in its order, and what was said. */
async function call(words: readonly string[], options: Options = {}): Promise<{ readonly done: readonly string[]; readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const done: string[] = [];
  let areSetUp = options.areSetUp ?? false;
  const change = (what: string, then: boolean): Promise<Result<null, InitScriptsError>> => {
    done.push(what);
    if (options.scriptsFail !== undefined) return Promise.resolve(err(options.scriptsFail));
    areSetUp = then;
    return Promise.resolve(ok(null));
  };
  const scripts: InitScripts = { initSystem: () => options.init ?? 'sysvinit', areSetUp: () => areSetUp, competitor: () => options.competitor ?? null, setUp: () => change('set up', true), remove: () => change('remove', false) };
  const computer = computerWith({ state: { everyRestart: options.mode ?? 'on', nextRestart: QUICK } });
  const engine = {
    setEveryRestart: (mode: EveryRestart): Promise<Result<null, ReturnType<typeof sampleFailure>>> => {
      done.push(mode);
      return Promise.resolve(options.modeFails === true ? err(sampleFailure('settings-failed')) : ok(null));
    },
  };
  const here = Object.create(computer, { service: { value: withInitScripts(computer.service, { engine, scripts, isRoot: options.isRoot ?? true }) } }) as FakeComputer;
  const { exitCode, stdout, stderr } = await runCli(['every-restart', ...words], here);
  return { done, exitCode, stdout: stdout.replace(/\n(?=quick-restart)/, ' '), stderr: stderr.replace(/\s+/g, ' ') };
}

describe('every-restart mode where PID 1 is sysvinit', () => {
  for (const [mode, done] of [['on', ['set up', 'on']], ['once', ['set up', 'once']], ['skip', ['skip']], ['off', ['off', 'remove']]] as const) {
    test(`${mode}: ${done.join(', ')}`, async () => {
      const called = await call([mode], { mode, areSetUp: mode === 'off' });
      assert.deepEqual([called.exitCode, called.done], [0, done], called.stderr);
    });
  }

  test('root alone sets it: nothing is done, and sudo is the hint', async () => {
    const { exitCode, done, stderr } = await call(['on'], { isRoot: false });
    assert.deepEqual([exitCode, done], [4, []]);
    assert.match(stderr, /Hint: Use: sudo quick-restart every-restart on/);
  });

  test('kexec-tools has a way of its own: refused with its file, also once; off is not', async () => {
    for (const mode of ['on', 'once']) {
      const { exitCode, done, stderr } = await call([mode], { competitor: '/etc/default/kexec' });
      assert.deepEqual([exitCode, done], [5, []]);
      assert.match(stderr, /LOAD_KEXEC=true in \/etc\/default\/kexec/);
    }
    assert.equal((await call(['off'], { competitor: '/etc/default/kexec' })).exitCode, 0);
  });

  test('the scripts cannot be set up: the mode is not set', async () => {
    const failed = await call(['on'], { scriptsFail: { kind: 'failed', detail: 'insserv: no' } });
    assert.deepEqual([failed.exitCode, failed.done], [1, ['set up']]);
    assert.match(failed.stderr, /could not be changed: insserv: no\./);
    assert.equal((await call(['on'], { scriptsFail: { kind: 'denied', detail: 'EACCES' } })).exitCode, 4);
  });

  test('the mode cannot be written: scripts that were not there go again, others stay', async () => {
    assert.deepEqual((await call(['on'], { modeFails: true })).done, ['set up', 'on', 'remove']);
    assert.deepEqual((await call(['on'], { modeFails: true, areSetUp: true })).done, ['set up', 'on']);
  });

  test('what is shown: the plan to root, where its scripts are; that it needs root to others; off to everybody', async () => {
    assert.match((await call([], { areSetUp: true })).stdout, /^on: .*\nThe next restart is a quick one, into 6\.13\.\n$/);
    assert.match((await call([])).stdout, /ordinary one: the init scripts are not set up; quick-restart every-restart on does that/);
    const other = await call(['status', '--json'], { areSetUp: true, isRoot: false });
    const { mode, nextRestart } = JSON.parse(other.stdout) as { readonly mode: string; readonly nextRestart: NextRestartState };
    assert.deepEqual([other.exitCode, mode, nextRestart.kind, nextRestart.kernelRelease], [0, 'on', 'ordinary', null]);
    assert.match(nextRestart.message, /root alone: sudo/);
    assert.match((await call([], { mode: 'off', isRoot: false })).stdout, /^off: [^\n]*\n$/);
  });

  test('another init: refused, and shown as ordinary', async () => {
    const { exitCode, done, stderr } = await call(['on'], { init: 'other' });
    assert.deepEqual([exitCode, done], [5, []]);
    assert.match(stderr, /neither systemd nor sysvinit/);
    assert.match((await call([], { init: 'other' })).stdout, /Restarts are ordinary ones: process 1/);
  });

  test('under systemd nothing is changed: that is the helper’s', async () => {
    const { exitCode, done, stdout } = await call(['on'], { init: 'systemd' });
    assert.deepEqual([exitCode, done], [0, []]);
    assert.match(stdout, /quick one, into 6\.13/);
    assert.match((await call(['status'], { init: 'systemd', isRoot: false })).stdout, /into 6\.13/);
  });
});
