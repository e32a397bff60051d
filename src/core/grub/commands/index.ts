/**
 * The commands of GRUB that this reader evaluates, by name (GRUB manual, Commands). What is not here is unknown to GRUB
 * as well, or is a function of the script.
 */
import { STATUS } from '../errors.ts';
import type { Command, Machine } from '../machine.ts';
import { DEVICE_COMMANDS } from './devices.ts';
import { ENVIRONMENT_BLOCK_COMMANDS } from './environment-blocks.ts';
import { FILE_COMMANDS } from './files.ts';
import { LOADER_COMMANDS } from './loaders.ts';
import { MENU_COMMANDS } from './menu.ts';
import { OTHER_COMMANDS } from './others.ts';
import { REGEXP_COMMANDS } from './regexp.ts';
import { TEST_COMMANDS } from './test.ts';
import { VARIABLE_COMMANDS } from './variables.ts';

/**
 * Fedora's `blscfg` adds an entry for each file of the Boot Loader Specification to the menu. A reader of those files
 * goes here: it pushes items to `machine.menu` in GRUB's order, just as `menuentry` does.
 */
const BLS_COMMANDS: readonly (readonly [string, Command])[] = [['blscfg', entriesNotRead]];

/** All commands. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ...OTHER_COMMANDS,
  ...VARIABLE_COMMANDS,
  ...TEST_COMMANDS,
  ...FILE_COMMANDS,
  ...ENVIRONMENT_BLOCK_COMMANDS,
  ...DEVICE_COMMANDS,
  ...REGEXP_COMMANDS,
  ...LOADER_COMMANDS,
  ...MENU_COMMANDS,
  ...BLS_COMMANDS,
]);

function entriesNotRead(machine: Machine): number {
  machine.report('unsupported-command', 'The entries that blscfg adds to the menu (Boot Loader Specification) are not read yet.');
  return STATUS.ok;
}
