import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { until } from './child-program.ts';
import type { PrivateBus } from './private-bus.ts';

/** mock-packagekit.py on a private bus. */
export class MockPackageKit {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  #output = '';
  #ended = false;

  private constructor(bus: PrivateBus, name: string) {
    const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DBUS_SYSTEM_BUS_ADDRESS: bus.address };
    this.#child = spawn('/usr/bin/python3', ['test/fakes/dbus/mock-packagekit.py', name], { stdio: ['pipe', 'pipe', 'pipe'], env: environment });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    this.#child.on('exit', () => (this.#ended = true));
  }

  static async start(bus: PrivateBus, name = 'org.freedesktop.PackageKit'): Promise<MockPackageKit> {
    const mock = new MockPackageKit(bus, name);
    await mock.#saw(/^ready$/m, 'ready');
    return mock;
  }

  /** Does one of the things in mock-packagekit.py; done when it answers, or, for `die`, when it is no more. */
  async tell(line: string): Promise<void> {
    this.#output = '';
    this.#child.stdin.write(`${line}\n`);
    if (line === 'die') await until(() => this.#ended, 'the daemon died');
    else await this.#saw(/^done /m, line);
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await until(() => this.#ended, 'the daemon ended');
  }

  async #saw(pattern: RegExp, what: string): Promise<void> {
    await until(() => pattern.test(this.#output) || this.#ended, what);
    if (!pattern.test(this.#output)) throw new Error(`mock PackageKit ended at “${what}”:\n${this.#output}`);
  }
}
