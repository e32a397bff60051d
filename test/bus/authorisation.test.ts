import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import { type ChildProgram, until } from '../fakes/dbus/child-program.ts';
import { type Mock, startPolkit, startScriptedPolkit, whilePolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';

const CHALLENGE = "ret = (False, not (args[3] & 1), {}) if not (args[3] & 1) else (True, False, {})";
const NO_AGENT = 'ret = (False, True, {})';
const DISMISSED = "ret = (False, False, {'polkit.dismissed': 'true'})";
const HANGS = 'import time\ntime.sleep(3600)';

describe('polkit decides about each caller', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let helper: ChildProgram;
  let client: HelperClient;

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    helper = await startHelper(bus, control);
    client = new HelperClient(control);
  });
  after(() => bus.stop());

  const withPolkit = (start: () => Promise<Mock>, work: (mock: Mock) => Promise<void>): Promise<void> => whilePolkit(control, start, work);

  test('denied: not-authorised, and nothing is loaded', () =>
    withPolkit(() => startPolkit(bus, control), async () => {
      const loaded = await client.load('', false);
      assert.equal(!loaded.ok && loaded.error.kind, 'not-authorised');
      assert.doesNotMatch(helper.output, /event: loading/);
      const state = await client.state();
      assert.equal(state.ok && state.value.loadedEntry, '');
      assert.match(helper.output, /<4>Load was not done: .* kind="not-authorised" sender=":1\.\d+" uid=\d+ pid=\d+/);
    }));

  test('allowed: loads, and the subject that polkit was asked about is the caller', () =>
    withPolkit(() => startPolkit(bus, control), async (mock) => {
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.load']]);
      const loaded = await client.load('', false);
      assert.equal(loaded.ok && loaded.value.call, 'kexec_file_load');
      const state = await client.state();
      assert.equal(state.ok && state.value.loadedEntry, 'default');
      const unloaded = await client.unload(false);
      assert.deepEqual(unloaded, { ok: true, value: null });
      assert.match(helper.output, /<6>Load is done\. sender=":1/);
    }));

  test('the subject is the unique bus name of whoever calls', () =>
    withPolkit(() => startScriptedPolkit(bus, control, `ret = (args[0][0] == 'system-bus-name' and args[0][1]['name'] == '${control.uniqueName}', False, {})`), async () => {
      assert.equal((await client.load('', false)).ok, true);
      const other = await new HelperClient(await bus.connect()).load('', false);
      assert.equal(!other.ok && other.error.kind, 'not-authorised');
      assert.equal((await client.unload(false)).ok, true);
    }));

  for (const [what, selector, action] of [
    ['an ordinary entry', '', 'org.quickrestart1.load'],
    ['an entry that can give a root shell', 'recovery', 'org.quickrestart1.load-recovery'],
  ] as const) {
    test(`${what} asks for ${action}, and for nothing else`, () =>
      withPolkit(() => startPolkit(bus, control), async (mock) => {
        const others = ['org.quickrestart1.load', 'org.quickrestart1.load-recovery', 'org.quickrestart1.set-default', 'org.quickrestart1.set-boot-loader-default'].filter((one) => one !== action);
        await mock.configure('SetAllowed', 'as', [others]);
        const denied = await client.load(selector, false);
        assert.equal(!denied.ok && denied.error.kind, 'not-authorised');
        await mock.configure('SetAllowed', 'as', [[action, 'org.quickrestart1.load']]);
        assert.equal((await client.load(selector, false)).ok, true);
        assert.equal((await client.unload(false)).ok, true);
      }));
  }

  test('trust asks for its own action; denied, nothing is forgotten; then the failure is gone, and told as gone', () =>
    withPolkit(() => startPolkit(bus, control), async (mock) => {
      const failures = async (): Promise<number> => {
        const state = await client.state();
        return state.ok ? state.value.failedRestarts.length : -1;
      };
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.load', 'org.quickrestart1.set-default', 'org.quickrestart1.set-boot-loader-default']]);
      const denied = await client.trust('', false);
      assert.equal(!denied.ok && denied.error.kind, 'not-authorised');
      assert.equal(await failures(), 1);
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.trust']]);
      assert.deepEqual(await client.trust('simple', false), { ok: true, value: null });
      assert.equal(await failures(), 0);
      assert.match(helper.output, /event: trusted simple/);
      const nothing = await client.trust('', false);
      assert.equal(!nothing.ok && nothing.error.kind, 'nothing-failed');
    }));

  test('every-restart mode: what lasts asks for its own action, the next restart for that of a load', () =>
    withPolkit(() => startPolkit(bus, control), async (mock) => {
      const mode = async (): Promise<string> => {
        const state = await client.state();
        return state.ok ? `${state.value.everyRestart} ${state.value.nextRestart.kind}` : state.error.message;
      };
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.load', 'org.quickrestart1.set-default']]);
      assert.deepEqual(await client.setEveryRestart('once', false), { ok: true, value: null });
      assert.equal(await mode(), 'once quick');
      assert.equal((await client.setEveryRestart('off', false)).ok, true);
      const denied = await client.setEveryRestart('on', false);
      assert.equal(!denied.ok && denied.error.kind, 'not-authorised');
      assert.equal(await mode(), 'off ordinary');
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.every-restart']]);
      assert.equal((await client.setEveryRestart('on', false)).ok, true);
      assert.equal((await client.setEveryRestart('off', false)).ok, true);
      const odd = await client.setEveryRestart('twice' as 'once', false);
      assert.equal(!odd.ok && odd.error.kind, 'usage');
    }));

  test('settings ask for their own actions', () =>
    withPolkit(() => startPolkit(bus, control), async (mock) => {
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.set-default']]);
      assert.deepEqual(await client.setDefault({ kind: 'newest' }, false), { ok: true, value: null });
      const denied = await client.setBootLoaderDefault('x', false);
      assert.equal(!denied.ok && denied.error.kind, 'not-authorised');
      const once = await client.setOneShotEntry('x', false);
      assert.equal(!once.ok && once.error.kind, 'not-authorised');
      assert.doesNotMatch(helper.output, /event: one-shot/);
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.set-default', 'org.quickrestart1.set-boot-loader-default']]);
      assert.deepEqual([await client.setOneShotEntry('x', false), await client.setOneShotEntry('', false)], [{ ok: true, value: null }, { ok: true, value: null }]);
      assert.match(helper.output, /event: one-shot x\n/);
      const state = await client.state();
      assert.deepEqual(state.ok && state.value.policy, { kind: 'newest' });
    }));

  test('a password would help: asked for only when the caller allows it', () =>
    withPolkit(() => startScriptedPolkit(bus, control, CHALLENGE), async () => {
      const silent = await client.load('', false);
      assert.equal(!silent.ok && silent.error.kind, 'authentication-required');
      assert.equal((await client.load('', true)).ok, true);
      assert.equal((await client.unload(true)).ok, true);
    }));

  test('a password would help and nobody can ask: authentication-required, with a hint at the terminal', () =>
    withPolkit(() => startScriptedPolkit(bus, control, NO_AGENT), async () => {
      const loaded = await client.load('', true);
      assert.equal(!loaded.ok && loaded.error.kind, 'authentication-required');
      assert.match(!loaded.ok ? loaded.error.hint : '', /pkttyagent/);
    }));

  test('the dialog was closed: cancelled', () =>
    withPolkit(() => startScriptedPolkit(bus, control, DISMISSED), async () => {
      const loaded = await client.load('', true);
      assert.equal(!loaded.ok && loaded.error.kind, 'cancelled');
    }));

  test('the caller goes while the dialog is shown: nothing is loaded, and the next load is not blocked', async () => {
    await withPolkit(() => startScriptedPolkit(bus, control, HANGS), async (mock) => {
      const caller = await bus.connect();
      const before = helper.output.length;
      void new HelperClient(caller).load('', true);
      await until(() => /CheckAuthorization/.test(mock.program.output), 'polkit is asked');
      await caller.close();
      await until(() => helper.output.slice(before).includes('kind="cancelled"'), 'the load is given up');
      assert.doesNotMatch(helper.output.slice(before), /event: loading/);
    });
    await withPolkit(() => startPolkit(bus, control), async (mock) => {
      await mock.configure('SetAllowed', 'as', [['org.quickrestart1.load']]);
      assert.equal((await client.load('', false)).ok, true);
      assert.equal((await client.unload(false)).ok, true);
    });
  });

  test('polkit dies while it is asked: denied to a user, with the reason', () =>
    withPolkit(() => startScriptedPolkit(bus, control, 'import os\nos._exit(1)'), async () => {
      const call = sendAsNobody('Load', 'string:', 'uint64:0');
      await call.ended;
      assert.match(call.output, /org\.quickrestart1\.Error\.NotAuthorised|^$/);
      assert.match(call.output, /polkit could not be asked/);
    }));

  test('a user who lets password dialogs wait on many connections keeps nobody from being served', async () => {
    await withPolkit(() => startScriptedPolkit(bus, control, HANGS), async () => {
      const callers = await Promise.all(Array.from({ length: 15 }, () => bus.connect()));
      const kinds: string[] = [];
      const asked = callers.flatMap((caller) => Array.from({ length: 16 }, async () => {
        const set = await new HelperClient(caller).setDefault({ kind: 'newest' }, true);
        kinds.push(set.ok ? 'ok' : set.error.kind);
      }));
      await until(() => kinds.length >= 236, 'all but four are answered', 30_000);
      assert.deepEqual([kinds.length, ...new Set(kinds)], [236, 'busy']);
      assert.equal((await client.listEntries()).ok, true);
      await Promise.all(callers.map((caller) => caller.close()));
      await Promise.all(asked);
    });
  });

  test('polkit is absent: denied to a user, allowed to root', async () => {
    const call = sendAsNobody('Load', 'string:', 'uint64:0');
    assert.equal(await call.ended, 1);
    assert.match(call.output, /org\.quickrestart1\.Error\.NotAuthorised: polkit could not be asked whether this is allowed .*, so only root may do it\./);
    const own = await client.load('', false);
    assert.equal(own.ok, process.getuid?.() === 0);
    if (own.ok) assert.equal((await client.unload(false)).ok, true);
  });

  test('reading asks nobody', async () => {
    assert.equal((await client.listEntries()).ok, true);
    assert.equal((await client.plan('')).ok, true);
    assert.equal((await client.state()).ok, true);
  });

  function sendAsNobody(member: string, ...args: readonly string[]): ChildProgram {
    return bus.runAsNobody(['/usr/bin/dbus-send', `--bus=${bus.address}`, '--print-reply', `--dest=${BUS_NAME}`, OBJECT_PATH, `${MANAGER.name}.${member}`, ...args]);
  }
});
