import type { Appearance } from '../../../src/contracts/app/appearance.ts';
import type { RestartRecord } from '../../../src/core/history/restart-record.ts';
import type { Inhibitor, LoginSession } from '../../../src/ports/restart-manager.ts';

/** What polkit answers: `password` asks for one, which is right. */
export type PolkitAnswer = 'yes' | 'no' | 'password';

/** How the sample machine differs from a Debian desktop after a kernel upgrade, with nothing in the way. */
export interface SampleOptions {
  /** A folder of test/fixtures/boot-trees instead of Debian's menu in small. */
  readonly tree?: string;
  /** Files in the tree that are other than that: text, or null for one that is gone. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** `uname -r` of the running kernel. */
  readonly runningRelease?: string;
  /** /run/reboot-required: the packages that asked, or null where none did. */
  readonly required?: readonly string[] | null;
  readonly polkit?: PolkitAnswer;
  readonly inhibitors?: readonly Pick<Inhibitor, 'who' | 'why'>[];
  readonly sessions?: readonly LoginSession[];
  /** logind's words for CanRebootToFirmwareSetup and CanRebootToBootLoaderMenu. */
  readonly firmware?: { readonly setup: string; readonly menu: string };
  readonly helper?: 'installed' | 'absent';
  /** The helper ends after this time without a call. */
  readonly helperIdleMs?: number;
  readonly history?: readonly RestartRecord[];
  /** kexec(8) takes this long, or says this and fails. */
  readonly kexec?: { readonly seconds?: number; readonly error?: string };
  readonly appearance?: Partial<Appearance>;
  /** LANG of the app: `de_DE.UTF-8`. */
  readonly language?: string;
  /** XDG_CURRENT_DESKTOP. */
  readonly desktop?: string;
  readonly trayHost?: boolean;
  /** Whether GNOME Shell has our extension switched on; null: it has none, or is not there. */
  readonly shellExtension?: boolean | null;
  readonly notifications?: boolean;
  readonly logind?: boolean;
  /** What gnome-session makes of a restart: its question is answered with yes or with no after a second; `none`: nobody manages the session. */
  readonly sessionManager?: 'none' | 'yes' | 'no';
  /** logind gives up every restart that it has accepted. */
  readonly givesUp?: boolean;
}

export const SAMPLE_DEFAULTS: Required<SampleOptions> = {
  tree: '',
  files: {},
  runningRelease: '6.12.100+deb13-amd64',
  required: ['linux-image-6.12.107+deb13-amd64'],
  polkit: 'yes',
  inhibitors: [],
  sessions: [],
  firmware: { setup: 'yes', menu: 'na' },
  helper: 'installed',
  helperIdleMs: 30_000,
  history: [],
  kexec: {},
  appearance: {},
  language: 'C.UTF-8',
  desktop: 'GNOME',
  trayHost: true,
  shellExtension: null,
  notifications: true,
  logind: true,
  sessionManager: 'none',
  givesUp: false,
};
