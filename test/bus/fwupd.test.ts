import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Variant } from 'dbus-native';
import { askFwupd, askFwupdAt } from '../../src/adapters/dbus/fwupd.ts';
import { BUS, type BusCall, type BusConnection, type BusMessage } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { callBus } from '../../src/adapters/dbus/transport/watch-signals.ts';
import type { FwupdFacts } from '../../src/core/restart-plan/advice-facts.ts';
import { ok } from '../../src/core/result.ts';
import { type Mock, startFwupd } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { inEnglish } from '../../src/core/sentence.ts';

const NAME = 'org.freedesktop.fwupd';
const DO_NOT_QUEUE = 4;

const NEEDS_REBOOT = 1n << 8n;
const NEEDS_SHUTDOWN = 1n << 17n;
const UPDATABLE = 2n;

type Pairs = readonly (readonly [string, Variant])[];

/** A device as fwupd describes it: far more than what is wanted of it. */
function device(name: string, flags: bigint, updateState = 0): Pairs {
  return [
    ['DeviceId', new Variant('s', '349bb341230b1a86e5effe7dfe4337e1590227bd')],
    ['Guid', new Variant('as', ['230c8b18-8d9b-53ec-838b-6cfc0383493a'])],
    ['Name', new Variant('s', name)],
    ['Flags', new Variant('t', flags)],
    ['UpdateState', new Variant('u', updateState)],
    ['Created', new Variant('t', 1_700_000_000n)],
    ['Release', new Variant('aa{sv}', [])],
  ];
}

describe('fwupd', () => {
  let bus: PrivateBus;
  before(async () => {
    bus = await PrivateBus.start();
  });
  after(() => bus.stop());

  /** Asks while `answer` plays fwupd. */
  async function asked(answer: (message: BusMessage, fwupd: BusConnection) => void): Promise<FwupdFacts> {
    const fwupd = await bus.connect();
    fwupd.onCall((message) => answer(message, fwupd));
    await callBus(fwupd, 'RequestName', 'su', [NAME, DO_NOT_QUEUE], 'u');
    try {
      return await askFwupdAt(bus.address);
    } finally {
      await fwupd.close();
    }
  }
  const devices = (...all: readonly Pairs[]): Promise<FwupdFacts> => asked((message, fwupd) => fwupd.reply(message, 'aa{sv}', [all]));

  describe('a mock of dbusmock', () => {
    let mock: Mock;
    let control: BusConnection;
    before(async () => {
      control = await bus.connect();
      mock = await startFwupd(bus, control, "ret = [{'Name': 'System Firmware', 'Flags': dbus.UInt64(256)}, {'Name': 'SSD', 'Flags': dbus.UInt64(2)}]");
    });
    after(() => mock.program.end('SIGKILL'));
    test('names the device that waits, and changes nothing', async () => {
      assert.deepEqual(await askFwupd(control), { kind: 'answered', needRestart: ['System Firmware'], needShutdown: [] });
      assert.deepEqual([...mock.program.output.matchAll(/ (\w+)(?= *$)/gm)].map((match) => match[1]).filter((name) => /^(?:Install|Activate|Modify|Unlock|Update|Clear)/.test(name ?? '')), []);
    });
  });

  test('flags and states, of all that fwupd tells of a device', async () => {
    const facts = await devices(
      device('BIOS', UPDATABLE | NEEDS_REBOOT),
      device('TPM', UPDATABLE),
      device('SSD', 0n, 4), // FWUPD_UPDATE_STATE_NEEDS_REBOOT
      device('Failed', 0n, 3),
      device('Dock', NEEDS_SHUTDOWN),
      device('Both', NEEDS_SHUTDOWN | NEEDS_REBOOT),
    );
    assert.deepEqual(facts, { kind: 'answered', needRestart: ['BIOS', 'SSD', 'Both'], needShutdown: ['Dock'] });
  });

  test('no devices', async () => assert.deepEqual(await devices(), { kind: 'answered', needRestart: [], needShutdown: [] }));

  test('an answer as large as this product’s own messages never are', async () => {
    const facts = await devices(...Array.from({ length: 400 }, (_, at) => [...device(`Device ${at}`, at === 399 ? NEEDS_REBOOT : 0n), ['Summary', new Variant('s', 'x'.repeat(1000))] as const]));
    assert.deepEqual(facts, { kind: 'answered', needRestart: ['Device 399'], needShutdown: [] });
  });

  test('not running: absent', async () => assert.deepEqual(await askFwupdAt(bus.address), { kind: 'absent' }));

  test('it is never started: the bus is asked first, and the call says so', async () => {
    const calls: BusCall[] = [];
    await askFwupd({
      call: (call) => {
        calls.push(call);
        return Promise.resolve(ok(call.member === 'NameHasOwner' ? [true] : [[]]));
      },
    });
    assert.deepEqual(calls.map(({ destination, member, autoStart }) => [destination, member, autoStart]), [[BUS.name, 'NameHasOwner', undefined], [NAME, 'GetDevices', false]]);
  });

  describe('a bad one is silent, in time, and does no harm', () => {
    const cases: readonly (readonly [string, (message: BusMessage, fwupd: BusConnection) => void])[] = [
      ['never answers', () => undefined],
      ['dies at the question', (_, fwupd) => void fwupd.close()],
      ['answers with an error', (message, fwupd) => fwupd.replyError(message, 'org.freedesktop.fwupd.Internal', 'no.')],
      ['answers with something else', (message, fwupd) => fwupd.reply(message, 's', ['everything is fine'])],
      ['answers with far too much', (message, fwupd) => fwupd.reply(message, 'aa{sv}', [[[['Name', new Variant('s', 'x'.repeat(4_000_000))]]]])],
    ];
    for (const [name, answer] of cases) {
      test(name, async () => {
        const started = performance.now();
        const facts = await asked(answer);
        assert.match(facts.kind === 'silent' ? inEnglish(facts.detail) : JSON.stringify(facts), /^fwupd did not answer/);
        assert.ok(performance.now() - started < 6000, 'who asked for a plan waits for it');
      });
    }
    test('is not there at all', async () => assert.equal((await askFwupdAt('unix:path=/nowhere/bus')).kind, 'silent'));
  });

  test('what a device says of itself may be anything', async () => {
    const facts = await devices(
      [['Name', new Variant('u', 7)], ['Flags', new Variant('s', 'all')], ['UpdateState', new Variant('s', '4')]],
      [['Flags', new Variant('t', 0xffff_ffff_ffff_ffffn)], ['Name', new Variant('s', '')]],
      [['__proto__', new Variant('s', 'x')], ['Name', new Variant('s', 'A'.repeat(500))], ['Flags', new Variant('t', NEEDS_REBOOT)]],
      [],
    );
    assert.deepEqual(facts, { kind: 'answered', needRestart: ['A'.repeat(60)], needShutdown: [] });
  });

  test('more devices than any machine has', async () => {
    const facts = await devices(...Array.from({ length: 20_000 }, () => [['Flags', new Variant('t', NEEDS_REBOOT)] as const]));
    assert.equal(facts.kind === 'answered' && facts.needRestart.length, 1024);
  });
});
