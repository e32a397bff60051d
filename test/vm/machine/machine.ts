import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accelerator, type Processor } from './accelerator.ts';
import { Agent } from './agent.ts';
import { Qmp, type QmpEvent } from './qmp.ts';
import { SerialLog } from './serial-log.ts';

/** UEFI in place of SeaBIOS: its code, and the machine's own variables as a qcow2 image that it may write to. */
export interface Firmware {
  readonly code: string;
  readonly variables: string;
}

const UNPLUG_TIMEOUT_MS = 60_000;

/** What a machine is made of where it is not the ordinary one; one that has saved a state goes on from it in the same shape only. */
export interface Shape {
  readonly processor: Processor;
  readonly memoryMiB: number;
}

const ORDINARY: Shape = { processor: 'max', memoryMiB: 1024 };

/** What to start. */
export interface MachineOptions {
  /** A qcow2 image that this machine may write to. */
  readonly disk: string;
  /** Name of a snapshot in the image to go on from. */
  readonly snapshot?: string;
  readonly shape?: Shape;
  /** null or nothing for SeaBIOS. */
  readonly firmware?: Firmware | null;
  /** A raw image of a second disk (/dev/vdb) that nobody may write to. */
  readonly medium?: string;
  /** Starts this kernel instead of the boot loader, at each start: the one boot that installs the boot loader, and machines whose provider chooses the kernel. */
  readonly kernel?: { readonly image: string; readonly initrd: string; readonly commandLine: string };
}

/** QEMU's arguments for the machine, without its disk: every saved state depends on them. */
export function hardware(folder: string, { processor, memoryMiB }: Shape = ORDINARY): readonly string[] {
  return [
    ...accelerator(processor).args, '-smp', '2', '-m', String(memoryMiB), '-nodefaults', '-vga', 'std', '-display', 'none', '-nic', 'none', '-no-user-config',
    ...['-serial', 'stdio', '-qmp', `unix:${folder}/qmp,server=on,wait=off`],
    ...['-chardev', `file,id=firmware,path=${folder}/firmware.log`, '-device', 'isa-debugcon,iobase=0x402,chardev=firmware'],
    ...['-device', 'virtio-serial-pci', ...port('root', folder), ...port('person', folder)],
  ];
}

/** One virtual machine with SeaBIOS or UEFI, a root agent and a person's agent. Ends with this process. */
export class Machine {
  readonly root: Agent;
  readonly person: Agent;
  readonly serial: SerialLog;
  readonly #child: ChildProcess;
  readonly #qmp: Qmp;
  readonly #folder: string;
  readonly #onExit: () => void;

  private constructor(child: ChildProcess, folder: string, serial: SerialLog, onExit: () => void, qmp: Qmp, root: Agent, person: Agent) {
    this.#child = child;
    this.#folder = folder;
    this.#onExit = onExit;
    this.#qmp = qmp;
    this.serial = serial;
    this.root = root;
    this.person = person;
  }

