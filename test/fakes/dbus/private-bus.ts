import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import { ChildProgram } from './child-program.ts';

/** How strict the bus is: `open` delivers everything; `system` denies by default as the system bus does, and includes our own bus policy. */
export type BusManner = 'open' | 'system';

/** A service that the bus starts when it is first called. */
export interface ActivatedService {
  readonly name: string;
  readonly argv: readonly string[];
}

/** A dbus-daemon of our own, for one test file. */
export class PrivateBus {
  readonly address: string;
  daemon: ChildProgram;
  readonly #directory: string;
  readonly #programs: ChildProgram[] = [];
  readonly #connections: BusConnection[] = [];

  private constructor(directory: string, daemon: ChildProgram) {
    this.#directory = directory;
    this.address = `unix:path=${join(directory, 'bus')}`;
    this.daemon = daemon;
  }

  /**
   * `startTimeoutMs`: how long it waits for a service that it starts; 0: as long as buses usually do, 25 s. `queueBytes`: how much it
   * keeps of one sender for receivers that do not read; 0: as much as buses usually do, 127 MB.
   */
  static async start(manner: BusManner = 'open', services: readonly ActivatedService[] = [], startTimeoutMs = 0, queueBytes = 0): Promise<PrivateBus> {
    const directory = mkdtempSync(join(tmpdir(), 'quick-restart-bus-'));
    chmodSync(directory, 0o755); // other users connect as well
    writeFileSync(join(directory, 'bus.conf'), configuration(directory, manner, { service_start_timeout: startTimeoutMs, max_incoming_bytes: queueBytes }));
    mkdirSync(join(directory, 'services'));
    for (const { name, argv } of services) writeFileSync(join(directory, 'services', `${name}.service`), `[D-BUS Service]\nName=${name}\nExec=${argv.map((word) => `"${word}"`).join(' ')}\n`);
    // A person who runs the tests plays root's part.
    writeFileSync(join(directory, 'ours.conf'), readFileSync('dbus/org.quickrestart1.conf', 'utf8').replace('user="root"', `user="${process.getuid?.() ?? 0}"`));
    return new PrivateBus(directory, await startDaemon(directory));
  }

  /** Ends the daemon as a crash does, and starts another at the same place. */
  async restart(): Promise<void> {
    await this.daemon.end('SIGKILL');
    rmSync(join(this.#directory, 'bus'), { force: true });
    this.daemon = await startDaemon(this.#directory);
  }

  /** A new connection, closed with the bus. */
  async connect(): Promise<BusConnection> {
    const opened = await BusConnection.open(this.address);
    if (!opened.ok) throw new Error(opened.error.message);
    this.#connections.push(opened.value);
    return opened.value;
  }

  /** Starts a program that finds this bus as its system and session bus; ended with the bus. */
  run(argv: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProgram {
    const program = new ChildProgram(argv, { DBUS_SYSTEM_BUS_ADDRESS: this.address, DBUS_SESSION_BUS_ADDRESS: this.address, ...environment });
    this.#programs.push(program);
    return program;
  }

  /** Like `run`, as a user who is not root. */
  runAsNobody(argv: readonly string[]): ChildProgram {
    const wrapper = process.getuid?.() === 0 ? ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    return this.run([...wrapper, ...argv]);
  }

  async stop(): Promise<void> {
    for (const program of this.#programs) await program.end('SIGKILL');
    for (const connection of this.#connections) await connection.close();
    await this.daemon.end();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

async function startDaemon(directory: string): Promise<ChildProgram> {
  const daemon = new ChildProgram(['/usr/bin/dbus-daemon', `--config-file=${join(directory, 'bus.conf')}`, '--nofork', '--print-address=1']);
  await daemon.saw(/unix:path=/);
  return daemon;
}

const OPEN = `
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>`;

// As /usr/share/dbus-1/system.conf, plus the mock of polkit.
const SYSTEM = `
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus"/>
    <allow send_destination="org.freedesktop.PolicyKit1"/>
  </policy>
  <policy user="${process.getuid?.() ?? 0}">
    <allow own="org.freedesktop.PolicyKit1"/>
  </policy>
  <include>ours.conf</include>`;

function configuration(directory: string, manner: BusManner, limits: Readonly<Record<string, number>>): string {
  const given = Object.entries(limits).filter(([, value]) => value !== 0);
  const limit = given.map(([name, value]) => `\n  <limit name="${name}">${value}</limit>`).join('');
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>${manner === 'open' ? 'session' : 'system'}</type>
  <listen>unix:path=${join(directory, 'bus')}</listen>
  <servicedir>${join(directory, 'services')}</servicedir>
  <auth>EXTERNAL</auth>${limit}${manner === 'open' ? OPEN : SYSTEM}
</busconfig>
`;
}
