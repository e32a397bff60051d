import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { messageType, Variant, type Message } from 'dbus-native';
import { MANAGER, signatureOf } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import type { ChildProgram } from '../fakes/dbus/child-program.ts';
import { inShort, RawPeer } from '../fakes/dbus/raw-peer.ts';
import { randomNumbers } from './guided.ts';

const PROPERTIES = 'org.freedesktop.DBus.Properties';
const OUTPUTS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(MANAGER.methods).map(([name, method]) => [name, signatureOf(method.out)] as const),
  ['Get', 'v'], ['GetAll', 'a{sv}'], ['Set', ''], ['Introspect', 's'], ['Ping', ''], ['GetMachineId', 's'],
]);
const INPUTS: ReadonlyMap<string, string> = new Map(Object.entries(MANAGER.methods).map(([name, method]) => [name, signatureOf(method.in)]));
const MEMBERS = [...OUTPUTS.keys(), 'emit', 'on', 'constructor', '__proto__', 'toString', 'EntriesChanged', 'hasOwnProperty', 'x'.repeat(255), '_'];
const INTERFACES = [MANAGER.name, MANAGER.name, MANAGER.name, PROPERTIES, 'org.freedesktop.DBus.Peer', 'org.freedesktop.DBus.Introspectable', 'org.freedesktop.DBus', 'a.b', undefined];
const PATHS = [OBJECT_PATH, OBJECT_PATH, OBJECT_PATH, '/', '/org', '/org/quickrestart1/x', '/a'];
const TEXTS = ['', 'simple', 'advanced', 'newest', 'boot-loader', 'entry:simple', 'entry:', MANAGER.name, PROPERTIES, 'Version', 'LoadedEntry', '__proto__', '../../etc/passwd', '; reboot', '\n<3>forged', '\u202e', 'ä'.repeat(3000), 'x'.repeat(70_000)];
const SIGNATURES = ['', 't', 's', 'st', 'ss', 'ssv', 'v', 'av', 'a{sv}', 'aa{sv}', '(st)', 'ts', 'su', 'i', 'd', 'b', 'y', 'ay', 'as', 'o', 'g', 'x', 'sts'];
const AT_ONCE = 8;
const MOST_GROWTH_KB = 250_000;
const ERROR = /^(?:org\.freedesktop\.DBus\.Error|org\.quickrestart1\.Error)\.[A-Z][A-Za-z]+$/;

/** What a run on the bus came to. */
export interface BusFigures {
  readonly calls: number;
  readonly others: number;
  readonly answers: ReadonlyMap<string, number>;
  readonly growthKb: number;
}

/**
 * Random calls, and messages that are no calls, to a helper on a private bus, until `seconds` are over and there were `atLeast` calls. Throws where a call has no answer
 * or a wrong one, where the helper ends, and where its memory grows without measure. The same seed sends the same.
 */
export async function fuzzBus(address: string, helper: ChildProgram, seed: number, { seconds, atLeast = 0 }: { readonly seconds: number; readonly atLeast?: number }): Promise<BusFigures> {
  const random = randomNumbers(seed);
  const end = performance.now() + seconds * 1000;
  const answers = new Map<string, number>();
  let peer = await RawPeer.connect(address);
  let [calls, others] = [0, 0];
  let before = 0;
  while (performance.now() < end || calls < atLeast) {
    const flood = random() % 100 === 0 ? 200 : AT_ONCE;
    const batch = Array.from({ length: flood }, () => randomCall(random));
    for (const [message, answer] of (await Promise.all(batch.map(async (one) => [one, inShort(await peer.call(one))] as const)))) {
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      assert.ok(isRight(message, answer), `${JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).slice(0, 2000)} was answered with ${answer} (seed ${seed})`);
    }
    calls += batch.length;
    if (before === 0 && calls > 500) before = residentKb(helper);
    if (random() % 10 === 0) {
      peer.send(randomOther(random));
      others += 1;
    }
    if (random() % 200 === 0) {
      peer.close(); // in the middle of nothing; its successor is another sender
      peer = await RawPeer.connect(address);
    }
    assert.ok(helper.running, `the helper ended (seed ${seed}):\n${helper.output.slice(-4000)}`);
    assert.doesNotMatch(helper.output, /Internal error/, `seed ${seed}`);
  }
  const growthKb = before === 0 ? 0 : residentKb(helper) - before;
  assert.ok(growthKb < MOST_GROWTH_KB, `its memory grew by ${growthKb} kB (seed ${seed})`);
  peer.close();
  return { calls, others, answers, growthKb };
}

