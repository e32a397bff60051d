import type { EntrySource } from '../boot-entry/boot-entry.ts';
import type { BlscfgFile } from '../boot-loader-spec/index.ts';
import type { DiagnosticKind } from '../diagnostic.ts';
import { remark, type Sentence } from '../sentence.ts';
import type { DiagnosticLog } from './diagnostic-log.ts';
import type { Environment } from './environment.ts';
import type { GrubHost, GrubPath } from './host.ts';
import { LIMITS } from './limits.ts';
import { newLoader, type Loader } from './loader.ts';
import type { Block, FunctionDefinition } from './syntax.ts';
import type { Lookup } from './words.ts';

/** A menu entry as `menuentry`, `submenu` or `blscfg` defined it, before its body has run. */
export interface MenuItem {
  readonly title: string;
  readonly id: string;
  /** Positional arguments of the body; the title is the first. */
  readonly args: readonly string[];
  /** GRUB asks for a password before it runs the body, if `superusers` is set. */
  readonly restricted: boolean;
  readonly submenu: boolean;
  readonly body: Block;
  readonly source: EntrySource;
}

/** Where a command stands, and the block that it was given. */
export interface CommandContext {
  readonly name: string;
  readonly block: Block | null;
}

/** A command of the boot loader: what it does to the machine; returns GRUB's error number, 0 for success. */
export type Command = (machine: Machine, args: readonly string[], context: CommandContext) => number;

/**
 * Why a script ended early. `menu`: `configfile` showed a menu, which GRUB does not leave by itself. `left`: a command
 * left GRUB (exit, halt, boot). `limit`: it went beyond the bounds.
 */
export type Halt = 'menu' | 'left' | 'limit';

/** What all runs of one reading share. */
export interface Shared {
  readonly host: GrubHost;
  readonly commands: ReadonlyMap<string, Command>;
  readonly log: DiagnosticLog;
  /** What remains of the bounds in limits.ts. */
  readonly budget: { steps: number; parsedCharacters: number; expandedCharacters: number };
  /** Receives what `echo` prints. */
  readonly echo: (text: string) => void;
}

/** A menu with the environment in which its entries run. */
export interface Menu {
  readonly items: readonly MenuItem[];
  readonly environment: Environment;
}

/** The state of GRUB while it runs scripts: one machine for the configuration, and a fork for each entry's body. */
export class Machine implements Lookup {
  readonly shared: Shared;
  environment: Environment;
  /** Arguments of the function or body that runs; null at top level. */
  positional: readonly string[] | null = null;
  #functions = new Map<string, FunctionDefinition>();
  #functionsShared = false;
  menu: MenuItem[] = [];
  /** The menu that `configfile` showed, once `halted` is `menu`. */
  shownMenu: Menu | null = null;
  loader: Loader = newLoader();
  /** Environment blocks that `save_env` changed, by device and path; nothing is ever written. */
  savedBlocks: ReadonlyMap<string, string> = new Map();
  /** Files that `blscfg` has read, and the paths of those that it has put into the menu. */
  loaderEntryFiles: readonly BlscfgFile[] = [];
  shownLoaderEntries: ReadonlySet<string> = new Set();
  halted: Halt | null = null;
  /** Why nothing that comes of this run can be trusted; a sentence for people. */
  doubt: Sentence | null = null;
  file = '';
  line = 0;
  activeLoops = 0;
  activeBreaks = 0;
  breaksContinue = false;
  returning = false;
  depth = 0;
  sourceDepth = 0;
  /** Steps that this run may still take. */
  steps: number;

  constructor(shared: Shared, environment: Environment, steps: number = LIMITS.stepsOfScript) {
    this.shared = shared;
    this.environment = environment;
    this.steps = steps;
  }

  get host(): GrubHost {
    return this.shared.host;
  }

  /** A machine in the same state for one entry's body; nothing that it does comes back. */
  fork(environment: Environment): Machine {
    const other = new Machine(this.shared, environment, LIMITS.stepsOfOneBody);
    other.#functions = this.#functions;
    other.#functionsShared = true;
    other.savedBlocks = this.savedBlocks;
    other.loaderEntryFiles = this.loaderEntryFiles;
    other.shownLoaderEntries = this.shownLoaderEntries;
    other.returning = this.returning;
    other.depth = this.depth;
    other.sourceDepth = this.sourceDepth;
    return other;
  }

  define(definition: FunctionDefinition): void {
    if (this.#functionsShared) this.#functions = new Map(this.#functions);
    this.#functionsShared = false;
    this.#functions.set(definition.name, definition);
  }

  functionNamed(name: string): FunctionDefinition | undefined {
    return this.#functions.get(name);
  }

  report(kind: DiagnosticKind, message: Sentence): void {
    this.shared.log.add(this.file, this.line, kind, message);
  }

  /** Ends the run because it goes beyond the bounds; says so once. */
  exceed(message: Sentence): void {
    if (this.halted !== null) return;
    this.halted = 'limit';
    this.report('limit-exceeded', message);
  }

  /** Whether the script has to stop here. */
  isHalted(): boolean {
    return this.halted !== null;
  }

  /** Counts one command; false when there have been too many. */
  step(): boolean {
    if (--this.steps >= 0 && --this.shared.budget.steps >= 0) return true;
    this.exceed(remark('The script runs too many commands; it was read no further.'));
    return false;
  }

  /** `(device)/path`, or `/path` on `$root`; null without either. A path without a leading slash counts from the top. */
  resolve(name: string): GrubPath | null {
    const match = /^\(([^)]*)\)/.exec(name);
    const device = match?.[1] ?? this.environment.get('root') ?? '';
    if (device === '') return null;
    const path = match === null ? name : name.slice(match[0].length);
    return { device, path: path.startsWith('/') ? path : '/' + path };
  }

  variable(name: string): string | undefined {
    return this.environment.get(name);
  }

  /** The names in a directory; none where it cannot be read. */
  list({ device, path }: GrubPath): readonly string[] {
    const names = this.host.list(device, path);
    return names.ok ? names.value : [];
  }

  /** Where a file of the boot loader is on the running system; its path there where that is not known. */
  shownPath(place: GrubPath): string {
    return this.host.systemPath(place.device, place.path) ?? place.path;
  }
}
