import type { FuzzTarget } from './target.ts';
import { BOOT_TARGETS } from './targets/boot-configurations.ts';
import { CHAINLOAD_TARGET } from './targets/chainload.ts';
import { IMAGE_TARGETS } from './targets/images.ts';
import { MACHINE_TARGET } from './targets/machine.ts';
import { NOTE_TARGETS } from './targets/notes.ts';
import { SYSTEM_TARGETS } from './targets/system-texts.ts';

/** Every reader that root runs. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [MACHINE_TARGET, ...BOOT_TARGETS, ...IMAGE_TARGETS, ...SYSTEM_TARGETS, ...NOTE_TARGETS, CHAINLOAD_TARGET];
