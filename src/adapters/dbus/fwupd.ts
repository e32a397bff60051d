import type { FwupdFacts } from '../../core/restart-plan/advice-facts.ts';
import { say } from '../../core/sentence.ts';
import { BUS, BusConnection, type BusCaller } from './transport/bus-connection.ts';
import { isServiceAbsent } from './transport/bus-error.ts';
import { decodeDict } from './variant-dict.ts';

const FWUPD = { destination: 'org.freedesktop.fwupd', path: '/', interface: 'org.freedesktop.fwupd' } as const;
/** Some dozens of devices with all that is known of them; signals are not wanted. */
const LIMITS = { bodyBytes: 4096, headerBytes: 16 * 1024, replyBytes: 1024 * 1024 };
const MOST_DEVICES = 1024;
/** fwupd answers from memory; who waits for a plan should not wait for more. */
const TIMEOUT_MS = 2000;

/** libfwupd, FwupdDeviceFlags and FwupdUpdateState. */
const NEEDS_REBOOT = 1n << 8n;
const NEEDS_SHUTDOWN = 1n << 17n;
const STATE_NEEDS_REBOOT = 4;

/**
 * Asks fwupd over a connection of its own, which bounds its answer and whose end matters to nobody else. Never fails, and takes two seconds at most.
 */
export async function askFwupdAt(address: string): Promise<FwupdFacts> {
  let connection: BusConnection | null = null;
  const asked = (async (): Promise<FwupdFacts> => {
    const opened = await BusConnection.open(address, LIMITS);
    if (!opened.ok) return silent(opened.error.message);
    connection = opened.value;
    return askFwupd(connection);
  })();
  const late = timeUp();
  const facts = await Promise.race([asked, late.promise]);
  late.cancel();
  // Also one that opens after the time was up is closed.
  void asked.then(() => connection?.close());
  return facts;
}

/**
 * What fwupd says of its devices, if it runs: who asks for a plan should not start a daemon that probes all hardware.
 * org.freedesktop.fwupd, GetDevices; answered to everybody by its bus policy.
 */
export async function askFwupd(bus: BusCaller): Promise<FwupdFacts> {
  const running = await bus.call({ destination: BUS.name, path: BUS.path, interface: BUS.interface, member: 'NameHasOwner', signature: 's', body: [FWUPD.destination], answer: 'b', timeoutMs: TIMEOUT_MS });
  if (!running.ok) return silent(running.error.message);
  if (running.value[0] !== true) return { kind: 'absent' };
  const asked = await bus.call({ ...FWUPD, member: 'GetDevices', answer: 'aa{sv}', autoStart: false, timeoutMs: TIMEOUT_MS });
  if (!asked.ok) return isServiceAbsent(asked.error) ? { kind: 'absent' } : silent(asked.error.message || asked.error.name);
  const [list] = asked.value;
  if (!Array.isArray(list)) return silent('its answer is too large');
  const devices = (list as readonly unknown[]).slice(0, MOST_DEVICES).map(deviceOf);
  return {
    kind: 'answered',
    needRestart: devices.filter((device) => device.needsRestart).map((device) => device.name),
    needShutdown: devices.filter((device) => device.needsShutdown && !device.needsRestart).map((device) => device.name),
  };
}

interface Device {
  readonly name: string;
  readonly needsRestart: boolean;
  readonly needsShutdown: boolean;
}

/** Only three keys count; what the others hold is none of our business. */
function deviceOf(pairs: unknown): Device {
  const wanted = (Array.isArray(pairs) ? (pairs as readonly unknown[]) : []).filter((pair) => Array.isArray(pair) && KEYS.includes(pair[0] as string));
  const plain = decodeDict(wanted);
  const { Name: name, Flags: flags, UpdateState: state } = (plain.ok ? plain.value : {}) as Record<string, unknown>;
  const mask = typeof flags === 'number' && flags >= 0 ? BigInt(flags) : 0n;
  return {
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, LONGEST_NAME) : 'a device',
    needsRestart: (mask & NEEDS_REBOOT) !== 0n || state === STATE_NEEDS_REBOOT,
    needsShutdown: (mask & NEEDS_SHUTDOWN) !== 0n,
  };
}

const KEYS = ['Name', 'Flags', 'UpdateState'];
const LONGEST_NAME = 60;

function silent(detail: string): FwupdFacts {
  const why = detail.replace(/[.\s]+$/, '');
  return { kind: 'silent', detail: why === '' ? say('fwupd did not answer') : say('fwupd did not answer ({why})', { why }) };
}

function timeUp(): { readonly promise: Promise<FwupdFacts>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<FwupdFacts>((resolve) => {
    timer = setTimeout(() => resolve(silent('')), TIMEOUT_MS);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
