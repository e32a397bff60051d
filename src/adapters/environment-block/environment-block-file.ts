import { closeSync, constants, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '../../core/result.ts';
import type { EnvironmentBlocks } from '../../ports/environment-blocks.ts';

/** The environment block as a file of this computer, overwritten in place (grub-editenv(1) does the same). */
export class EnvironmentBlockFile implements EnvironmentBlocks {
  write(path: string, text: string): Result<null, { readonly kind: 'denied' | 'failed'; readonly detail: string }> {
    const bytes = Buffer.from(text, 'utf8');
    try {
      const descriptor = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        const status = fstatSync(descriptor);
        if (!status.isFile()) return err({ kind: 'failed', detail: `${path} is not a regular file` });
        if (status.size !== bytes.length) return err({ kind: 'failed', detail: `${path} has ${status.size} bytes, the new block ${bytes.length}` });
        const written = writeSync(descriptor, bytes, 0, bytes.length, 0);
        if (written !== bytes.length) return err({ kind: 'failed', detail: `only ${written} bytes were written to ${path}` });
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      return ok(null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
      return err({ kind: denied ? 'denied' : 'failed', detail: error instanceof Error ? error.message : String(error) });
    }
  }
}
