import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadPiece } from '../../core/every-restart/next-restart.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { NextRestartFiles } from '../../ports/every-restart.ts';
import type { FileStamps } from '../../ports/load-record.ts';
import type { StateError } from '../../ports/state-error.ts';
import { ASKING_VARIABLES } from '../efi-variables/firmware-variables.ts';
import { PRIVATE, replaceFile } from '../files/replace-file.ts';
import { attemptState } from '../files/state-file.ts';
import { piecesOf } from '../kexec/load-files.ts';
import { StatStamps } from '../load-record/stat-stamps.ts';

/** What systemd/libexec/load-next reads, below systemd's RuntimeDirectory=quick-restart: root's alone, and gone with the boot. */
export const NEXT_RESTART_FILE = '/run/quick-restart/next-restart';
const KERNELS_FILE = '/run/quick-restart/next-kernels';

/** They change all the time and say nothing of what the boot loader would start. */
const NOT_STAMPED = /^\/(?:proc|sys|dev|run|tmp|var)(?:\/|$)/;
const VARIABLES = '/sys/firmware/efi/efivars';
/** What is known about kernels is written again without a change. */
const KERNELS = '/var/lib/quick-restart/kernels';

/** NextRestartFiles in /run. `root` is for tests: it stands before our own files, paths to be stamped have it already. */
export class NextRestart implements NextRestartFiles {
  readonly #root: string;
  readonly #stamps: FileStamps;

  constructor(root = '/', stamps: FileStamps = new StatStamps()) {
    this.#root = root === '/' ? '' : root;
    this.#stamps = stamps;
  }

  read(): string | null {
    try {
      return readFileSync(join(this.#root, NEXT_RESTART_FILE), 'utf8');
    } catch {
      return null;
    }
  }

  write(text: string, kernels: string | null): Result<null, StateError> {
    return attemptState(NEXT_RESTART_FILE, () => {
      // Never a new plan beside old words about its kernel.
      this.#remove();
      if (kernels !== null) replaceFile(join(this.#root, KERNELS_FILE), kernels, PRIVATE);
      replaceFile(join(this.#root, NEXT_RESTART_FILE), text, PRIVATE);
    });
  }

  clear(): void {
    try {
      this.#remove();
    } catch {
      // Not ours to remove: this is somebody's own process.
    }
  }

  pieces(files: { readonly kernel: string; readonly initrds: readonly string[] }): Result<{ readonly kernel: LoadPiece; readonly initrds: readonly LoadPiece[] }, string> {
    try {
      return ok(piecesOf(files));
    } catch (error) {
      return err(error instanceof Error ? error.message : String(error));
    }
  }

  stamp(path: string): string | null {
    const own = path.slice(this.#root.length);
    if (own.startsWith(`${VARIABLES}/`)) return contentStamp(path);
    return NOT_STAMPED.test(own) ? null : (this.#stamps.of([path])[0] ?? null);
  }

  always(): readonly string[] {
    const variables = existsSync(`${this.#root}${VARIABLES}`) ? ASKING_VARIABLES : [];
    return [...variables, KERNELS].map((path) => contentStamp(`${this.#root}${path}`));
  }

  changed(stamps: readonly string[]): readonly string[] {
    const isHash = (stamp: string): boolean => stamp.startsWith('hash ');
    const [hashes, others] = [stamps.filter(isHash), stamps.filter((stamp) => !isHash(stamp))];
    return [...this.#stamps.changed(others), ...hashes.flatMap((stamp) => (contentStamp(pathOf(stamp)) === stamp ? [] : [pathOf(stamp)]))];
  }

  #remove(): void {
    for (const path of [NEXT_RESTART_FILE, KERNELS_FILE]) rmSync(join(this.#root, path), { force: true });
  }
}

function pathOf(stamp: string): string {
  return stamp.split(' ').slice(2).join(' ');
}

/** As sha256sum(1) says it; `gone` where nothing is there. */
function contentStamp(path: string): string {
  if (!existsSync(path)) return `gone ${path}`;
  try {
    return `hash ${createHash('sha256').update(readFileSync(path)).digest('hex')} ${path}`;
  } catch {
    return `hash unreadable ${path}`; // equal to no sum: an ordinary restart
  }
}
