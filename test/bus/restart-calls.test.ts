import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import type { RunningTool } from '../../src/core/restart-plan/check-facts.ts';
import { KeptConnection } from '../../src/main/bus/kept-connection.ts';
import { restartCalls, type RestartCalls } from '../../src/main/restart/restart-calls.ts';
import { type ChildProgram, until } from '../fakes/dbus/child-program.ts';
import { type Mock, startPolkit, startScriptedPolkit, whilePolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';

/** A dialog that nobody answers. */
const DIALOG = 'if args[3] & 1:\n    import time\n    time.sleep(3600)\nret = (False, True, {})';

describe('the calls of one restart', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let kept: KeptConnection;
  let helper: ChildProgram;

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    kept = new KeptConnection(bus.address);
    helper = await startHelper(bus, control);
  });
  after(async () => {
    await kept.close();
    await bus.stop();
  });

  function begin(signal: AbortSignal, tools: readonly RunningTool[] = []): RestartCalls {
    return restartCalls({ kept, open: () => BusConnection.open(bus.address), isLoaded: () => false, openSession: () => BusConnection.open(bus.address) }, { isRemote: () => false, initrdTools: () => tools, machine: null }, signal);
  }

  const withPolkit = (start: () => Promise<Mock>, work: (mock: Mock) => Promise<void>): Promise<void> => whilePolkit(control, start, work);

  test('an initrd is being made, which the helper cannot see: nothing is to be restarted', async () => {
    const planned = await begin(new AbortController().signal, [{ name: 'dracut', pid: 77 }]).service.plan('');
    assert.equal(planned.ok && planned.value.action, 'none');
    const found = planned.ok ? planned.value.checks.find((check) => check.id === 'initrd-tools') : undefined;
    assert.match(found?.message ?? '', /dracut, process 77/);
  });

  test('cancelled while a password is asked for: the helper drops the call at once, and it is known that it does', () =>
    withPolkit(() => startScriptedPolkit(bus, control, DIALOG), async (polkit) => {
      const cancel = new AbortController();
      const calls = begin(cancel.signal);
      const from = helper.output.length;
      const loading = calls.service.load('', true);
      await until(() => /CheckAuthorization/.test(polkit.program.output), 'polkit is asked');
      cancel.abort();
      const loaded = await loading;
      assert.equal(!loaded.ok && loaded.error.kind, 'load-failed');
      assert.equal(calls.isUnanswered(), false);
      await until(() => helper.output.slice(from).includes('kind="cancelled"'), 'the helper has dropped it');
      assert.doesNotMatch(helper.output.slice(from), /event: loading/);
    }));

  test('cancelled behind the password: what the helper says afterwards is without the load', () =>
    withPolkit(() => startPolkit(bus, control), async (polkit) => {
      await polkit.configure('SetAllowed', 'as', [['org.quickrestart1.load']]);
      const cancel = new AbortController();
      const calls = begin(cancel.signal);
      const from = helper.output.length;
      const loading = calls.service.load('slow', true);
      await until(() => helper.output.slice(from).includes('event: loading slow'), 'it loads');
      cancel.abort();
      await loading;
      const state = await calls.service.state();
      assert.equal(state.ok && state.value.loadedEntry, '');
      assert.match(helper.output.slice(from), /event: aborted and unloaded/);
    }));

  test('not cancelled: the answer comes, and the line is not left behind', () =>
    withPolkit(() => startPolkit(bus, control), async (polkit) => {
      await polkit.configure('SetAllowed', 'as', [['org.quickrestart1.load']]);
      const calls = begin(new AbortController().signal);
      assert.equal((await calls.service.load('', true)).ok, true);
      const state = await calls.service.state();
      assert.equal(state.ok && state.value.loadedEntry, 'default', 'a load outlives the line that it was asked for on');
      assert.equal((await calls.service.unload(true)).ok, true);
      assert.equal(calls.isUnanswered(), false);
    }));

  test('what is called after the cancel to clean up may ask for a password, too', () =>
    withPolkit(() => startPolkit(bus, control), async (polkit) => {
      await polkit.configure('SetAllowed', 'as', [['org.quickrestart1.load']]);
      const cancel = new AbortController();
      const calls = begin(cancel.signal);
      assert.equal((await calls.service.load('', false)).ok, true);
      cancel.abort();
      assert.equal((await calls.service.unload(true)).ok, true);
    }));

  test('a helper that ends in the middle has left a load unanswered', () =>
    withPolkit(() => startPolkit(bus, control), async (polkit) => {
      await polkit.configure('SetAllowed', 'as', [['org.quickrestart1.load']]);
      const calls = begin(new AbortController().signal);
      const from = helper.output.length;
      const loading = calls.service.load('slow', false);
      await until(() => helper.output.slice(from).includes('event: loading slow'), 'it loads');
      await helper.end('SIGKILL');
      assert.equal((await loading).ok, false);
      assert.equal(calls.isUnanswered(), true);
    }));
});
