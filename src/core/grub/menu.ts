import type { BootEntryDraft, EntryProblem } from '../boot-entry/boot-entry.ts';
import { remark } from '../sentence.ts';
import { shown } from './diagnostic-log.ts';
import { chooseDefault, escapeStep, fallbackIndexes, passDefaultOn } from './default-entry.ts';
import { runBody } from './execute.ts';
import { LIMITS } from './limits.ts';
import type { Machine, Menu, MenuItem } from './machine.ts';
import { problemsOf } from './problems.ts';

/** An item whose body has run: a boot entry, or a menu that it shows. */
interface Node {
  readonly item: MenuItem;
  readonly entry: BootEntryDraft | null;
  /** GRUB would boot something here, as far as files tell. */
  readonly boots: boolean;
  readonly submenu: EvaluatedMenu | null;
}

interface EvaluatedMenu {
  readonly nodes: readonly Node[];
  readonly menu: Menu;
}

/** Where in the tree of menus an item stands. */
interface Place {
  readonly titlePath: readonly string[];
  readonly restricted: boolean;
  readonly depth: number;
}

/**
 * The entries of a menu in GRUB's order, submenus flattened. Each body runs as if its entry were chosen, in the
 * environment that the configuration left behind; a submenu's in one with the exported variables only.
 */
export function entriesOf(machine: Machine, menu: Menu): readonly BootEntryDraft[] {
  const tree = evaluate(machine, menu, { titlePath: [], restricted: false, depth: 0 });
  const chosen = defaultOf(machine, tree);
  const used = new Map<string, number>();
  return flatten(tree).map((entry) => ({ ...entry, id: unique(entry.id, used), default: entry === chosen }));
}

function flatten({ nodes }: EvaluatedMenu): BootEntryDraft[] {
  return nodes.flatMap(({ entry, submenu }) => [...(submenu === null ? [] : flatten(submenu)), ...(entry === null ? [] : [entry])]);
}

/** `used` holds, for each id, how often it was given out. */
function unique(id: string, used: Map<string, number>): string {
  const count = (used.get(id) ?? 0) + 1;
  used.set(id, count);
  return count === 1 ? id : unique(`${id}#${count}`, used);
}

function evaluate(machine: Machine, menu: Menu, place: Place): EvaluatedMenu {
  return { menu, nodes: menu.items.map((item) => evaluateItem(machine, menu, item, place)) };
}

function evaluateItem(machine: Machine, menu: Menu, item: MenuItem, place: Place): Node {
  const restricted = place.restricted || (item.restricted && menu.environment.get('superusers') !== undefined);
  const run = runItem(machine, menu, item);
  const shownMenu: Menu | null = item.submenu ? (run.shownMenu ?? { items: run.menu, environment: run.environment }) : run.shownMenu;
  if (shownMenu === null) {
    const entry = entryOf(run, item, place.titlePath, restricted);
    return { item, entry, boots: run.loader.kind !== 'none' && run.loader.kind !== 'attempted', submenu: null };
  }
  if (place.depth >= LIMITS.submenuDepth) {
    machine.shared.log.add(item.source.file, item.source.line, 'limit-exceeded', remark('Menus are nested too deeply here; this one was not read.'));
    return { item, entry: null, boots: false, submenu: null };
  }
  const submenu = evaluate(run, shownMenu, { titlePath: [...place.titlePath, item.title], restricted, depth: place.depth + 1 });
  return { item, entry: null, boots: true, submenu };
}

/** Runs an item's body the way GRUB does when it is chosen from its menu. */
function runItem(machine: Machine, menu: Menu, item: MenuItem): Machine {
  const chosen = menu.environment.get('chosen');
  const environment = item.submenu ? menu.environment.context() : menu.environment.fork();
  if (item.submenu) environment.set('timeout', '0');
  environment.set('chosen', (chosen === undefined ? '' : chosen + '>') + escapeStep(item.id));
  environment.export('chosen');
  passDefaultOn(environment, menu.environment.get('default'));
  environment.set('?', '0');
  const run = machine.fork(environment);
  run.positional = item.args;
  run.file = item.source.file;
  run.line = item.source.line;
  runBody(run, item.body);
  return run;
}

function entryOf(run: Machine, item: MenuItem, titlePath: readonly string[], restricted: boolean): BootEntryDraft {
  const { loader } = run;
  const problems: readonly EntryProblem[] = problemsOf(loader, run.halted === 'limit');
  const isLinux = loader.kind === 'linux' || loader.kind === 'attempted';
  return {
    id: run.environment.get('chosen') ?? item.id,
    title: item.title,
    titlePath,
    source: item.source,
    kernel: isLinux || loader.kind === 'multiboot' ? loader.kernel : null,
    initrds: isLinux ? loader.initrds : [],
    devicetree: loader.devicetree,
    commandLine: isLinux ? loader.commandLine : '',
    default: false,
    restricted,
    problems,
  };
}

/** The entry that GRUB boots when nobody touches a key. */
function defaultOf(machine: Machine, menu: EvaluatedMenu): BootEntryDraft | null {
  const setting = menu.menu.environment.get('default');
  const items = menu.nodes.map((node) => node.item);
  const { index, invalid } = chooseDefault(setting, items, machine.host.idsComeFirst === true);
  const node = menu.nodes[index];
  if (node === undefined) return null;
  const { item } = node;
  if (invalid) {
    machine.shared.log.add(item.source.file, 0, 'default-entry', remark('The default “{setting}” names no entry of its menu; GRUB takes the first, “{title}”.', { setting: shown(setting ?? ''), title: shown(item.title) }));
  }
  if (node.boots) return leafOf(machine, node);
  for (const other of fallbackIndexes(menu.menu.environment.get('fallback'), items, machine.host.idsComeFirst === true)) {
    const fallback = menu.nodes[other];
    if (fallback?.boots !== true) continue;
    machine.shared.log.add(item.source.file, item.source.line, 'default-entry', remark('The default “{title}” cannot be booted; GRUB falls back to “{fallback}”.', { title: shown(item.title), fallback: shown(fallback.item.title) }));
    return leafOf(machine, fallback);
  }
  return leafOf(machine, node);
}

function leafOf(machine: Machine, node: Node): BootEntryDraft | null {
  return node.submenu === null ? node.entry : defaultOf(machine, node.submenu);
}
