import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import { FLAGS, MANAGER } from '../../src/contracts/manager-interface.ts';
import { sampleHistory } from '../fakes/sample-history.ts';
import { sampleMenu, samplePlan } from '../fakes/sample-plan.ts';
import { until } from '../fakes/dbus/child-program.ts';
import { ownerOf, startPolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { REFUSAL, WORDED_CHECK, WORDED_FAILURE } from '../fakes/dbus/scripted-engine.ts';
import { sampleReason } from '../fakes/sample-reason.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';

async function connected(t: TestContext): Promise<{ readonly bus: PrivateBus; readonly control: BusConnection; readonly client: HelperClient }> {
  const bus = await PrivateBus.start();
  t.after(() => bus.stop());
  const control = await bus.connect();
  return { bus, control, client: new HelperClient(control) };
}

/** Something else under the helper's name, whose methods are Python code. */
async function impostor(bus: PrivateBus, control: BusConnection, methods: readonly (readonly [string, string, string, string])[]): Promise<void> {
  bus.run(['/usr/bin/python3', '-m', 'dbusmock', BUS_NAME, OBJECT_PATH, MANAGER.name]);
  await until(async () => (await ownerOf(control, BUS_NAME)) !== '', 'the impostor on the bus');
  for (const [member, input, output, code] of methods) {
    const added = await control.call({ destination: BUS_NAME, path: OBJECT_PATH, interface: 'org.freedesktop.DBus.Mock', member: 'AddMethod', signature: 'sssss', body: [MANAGER.name, member, input, output, code], answer: '' });
    assert.equal(added.ok, true);
  }
}

describe('the helper as its clients see it', () => {
  test('what goes in comes out: entries, diagnostics, plan, state, outcome', async (t) => {
    const { bus, control, client } = await connected(t);
    const polkit = await startPolkit(bus, control);
    await polkit.configure('AllowUnknown', 'b', [true]);
    await startHelper(bus, control);
    const listed = await client.listEntries();
    assert.deepEqual(listed, { ok: true, value: { entries: sampleMenu(), diagnostics: [{ file: '/boot/grub/grub.cfg', line: 3, kind: 'syntax', message: 'An “if” without “fi”.' }] } });
    assert.deepEqual(await client.history(), { ok: true, value: sampleHistory() });
    assert.deepEqual(await client.plan(''), { ok: true, value: samplePlan() });
    assert.deepEqual(await client.load('', false), { ok: true, value: { plan: samplePlan(), call: 'kexec_file_load', reason: '' } });
    const state = await client.state();
    assert.equal(state.ok && state.value.loadedEntry, 'default');
    assert.deepEqual(state.ok && state.value.restartReasons, [sampleReason()]);
  });

  test('a failure arrives with kind, message and hint; a refusal with its checks', async (t) => {
    const { bus, control, client } = await connected(t);
    await startHelper(bus, control);
    assert.deepEqual(await client.plan('unknown'), { ok: false, error: { kind: 'entry-unknown', message: 'There is no entry “unknown”.', hint: 'quick-restart list shows them.' } });
    assert.deepEqual(await client.load('refused', false), { ok: false, error: { kind: 'refused', message: 'The initrd is gone.', hint: 'Reinstall it.', checks: [REFUSAL] } });
    const bug = await client.plan('bug');
    assert.equal(!bug.ok && bug.error.kind, 'internal');
  });

  test('what is said arrives in words that can be translated, from checks and from failures', async (t) => {
    const { bus, control, client } = await connected(t);
    await startHelper(bus, control);
    const planned = await client.plan('worded');
    assert.deepEqual(planned.ok && planned.value.checks, [WORDED_CHECK]);
    const { message, hint, ...words } = WORDED_FAILURE;
    const inOneLine = { message: message.replace(/\p{Cc}/gu, ' '), hint };
    assert.deepEqual(await client.plan('worded-failure'), { ok: false, error: { ...words, ...inOneLine } });
  });

  test('an error carries its words only to who asks for them', async (t) => {
    const { bus, control } = await connected(t);
    await startHelper(bus, control);
    const plan = { destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name, member: 'Plan', signature: 'st', answer: 'a{sv}' };
    const [plain, worded] = [await control.call({ ...plan, body: ['worded-failure', 0n] }), await control.call({ ...plan, body: ['worded-failure', FLAGS.errorWords] })];
    assert.ok(!plain.ok && !worded.ok);
    assert.equal(plain.error.details, undefined);
    assert.ok(Array.isArray(worded.error.details));
    assert.equal(plain.error.message, worded.error.message);
  });

  test('a helper from before the flag is asked without it', async (t) => {
    const { bus, control, client } = await connected(t);
    const code = `if args[1] != 0: raise dbus.exceptions.DBusException('no flags', name='org.freedesktop.DBus.Error.InvalidArgs')
raise dbus.exceptions.DBusException('There is none.\\nLook again.', name='org.quickrestart1.Error.EntryUnknown')`;
    await impostor(bus, control, [['Plan', 'st', 'a{sv}', code]]);
    assert.deepEqual(await client.plan(''), { ok: false, error: { kind: 'entry-unknown', message: 'There is none.', hint: 'Look again.' } });
  });

  test('a helper that starts too slowly for the bus: asked once more, and not taken for one that is not installed', async (t) => {
    const directory = mkdtempSync(join(tmpdir(), 'quick-restart-slow-'));
    t.after(() => rmSync(directory, { recursive: true }));
    const bus = await PrivateBus.start('open', [{ name: BUS_NAME, argv: ['/bin/sh', '-c', `echo started >>${directory}/starts; exec sleep 20`] }], 400);
    t.after(() => bus.stop());
    const client = new HelperClient(await bus.connect());
    const asked = await client.plan('');
    assert.equal(!asked.ok && asked.error.kind, 'read-failed');
    assert.match(asked.ok ? '' : asked.error.message, /did not start in time/);
    assert.equal(readFileSync(join(directory, 'starts'), 'utf8'), 'started\nstarted\n');
  });

  test('no helper on this system: helper-unavailable for every call', async (t) => {
    const { client } = await connected(t);
    for (const asked of [await client.state(), await client.listEntries(), await client.history(), await client.plan(''), await client.load('', true), await client.unload(false), await client.setDefault({ kind: 'newest' }, false)]) {
      assert.equal(!asked.ok && asked.error.kind, 'helper-unavailable');
    }
  });

  for (const [what, methods] of [
    ['lacks the method', []],
    ['answers with another type', [['Plan', 'st', 's', "ret = 'x'"]]],
    ['answers without a key', [['Plan', 'st', 'a{sv}', "ret = dbus.Dictionary({'action': 'quick'}, signature='sv')"]]],
    ['answers with an action that we do not know', [['Plan', 'st', 'a{sv}', "ret = dbus.Dictionary({'action': 'sideways'}, signature='sv')"]]],
    ['answers with a kind of restart that we do not know', [['ListHistory', 't', 'aa{sv}', "ret = dbus.Array([dbus.Dictionary({'kind': 'sideways'}, signature='sv')], signature='a{sv}')"]]],
    ['takes other arguments', [['Plan', 's', 'a{sv}', 'ret = {}']]],
  ] as const) {
    test(`a helper of another version ${what}: helper-incompatible`, async (t) => {
      const { bus, control, client } = await connected(t);
      await impostor(bus, control, methods);
      for (const answer of [await client.plan(''), await client.history()]) {
        assert.equal(!answer.ok && answer.error.kind, 'helper-incompatible', JSON.stringify(answer));
      }
    });
  }

  test('no bus at all: an error that says so, at once', async () => {
    for (const address of ['unix:path=/nonexistent/bus', 'tcp:host=localhost,port=1', 'unixexec:path=/bin/sh,argv1=-c,argv2=true', '', 'nonsense']) {
      const opened = await BusConnection.open(address);
      assert.equal(!opened.ok && opened.error.kind, 'disconnected', address);
    }
  });

  test('something that listens and is no bus: an error, not a wait without end', async (t) => {
    const { bus } = await connected(t);
    const listener = bus.run([process.execPath, '-e', "const s = require('net').createServer((c) => c.on('data', () => c.end('HTTP/1.1 400 no\\r\\n'))).listen(process.argv[1], () => console.log('ready'))", `${bus.address.replace('unix:path=', '')}-other`]);
    await listener.saw(/ready/);
    const opened = await BusConnection.open(`${bus.address}-other`);
    assert.equal(!opened.ok && opened.error.kind, 'disconnected');
  });

  test('the bus dies: every waiting call fails at once, later ones too, and closed says why', async (t) => {
    const { bus, control, client } = await connected(t);
    await impostor(bus, control, [['Plan', 'st', 'a{sv}', 'import time\ntime.sleep(3600)']]);
    const waiting = [client.plan(''), client.plan(''), client.state()];
    await bus.daemon.end('SIGKILL');
    for (const answer of await Promise.all(waiting)) assert.equal(answer.ok, false);
    assert.notEqual(await control.closed, '');
    const later = await control.call({ destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name, member: 'Plan', answer: '' });
    assert.equal(!later.ok && later.error.kind, 'disconnected');
  });

  test('a call that nobody answers ends with its own time limit, or when it is given up', async (t) => {
    const { bus, control } = await connected(t);
    await impostor(bus, control, [['Plan', 'st', 'a{sv}', 'import time\ntime.sleep(3600)']]);
    const call = { destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name, member: 'Plan', signature: 'st', body: ['', 0n], answer: 'a{sv}' } as const;
    const late = await control.call({ ...call, timeoutMs: 100 });
    assert.deepEqual(late, { ok: false, error: { kind: 'no-reply', name: 'org.freedesktop.DBus.Error.NoReply', message: 'org.quickrestart1 did not answer Plan within 0.1 s.' } });
    const given = control.call({ ...call, signal: AbortSignal.timeout(100) });
    assert.equal(await given.then((answer) => !answer.ok && answer.error.kind), 'no-reply');
  });
});
