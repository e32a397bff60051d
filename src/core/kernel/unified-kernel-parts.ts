import { readPortableExecutable, type Section } from './portable-executable.ts';
import { walkFile, type RandomAccess } from './random-access.ts';

/** Where kernel and initrds lie in a unified kernel image. */
export interface UnifiedKernelParts {
  readonly linux: Section;
  /** In the order in which the stub hands them over: microcode, then the main initrd. */
  readonly initrds: readonly Section[];
}

/**
 * The kernel and the initrds inside a unified kernel image, of its first profile; null for any other file and for one that
 * cannot be read. A profile's own kernel is not looked for: such an entry is refused before. Of several sections of one name
 * the first counts. Source: UAPI Group, Unified Kernel Image; systemd, src/boot/stub.c, run().
 */
export function unifiedKernelParts(file: RandomAccess): UnifiedKernelParts | null {
  const program = walkFile(file, readPortableExecutable, () => null);
  if (program === null || file.sizeBytes < program.neededBytes) return null;
  const profile = program.sections.findIndex((section) => section.name === '.profile');
  const sections = profile === -1 ? program.sections : program.sections.slice(0, profile);
  const named = (name: string): Section | undefined => sections.find((section) => section.name === name);
  const linux = named('.linux');
  return linux === undefined ? null : { linux, initrds: ['.ucode', '.initrd'].flatMap((name) => named(name) ?? []) };
}