  static async start(options: MachineOptions): Promise<Machine> {
    const folder = mkdtempSync(join(tmpdir(), 'quick-restart-vm-'));
    // Dies with this process even where that is killed outright.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...arguments_(options, folder)], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => undefined); // typed to a machine that has ended
    const onExit = (): void => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    };
    process.once('exit', onExit);
    exitOnSignals();
    const serial = new SerialLog(child.stdout);
    const errors: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    try {
      const failed = new Promise<never>((_, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => reject(new Error(`QEMU ended (${code ?? 'killed'}): ${errors.join('')}`)));
      });
      const connected = Promise.all([Qmp.connect(join(folder, 'qmp')), Agent.connect('root', join(folder, 'root')), Agent.connect('person', join(folder, 'person'))]);
      failed.catch(() => undefined);
      const [qmp, root, person] = await Promise.race([connected, failed]);
      return new Machine(child, folder, serial, onExit, qmp, root, person);
    } catch (error) {
      onExit();
      throw error;
    }
  }

  /** What the virtual machine reported, oldest first: RESET, SHUTDOWN, … */
  get events(): readonly QmpEvent[] {
    return this.#qmp.events;
  }

  /** How often SeaBIOS (not UEFI, which says nothing) has started since this machine was started. */
  firmwareStarts(): number {
    return [...readFileSync(join(this.#folder, 'firmware.log'), 'latin1').matchAll(/^SeaBIOS \(version /gm)].length;
  }

  /** Waits until both agents of one boot have said hello and systemd has no job left. */
  async waitUntilBooted(notBootId: string | null, timeoutMs: number): Promise<string> {
    return this.explain('the guest did not start', async () => {
      const endMs = performance.now() + timeoutMs;
      const bootId = await this.root.waitForBoot(notBootId, timeoutMs);
      await this.person.waitForBoot(notBootId, endMs - performance.now());
      await this.root.run('systemctl is-system-running --wait', endMs - performance.now());
      return bootId;
    });
  }

  /** Saves the whole machine, memory and disk, under a name in its disk image. */
  async save(snapshot: string): Promise<void> {
    await this.#qmp.monitor(`savevm ${snapshot}`);
  }

  /** Plugs in a disk that the guest can only read, as a virtio disk with the serial number `name`. */
  async plug(name: string, image: string): Promise<void> {
    await this.#qmp.execute('blockdev-add', { 'node-name': name, driver: 'raw', 'read-only': true, file: { driver: 'file', filename: image } });
    await this.#qmp.execute('device_add', { driver: 'virtio-blk-pci', id: name, drive: name, serial: name });
  }

  /** Types on the serial console. */
  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Takes it out again, with the guest's help: a saved state holds only what every machine has. */
  async unplug(name: string): Promise<void> {
    const sinceMs = performance.now();
    await this.#qmp.execute('device_del', { id: name });
    await this.explain(`the disk ${name} was not let go`, async () => {
      while (!this.events.some((event) => event.name === 'DEVICE_DELETED' && event.atMs >= sinceMs)) {
        if (performance.now() - sinceMs > UNPLUG_TIMEOUT_MS) throw new Error(`not within ${UNPLUG_TIMEOUT_MS / 1000} s`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await this.#qmp.execute('blockdev-del', { 'node-name': name });
  }

  /** Plugs in a hardware watchdog (Intel 6300ESB) that resets the machine; the machine must then not be saved. */
  async plugWatchdog(): Promise<void> {
    await this.#qmp.execute('device_add', { driver: 'i6300esb', id: 'watchdog' });
  }

  /** Goes back to a saved state; the agents of then answer. What was sent to one must have begun: on its way still, it would be carried out afterwards. */
  async restoreTo(snapshot: string): Promise<void> {
    await this.#qmp.monitor(`loadvm ${snapshot}`);
    await this.attach();
  }

  /** Asks the agents of a restored machine which boot they are of. */
  async attach(): Promise<void> {
    for (const agent of [this.root, this.person]) {
      agent.rewind(null);
      const bootId = await this.explain(`the ${agent.name} agent does not answer`, () => agent.read('cat /proc/sys/kernel/random/boot_id', 20_000));
      agent.rewind(bootId);
    }
  }

  /** Runs `body`; adds the end of the serial log, and where the processors are, to its error. */
  async explain<T>(what: string, body: () => Promise<T>): Promise<T> {
    try {
      return await body();
    } catch (error) {
      throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}\n--- end of the serial console ---\n${this.serial.tail()}\n--- processors ---\n${await this.processors()}`, { cause: error });
    }
  }

  /** Where each processor is, for telling a hang from a wait. */
  async processors(): Promise<string> {
    const registers = await this.#qmp.inform('info registers -a').catch(() => 'QEMU has ended');
    return registers.split('\n').filter((line) => /^CPU#|RIP=/.test(line)).join('\n');
  }

  /** Waits until QEMU has ended by itself (the guest switched itself off). */
  async waitUntilOff(timeoutMs: number): Promise<void> {
    await this.explain('the guest did not switch itself off', async () => {
      if (!(await ended(this.#child, timeoutMs))) throw new Error(`not within ${timeoutMs / 1000} s`);
    });
    await this.stop();
  }

  /** Stops the guest's processors and writes down what it has written; its disk image can then be read. */
  async pause(): Promise<void> {
    await this.#qmp.execute('stop');
  }

  async resume(): Promise<void> {
    await this.#qmp.execute('cont');
  }

  /** The power fails: what the guest has not flushed to its disk is lost. */
  async cutPower(): Promise<void> {
    this.#child.kill('SIGKILL');
    await ended(this.#child, 10_000);
    await this.stop();
  }

  async stop(): Promise<void> {
    for (const connection of [this.root, this.person, this.#qmp]) connection.close();
    this.#child.kill('SIGTERM');
    if (!(await ended(this.#child, 5_000))) this.#child.kill('SIGKILL');
    process.off('exit', this.#onExit);
    this.#onExit();
  }
}

let exitsOnSignals = false;

/** A signal alone would end this process without its 'exit' handlers, which end the machine and remove its files. */
function exitOnSignals(): void {
  if (exitsOnSignals) return;
  exitsOnSignals = true;
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) process.once(signal, () => process.exit(code));
}

function arguments_(options: MachineOptions, folder: string): readonly string[] {
  return [
    ...hardware(folder, options.shape),
    ...['-drive', `file=${options.disk},format=qcow2,if=virtio,cache=unsafe,discard=unmap`],
    ...(options.medium === undefined ? [] : ['-drive', `file=${options.medium},format=raw,if=virtio,readonly=on`]),
    ...(options.firmware ? pflash(options.firmware) : []),
    ...(options.snapshot === undefined ? [] : ['-loadvm', options.snapshot]),
    ...(options.kernel === undefined ? [] : ['-kernel', options.kernel.image, '-initrd', options.kernel.initrd, '-append', options.kernel.commandLine]),
  ];
}

function pflash({ code, variables }: Firmware): readonly string[] {
  return ['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${code}`, '-drive', `if=pflash,unit=1,format=qcow2,file=${variables}`];
}

function port(name: string, folder: string): readonly string[] {
  return ['-chardev', `socket,id=${name},path=${folder}/${name},server=on,wait=off`, '-device', `virtserialport,chardev=${name},name=quick-restart.${name}`];
}

function ended(child: ChildProcess, timeoutMs: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
