import { resolve } from 'node:path';
import { desktopArchive, releaseNamed } from '../../../scripts/desktop/chroot.ts';
import type { ChildProgram } from '../../fakes/dbus/child-program.ts';
import { packageFile, trayPackageFile } from '../../package/support/package.ts';
import { OwnDebian, SESSION_BUS, type Who } from './own-debian.ts';

const ENVIRONMENT = { WAYLAND_DISPLAY: 'wayland-0', XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_DESKTOP: 'gnome' };

/**
 * Ubuntu's kernels give user namespaces only to programs that an AppArmor profile names. Our package brings that profile; but it is the
 * machine that runs the tests whose kernel would have to load it. There the app, which is none of a stranger's, runs without sandbox.
 */
const NO_SANDBOX = { ELECTRON_DISABLE_SANDBOX: '1' };

/** What a desktop is started with. */
export interface DesktopOptions extends LoginOptions {
  /** Name of its folder of logs and screenshots. */
  readonly name: string;
}

/** How somebody logs in. */
export interface LoginOptions {
  /** UUIDs of the shell's extensions that are enabled. */
  readonly extensions: readonly string[];
  /** Whether GNOME's session manager runs the session; without it nothing can be ended from the shell's menu. */
  readonly managed?: boolean;
}

/** A Debian of our own with our packages, and somebody logged in to GNOME Shell on a screen that nobody sees. */
export class Desktop extends OwnDebian {
  #sandboxed = true;

  static async start(options: DesktopOptions): Promise<Desktop> {
    const release = releaseNamed(process.env['DESKTOP_RELEASE'] ?? 'trixie');
    const archive = await desktopArchive(release);
    const out = resolve('.cache/desktop/out', release === 'trixie' ? options.name : `${options.name}-${release}`);
    const desktop = new Desktop(await OwnDebian.enter({ out, archive, packages: [packageFile(), trayPackageFile()], environment: ENVIRONMENT }));
    await desktop.logIn(options);
    return desktop;
  }

  /** Whether the kernel lets the person's programs have user namespaces. */
  get sandboxed(): boolean {
    return this.#sandboxed;
  }

  override program(who: Who, argv: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProgram {
    return super.program(who, argv, { ...(this.#sandboxed ? {} : NO_SANDBOX), ...environment });
  }

  /** Somebody logs in: `start` does it, and whoever wants to be in anew after `logOut`. */
  async logIn({ extensions, managed = false }: LoginOptions): Promise<void> {
    this.#sandboxed = (await this.program('person', ['unshare', '--user', 'true']).ended) === 0;
    await this.run('person', ['dbus-daemon', '--session', `--address=${SESSION_BUS}`, '--fork', '--nopidfile']);
    const enabled = `[${extensions.map((uuid) => `'${uuid}'`).join(', ')}]`;
    this.program('person', ['sh', '/run/test/person.sh', '1280x800', enabled, ...(managed ? ['managed'] : [])]);
    await this.run('person', ['gdbus', 'wait', '--session', '--timeout', '60', 'org.gnome.Shell']);
  }
}
