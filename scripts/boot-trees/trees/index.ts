import type { Tree } from '../tree.ts';
import { GRUB_12 } from './grub-12.ts';
import { GRUB_13 } from './grub-13.ts';
import { GRUB_TESTING } from './grub-testing.ts';
import { LOADER } from './loader.ts';

/** Every tree that the command makes. */
export const TREES: readonly Tree[] = [...GRUB_12, ...GRUB_13, ...GRUB_TESTING, ...LOADER];
