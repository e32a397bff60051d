import type { ConfigFiles } from '../config-files.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import type { FoundEntry } from './found-entry.ts';
import type { LoaderVariables } from './loader-variables.ts';

/**
 * The entries that systemd-boot adds by itself, in its order: other systems, the EFI shell, firmware setup. None of them
 * starts Linux. Those whose program lies on the ESP are looked for; the others are known from what the boot loader showed
 * when this system was started. Source: loader.conf(5), `default`; systemd, src/boot/boot.c, config_load_all_entries().
 */
export function readAutoEntries(files: ConfigFiles, esp: string, variables: LoaderVariables, autoEntries: boolean): readonly FoundEntry[] {
  const shown = new Set(variables.entries);
  const known = AUTO_ENTRIES.filter(({ id, program }) => (program === null || autoEntries) && (shown.has(id) || (program !== null && files.stat(esp + program).ok)));
  return known.map(({ id, title, program }) => autoEntry(id, title, program === null ? esp : esp + program));
}

/** `program`: null for what is no program of the ESP, or one that other rules decide about. */
const AUTO_ENTRIES: readonly { readonly id: string; readonly title: string; readonly program: string | null }[] = [
  { id: 'auto-osx', title: 'macOS', program: null },
  { id: 'auto-windows', title: 'Windows Boot Manager', program: '/EFI/Microsoft/Boot/bootmgfw.efi' },
  { id: 'auto-efi-shell', title: 'EFI Shell', program: '/shellx64.efi' },
  { id: 'auto-efi-default', title: 'EFI Default Loader', program: null },
  { id: 'auto-reboot-to-firmware-setup', title: 'Reboot Into Firmware Interface', program: null },
  { id: 'auto-poweroff', title: 'Power Off The System', program: null },
  { id: 'auto-reboot', title: 'Reboot The System', program: null },
];

function autoEntry(id: string, title: string, file: string): FoundEntry {
  return {
    loaderId: id,
    fileId: id,
    title,
    version: null,
    machineId: null,
    sortKey: null,
    counter: null,
    profile: 0,
    shown: true,
    draft: {
      id,
      title,
      titlePath: [],
      source: { kind: 'bls', file, line: 0 },
      kernel: null,
      initrds: [],
      devicetree: null,
      commandLine: '',
      default: false,
      restricted: false,
      problems: [{ kind: 'not-linux', ...said(say('“{title}” starts no Linux kernel.', { title })) }],
    },
  };
}
