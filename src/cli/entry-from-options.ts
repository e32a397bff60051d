import { resolve } from 'node:path';
import type { Failure } from '../contracts/errors.ts';
import type { BootEntryDraft } from '../core/boot-entry/boot-entry.ts';
import { commandLineByHand, entryByHand } from '../core/boot-entry/by-hand.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Options } from './arguments.ts';
import type { CliContext } from './context.ts';

/**
 * The entry of `load --kernel`, its paths made absolute. Root only: a kernel of somebody's own is root's power over the machine, so the
 * helper takes no path from anybody. Errors: not-authorised; read-failed where the running command line cannot be read.
 */
export function entryFromOptions({ kernel, initrds, append, reuseCommandLine: reuse }: Options, { isRoot, readCommandLine }: Pick<CliContext, 'isRoot' | 'readCommandLine'>): Result<BootEntryDraft, Failure> {
  if (!isRoot) return err(ROOT_ONLY);
  const running = reuse ? readCommandLine() : '';
  if (running === null) return err(NO_COMMAND_LINE);
  return ok(entryByHand({ kernel: resolve(kernel ?? ''), initrds: initrds.map((path) => resolve(path)), commandLine: commandLineByHand(running, { reuse, append }) }));
}

const ROOT_ONLY: Failure = { kind: 'not-authorised', message: 'A kernel by hand is loaded by root only.', hint: 'Run it with sudo; what the boot loader knows, everybody may load: quick-restart load.' };
const NO_COMMAND_LINE: Failure = { kind: 'read-failed', message: "The running kernel's command line could not be read from /proc/cmdline.", hint: "Write one: --append 'root=… ro'" };
