/**
 * GRUB 2 configurations, read the way GRUB runs them: the script language of the GRUB manual (Shell-like scripting), its
 * commands and environment, the environment block, menus, submenus, and the rules by which the default entry is chosen.
 * What decides is GRUB 2.06, 2.12 and 2.14 themselves; test/oracle/grub compares with them. `blscfg` is GNU's of 2.14.
 *
 * Of the builds of Fedora and RHEL: their `blscfg`, and their rule for the default (GrubHost says which build it is).
 *
 * Refused: all that may depend on variables which GRUB 2.14 keeps outside of files (env_block). Not read: menus of other boot
 * loaders that GRUB can load (legacy_configfile, syslinux_configfile), titles of the images that `uki` lists, translations of
 * `$"…"`. Each leaves a diagnostic, except translations, which change titles only.
 */
import type { BootEntryDraft } from '../boot-entry/boot-entry.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark, say, type Sentence } from '../sentence.ts';
import { COMMANDS } from './commands/index.ts';
import { readConfigFile } from './commands/files.ts';
import { DiagnosticLog } from './diagnostic-log.ts';
import { initialEnvironment } from './initial-environment.ts';
import type { GrubHost, GrubPath } from './host.ts';
import { LIMITS } from './limits.ts';
import { Machine } from './machine.ts';
import { entriesOf } from './menu.ts';
import { problemsOf } from './problems.ts';
import { withOneShotEntry, withSavedEntry } from './saved-entry.ts';

export type { GrubFileStatus, GrubHost, GrubPath, GrubProbeKind, GrubSearchKind } from './host.ts';
export { newEnvironmentBlock, parseEnvironmentBlock, setInEnvironmentBlock, type EnvironmentBlockError } from './environment-block.ts';

/** What a GRUB configuration comes to. */
export interface GrubMenu {
  /** Every entry that GRUB would show, in its order, submenus flattened. At most one is the default. */
  readonly entries: readonly BootEntryDraft[];
  readonly diagnostics: readonly Diagnostic[];
  /** The environment after the configuration has run and before an entry is chosen. */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Runs a configuration file as GRUB would on this host and returns its menu. Reading changes nothing: one-shot entries
 * (`next_entry`) count as the default and are not consumed. Never fails; whatever is wrong is in `diagnostics`.
 *
 * @example readGrubMenu(host, { device: 'hd0,gpt2', path: '/boot/grub/grub.cfg' })
 */
export function readGrubMenu(host: GrubHost, config: GrubPath): GrubMenu {
  const log = new DiagnosticLog();
  const budget = { steps: LIMITS.steps, parsedCharacters: LIMITS.parsedCharacters, expandedCharacters: LIMITS.expandedCharacters };
  const machine = new Machine({ host, commands: COMMANDS, log, budget, echo: () => undefined }, initialEnvironment(host));
  machine.file = machine.shownPath(config);
  readConfigFile(machine, `(${config.device})${config.path}`);
  const menu = machine.shownMenu ?? { items: machine.menu, environment: machine.environment };
  const variables = menu.environment.values();
  if (machine.halted === 'left') return { entries: withoutMenu(machine), diagnostics: log.list(), variables };
  const entries = entriesOf(machine, menu);
  const doubt = machine.halted === 'limit' ? say('The configuration could not be read to its end, so its variables may be wrong.') : machine.doubt;
  return { entries: doubt === null ? entries : entries.map((entry) => doubted(entry, doubt)), diagnostics: log.list(), variables };
}

/**
 * The entry that would be the default if `saved_entry` in the environment block were `id`, one-shot settings aside; null
 * where GRUB would find none. Answers before the setting is made whether the configuration heeds it.
 */
export function defaultWithSavedEntry(host: GrubHost, config: GrubPath, id: string): BootEntryDraft | null {
  return readGrubMenu(withSavedEntry(host, id), config).entries.find((entry) => entry.default) ?? null;
}

/** The entry that the next start alone would take if `next_entry` were `id`; null where GRUB would find none. */
export function defaultWithOneShotEntry(host: GrubHost, config: GrubPath, id: string): BootEntryDraft | null {
  return readGrubMenu(withOneShotEntry(host, id), config).entries.find((entry) => entry.default) ?? null;
}

/** A script that boots, or leaves GRUB, by itself never shows its menu. */
function withoutMenu(machine: Machine): readonly BootEntryDraft[] {
  const { loader } = machine;
  const file = machine.environment.get('config_file') ?? '';
  const leaves = remark('The script leaves GRUB before it shows a menu.');
  machine.shared.log.add(machine.file, 0, 'not-read', leaves);
  if (loader.kind !== 'linux') return [];
  const title = 'GRUB without a menu';
  return [
    {
      id: title,
      title,
      titlePath: [],
      source: { kind: 'grub', file: file === '' ? machine.file : file, line: 0 },
      kernel: loader.kernel,
      initrds: loader.initrds,
      devicetree: loader.devicetree,
      commandLine: loader.commandLine,
      default: true,
      restricted: false,
      problems: problemsOf(loader, false),
    },
  ];
}

function doubted(entry: BootEntryDraft, message: Sentence): BootEntryDraft {
  if (entry.problems.some((problem) => problem.kind === 'evaluation')) return entry;
  return { ...entry, problems: [...entry.problems, { kind: 'evaluation', ...said(message) }] };
}
