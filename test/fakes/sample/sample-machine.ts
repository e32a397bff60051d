import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Variant } from 'dbus-native';
import type { BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import { BUS_NAME } from '../../../src/contracts/names.ts';
import { startLogind, startScriptedPolkit, type Mock } from '../dbus/mocks.ts';
import { GNOME_CANCELLED, startGnomeSession } from '../dbus/mock-session-managers.ts';
import { PrivateBus } from '../dbus/private-bus.ts';
import { ROOT_UUID } from '../engine-machine.ts';
import type { HelperSettings } from './sample-helper.ts';
import { SAMPLE_DEFAULTS, type PolkitAnswer, type SampleOptions } from './sample-options.ts';
import { writeSampleTree } from './sample-tree.ts';
import { startGnomeShell, startNotifications, startPortal, startTrayHost } from './session-mocks.ts';

const LOGIND = 'org.freedesktop.login1.Manager';

/**
 * A desktop to try the app on: private buses, the real helper on a tree of files, python3-dbusmock in the place of logind, polkit,
 * the panel, the notification server and the desktop's settings. Nothing of it touches this computer.
 */
export class SampleMachine {
  readonly options: Required<SampleOptions>;
  /** The tree that the helper reads. */
  readonly root: string;
  readonly systemBus: PrivateBus;
  readonly sessionBus: PrivateBus;
  /** Connections of the test's own. */
  readonly system: BusConnection;
  readonly session: BusConnection;
  readonly mocks: { readonly logind?: Mock; readonly polkit?: Mock; readonly notifications?: Mock; readonly trayHost?: Mock; readonly portal?: Mock; readonly gnomeSession?: Mock; readonly gnomeShell?: Mock };
  readonly #scratch: string;

  private constructor(parts: Pick<SampleMachine, 'options' | 'systemBus' | 'sessionBus' | 'system' | 'session' | 'mocks'> & { readonly scratch: string }) {
    this.options = parts.options;
    this.systemBus = parts.systemBus;
    this.sessionBus = parts.sessionBus;
    this.system = parts.system;
    this.session = parts.session;
    this.mocks = parts.mocks;
    this.#scratch = parts.scratch;
    this.root = join(parts.scratch, 'root');
  }

  static async start(changes: SampleOptions = {}): Promise<SampleMachine> {
    const options = { ...SAMPLE_DEFAULTS, ...changes };
    const scratch = mkdtempSync(join(tmpdir(), 'quick-restart-sample-'));
    chmodSync(scratch, 0o755); // the app may run as somebody else
    writeSampleTree(join(scratch, 'root'), options);
    writeKexec(scratch, options);
    const settings = join(scratch, 'helper.json');
    const helper = { name: BUS_NAME, argv: [process.execPath, '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'sample-helper.ts'), settings] };
    const systemBus = await PrivateBus.start('open', options.helper === 'installed' ? [helper] : []);
    writeFileSync(settings, JSON.stringify(helperSettings(scratch, systemBus.address, options)));
    const sessionBus = await PrivateBus.start();
    const [system, session] = [await systemBus.connect(), await sessionBus.connect()];
    const mocks = {
      ...(await systemMocks(systemBus, system, options)),
      portal: await startPortal(sessionBus, session, options.appearance),
      ...(options.trayHost ? { trayHost: await startTrayHost(sessionBus, session) } : {}),
      ...(options.shellExtension === null ? {} : { gnomeShell: await startGnomeShell(sessionBus, session, options.shellExtension) }),
      ...(options.sessionManager === 'none' ? {} : { gnomeSession: await startGnomeSession(sessionBus, session, `import time\ntime.sleep(1)\n${options.sessionManager === 'no' ? GNOME_CANCELLED : ''}`) }),
      ...(options.notifications ? { notifications: await startNotifications(sessionBus, session) } : {}),
    };
    return new SampleMachine({ options, systemBus, sessionBus, system, session, mocks, scratch });
  }

  /** What the app needs in its environment; its own files lie below `home`. */
  environment(home: string): Readonly<Record<string, string>> {
    const { language, desktop } = this.options;
    return {
      // As the launcher of the package has it.
      QUICK_RESTART_SYSTEM_BUS_ADDRESS: this.systemBus.address,
      DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent',
      DBUS_SESSION_BUS_ADDRESS: this.sessionBus.address,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_STATE_HOME: join(home, '.local/state'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_CURRENT_DESKTOP: desktop,
      LANG: language,
      NO_AT_BRIDGE: '1',
    };
  }

  /** Every call of kexec(8), one a line. */
  get kexecCalls(): readonly string[] {
    return readFileSync(join(this.#scratch, 'kexec.log'), 'utf8').split('\n').filter((line) => line !== '');
  }

  /** How logind was asked to restart: `RebootWithFlags 2`, `Reboot False`, in order. */
  get restarts(): readonly string[] {
    const output = this.mocks.logind?.program.output ?? '';
    return [...output.matchAll(/^\S+ (Reboot(?:WithFlags)? .*|SetRebootTo\w+ .*)$/gm)].map((match) => match[1] ?? '');
  }

  async stop(): Promise<void> {
    await this.sessionBus.stop();
    await this.systemBus.stop();
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}

function helperSettings(scratch: string, busAddress: string, { runningRelease, helperIdleMs }: Required<SampleOptions>): HelperSettings {
  return {
    version: '0.1.0',
    root: join(scratch, 'root'),
    scratch,
    runningRelease,
    commandLine: `BOOT_IMAGE=/boot/vmlinuz-${runningRelease} root=UUID=${ROOT_UUID} ro quiet`,
    idleMs: helperIdleMs,
    busAddress,
  };
}

/** kexec(8) as far as the helper calls it: notes the call, takes its time, and sets what /sys/kernel/kexec_loaded would say. */
function writeKexec(scratch: string, { kexec }: Required<SampleOptions>): void {
  const fails = kexec.error === undefined ? '' : `echo "${kexec.error}" >&2; exit 1`;
  const script = `#!/bin/sh
cd ${scratch}
echo "$*" >>kexec.log
case " $* " in
  *" -u "*) echo 0 >kexec_loaded ;;
  *) sleep ${kexec.seconds ?? 0}; ${fails || ':'}; echo 1 >kexec_loaded ;;
esac
`;
  mkdirSync(join(scratch, 'work'));
  writeFileSync(join(scratch, 'kexec.log'), '');
  writeFileSync(join(scratch, 'kexec_loaded'), '0\n');
  writeFileSync(join(scratch, 'kexec'), script, { mode: 0o755 });
}

async function systemMocks(bus: PrivateBus, control: BusConnection, options: Required<SampleOptions>): Promise<SampleMachine['mocks']> {
  const polkit = await startScriptedPolkit(bus, control, POLKIT_CODE[options.polkit]);
  if (!options.logind) return { polkit };
  const logind = await startLogind(bus, control);
  const answer = (member: string, input: string, output: string, code: string): Promise<void> => logind.configure('AddMethod', 'sssss', [LOGIND, member, input, output, code]);
  const locks = options.inhibitors.map(({ who, why }) => `('shutdown', ${python(who)}, ${python(why)}, 'block', dbus.UInt32(0), dbus.UInt32(4711))`);
  const sessions = options.sessions.map(({ id, uid, userName, seat }) => `(${python(id)}, dbus.UInt32(${uid}), ${python(userName)}, ${python(seat)}, dbus.ObjectPath('/org/freedesktop/login1/session/s'))`);
  await answer('ListInhibitors', '', 'a(ssssuu)', `ret = dbus.Array([${locks.join(', ')}], signature='(ssssuu)')`);
  await answer('ListSessions', '', 'a(susso)', `ret = dbus.Array([${sessions.join(', ')}], signature='(susso)')`);
  await answer('CanRebootToFirmwareSetup', '', 's', `ret = ${python(options.firmware.setup)}`);
  await answer('CanRebootToBootLoaderMenu', '', 's', `ret = ${python(options.firmware.menu)}`);
  await logind.configure('UpdateProperties', 'sa{sv}', [LOGIND, [['PreparingForShutdown', new Variant('b', !options.givesUp)]]]);
  await answer('SetRebootToFirmwareSetup', 'b', '', '');
  await answer('SetRebootToBootLoaderMenu', 't', '', '');
  return { polkit, logind };
}

/** (is authorised, a dialog could help, details); flag 1 in args[3] allows the dialog. */
const POLKIT_CODE: Readonly<Record<PolkitAnswer, string>> = {
  yes: "ret = (True, False, dbus.Dictionary({}, signature='ss'))",
  no: "ret = (False, False, dbus.Dictionary({}, signature='ss'))",
  password: "ret = (bool(args[3] & 1), not args[3] & 1, dbus.Dictionary({}, signature='ss'))",
};

function python(text: string): string {
  return JSON.stringify(text); // a JSON string is a Python string
}
