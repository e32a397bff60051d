/**
 * The commands of GRUB that this reader evaluates, by name (GRUB manual, Commands). What is not here is unknown to GRUB
 * as well, or is a function of the script.
 */
import type { Command } from '../machine.ts';
import { DEVICE_COMMANDS } from './devices.ts';
import { ENVIRONMENT_BLOCK_COMMANDS } from './environment-blocks.ts';
import { FILE_COMMANDS } from './files.ts';
import { LOADER_ENTRY_COMMANDS } from './loader-entries.ts';
import { LOADER_COMMANDS } from './loaders.ts';
import { MENU_COMMANDS } from './menu.ts';
import { OTHER_COMMANDS } from './others.ts';
import { REGEXP_COMMANDS } from './regexp.ts';
import { TEST_COMMANDS } from './test.ts';
import { VARIABLE_COMMANDS } from './variables.ts';

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
  ...LOADER_ENTRY_COMMANDS,
]);
