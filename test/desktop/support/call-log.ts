import { until, type ChildProgram } from '../../fakes/dbus/child-program.ts';
import type { OwnDebian } from './own-debian.ts';

/** A message on the system bus, in the order in which the bus delivered it. */
export interface BusMessage {
  readonly type: 'method_call' | 'method_return' | 'error' | 'signal';
  /** When it was seen: µs since 1970. */
  readonly atUsec: number;
  readonly cookie: number;
  /** Of an answer: the call's cookie; the caller is `destination`. */
  readonly replyCookie: number | null;
  readonly sender: string;
  readonly destination: string;
  readonly interface: string;
  readonly member: string;
  readonly arguments: readonly unknown[];
}

const MANAGERS: Readonly<Record<string, string>> = { 'org.quickrestart1.Manager': 'helper', 'org.freedesktop.login1.Manager': 'logind' };
/** What changes something. Everything else only asks. */
const DEEDS = /^(?:Load|Unload|Set.*|Reboot.*|PowerOff.*|Halt.*|Suspend.*|Hibernate.*)$/;

/** Everything that goes over the system bus, as one witness saw it: busctl monitor. */
export class CallLog {
  readonly #monitor: ChildProgram;
  #forgotten = 0;

  private constructor(monitor: ChildProgram) {
    this.#monitor = monitor;
  }

  static async start(desktop: OwnDebian): Promise<CallLog> {
    const monitor = desktop.program('root', ['busctl', '--system', '--json=short', 'monitor']);
    // It says nothing before there is something to see.
    await until(async () => {
      await desktop.run('root', ['busctl', '--system', 'call', 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetId']);
      return /"type"|Monitoring/.test(monitor.output);
    }, 'the witness of the bus');
    return new CallLog(monitor);
  }

  /** From now on only what comes later counts. */
  forget(): void {
    this.#forgotten = this.#lines().length;
  }

  messages(): readonly BusMessage[] {
    return this.#lines()
      .slice(this.#forgotten)
      .filter((line) => line.startsWith('{'))
      .map(messageOf);
  }

  /** What was asked of helper and logind that changes something: `helper Load gnulinux-simple`, `logind RebootWithFlags 2`. Answers too: `helper answers Load`. */
  deeds(): readonly string[] {
    const calls = new Map<string, string>();
    return this.messages().flatMap((message) => {
      const manager = MANAGERS[message.interface];
      if (message.type === 'method_call' && manager !== undefined && DEEDS.test(message.member)) {
        calls.set(`${message.sender} ${message.cookie}`, `${manager} answers ${message.member}`);
        return [[manager, message.member, ...argumentsOf(message)].join(' ')];
      }
      const answered = calls.get(`${message.destination} ${message.replyCookie ?? ''}`);
      if (answered === undefined) return [];
      return [message.type === 'error' ? answered.replace('answers', 'refuses') : answered];
    });
  }

  #lines(): readonly string[] {
    return this.#monitor.output.split('\n').slice(0, -1);
  }
}

/** Without the flags that every call of the helper ends with. */
function argumentsOf(message: BusMessage): readonly string[] {
  const all = message.arguments.map(String);
  return message.interface === 'org.quickrestart1.Manager' ? all.slice(0, -1) : all;
}

function messageOf(line: string): BusMessage {
  const raw = JSON.parse(line) as Record<string, unknown>;
  const text = (name: string): string => (typeof raw[name] === 'string' ? raw[name] : '');
  const payload = raw['payload'] as { readonly data?: readonly unknown[] } | undefined;
  return {
    type: raw['type'] as BusMessage['type'],
    atUsec: Number(raw['timestamp-realtime']),
    cookie: Number(raw['cookie']),
    replyCookie: raw['reply_cookie'] === undefined ? null : Number(raw['reply_cookie']),
    sender: text('sender'),
    destination: text('destination'),
    interface: text('interface'),
    member: text('member'),
    arguments: payload?.data ?? [],
  };
}