type Random = () => number;

function randomCall(random: Random): Message {
  const member = pick(MEMBERS, random);
  const known = INPUTS.get(member);
  const signature = known !== undefined && random() % 2 === 0 ? known : pick(SIGNATURES, random);
  const wanted = pick(INTERFACES, random);
  return {
    type: messageType.methodCall,
    destination: BUS_NAME,
    path: pick(PATHS, random),
    member,
    ...(wanted === undefined ? {} : { interface: wanted }),
    ...(random() % 4 === 0 ? { flags: 4 } : {}),
    ...(signature === '' ? {} : { signature, body: bodyFor(signature, random) }),
  };
}

/** Signals, also in the bus's own name, and replies to nothing. */
function randomOther(random: Random): Message {
  const signature = pick(SIGNATURES, random);
  const body = signature === '' ? {} : { signature, body: bodyFor(signature, random) };
  const kind = pick([messageType.signal, messageType.methodReturn, messageType.error], random);
  if (kind === messageType.signal) return { type: kind, destination: BUS_NAME, path: pick(PATHS, random), interface: 'org.freedesktop.DBus', member: pick(['NameOwnerChanged', 'NameLost', 'RequireRestart'], random), ...body };
  return { type: kind, destination: BUS_NAME, replySerial: 1 + (random() % 50), ...(kind === messageType.error ? { errorName: 'a.b' } : {}), ...body };
}

function bodyFor(signature: string, random: Random): unknown[] {
  const values: unknown[] = [];
  for (let rest = signature; rest !== ''; ) {
    const type = /^(?:a*(?:\(\w+\)|\{\w\w\}|\w))/.exec(rest)?.[0] ?? rest;
    values.push(valueOf(type, random));
    rest = rest.slice(type.length);
  }
  return values;
}

function valueOf(type: string, random: Random): unknown {
  if (type.startsWith('a')) return listOf(type.slice(1), random);
  if (type.startsWith('(')) return bodyFor(type.slice(1, -1), random);
  return (BASIC[type] ?? smallNumber)(random);
}

function listOf(inner: string, random: Random): unknown {
  const length = random() % 20 === 0 ? 2000 : random() % 4;
  if (inner.startsWith('{')) return Array.from({ length }, () => [pick(TEXTS, random).slice(0, 20), valueOf('v', random)]);
  return Array.from({ length }, () => (inner === 's' ? pick(TEXTS, random).slice(0, 50) : valueOf(inner, random)));
}

const smallNumber = (random: Random): unknown => random() & 0x7fff;
const BASIC: Readonly<Record<string, (random: Random) => unknown>> = {
  s: (random) => pick(TEXTS, random),
  o: (random) => pick(PATHS, random),
  g: (random) => pick(['', 's', 'a{sv}'], random),
  v: (random) => (random() % 2 === 0 ? new Variant('s', pick(TEXTS, random).slice(0, 100)) : new Variant('u', random())),
  b: (random) => random() % 2 === 0,
  t: (random) => pick([0n, 0n, 0n, 1n, 4n, 2n ** 63n, 2n ** 64n - 1n], random),
  x: (random) => BigInt(random()) - 2n ** 30n,
  d: (random) => random() / 7,
  y: (random) => random() & 255,
};

function isRight(message: Message, answer: string): boolean {
  if (ERROR.test(answer)) return answer !== 'org.quickrestart1.Error.Internal';
  const output = OUTPUTS.get(message.member ?? '');
  return output !== undefined && answer === `ok ${output}`.trim();
}

function residentKb(program: ChildProgram): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${program.child.pid ?? 0}/status`, 'utf8'))?.[1] ?? 0);
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[random() % list.length] as T;
}
