import type { Result } from '../core/result.ts';

/** Writes GRUB's environment block in place: its size and its place on the disk stay, since GRUB itself writes it by block list. */
export interface EnvironmentBlocks {
  /** Errors: `denied`, `failed` (also where the new text would change the file's size). */
  write(path: string, text: string): Result<null, { readonly kind: 'denied' | 'failed'; readonly detail: string }>;
}
