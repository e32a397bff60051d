import type { Failure } from '../../contracts/errors.ts';
import { CHAINLOAD_CONFIG, parseConfig, type ChainloadConfig, type ConfigProblem } from '../../core/chainload/config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { ChainloadFiles, ChainloadProgram, ChainloadWay, ChainloadWays } from '../../ports/chainload.ts';
import type { StateError } from '../../ports/state-error.ts';
import type { EnginePorts } from '../engine-ports.ts';

/** What the commands of chain loading reach the machine through. */
export interface ChainloadParts {
  /** For entries, files and facts: always in the caller's own process. */
  readonly engine: EnginePorts;
  readonly files: ChainloadFiles;
  readonly ways: ChainloadWays;
  readonly program: ChainloadProgram;
  /** The caller may write what root may. */
  readonly isRoot: boolean;
}

/** The configuration as text and as what it says. `text` is null where there is none. */
export interface ReadConfig {
  readonly text: string | null;
  readonly parsed: Result<ChainloadConfig, readonly ConfigProblem[]>;
}

/** Reads it. Errors: not-authorised, read-failed. */
export function readConfig({ files }: Pick<ChainloadParts, 'files'>): Result<ReadConfig, Failure> {
  const text = files.readConfig();
  return text.ok ? ok({ text: text.value, parsed: parseConfig(text.value ?? '') }) : err(stateFailure(text.error));
}

/** Reads it for a command that changes it: as root, and only where every line is understood. Errors: not-authorised, read-failed, settings-failed. */
export function readConfigToChange(parts: ChainloadParts, command: string): Result<{ readonly text: string | null; readonly config: ChainloadConfig }, Failure> {
  if (!parts.isRoot) return err(onlyRoot(command));
  const read = readConfig(parts);
  if (!read.ok) return read;
  const { text, parsed } = read.value;
  return parsed.ok ? ok({ text, config: parsed.value }) : err(badConfig(parsed.error));
}

/** Every way that runs the program at boot. The init wrapper's is remembered by the configuration; what confirms a boot for it runs nothing. */
export function waysSetUp({ ways }: Pick<ChainloadParts, 'ways'>, init: string | null): readonly ChainloadWay[] {
  return [...ways.readSetUp().filter((way) => way !== 'init'), ...(init === null ? [] : ['init' as const])];
}

/** Something that only root may do was asked for by somebody else. */
export function onlyRoot(command: string): Failure {
  return { kind: 'not-authorised', message: `Only root may change how this machine starts.`, hint: `Run: sudo quick-restart chainload ${command}` };
}

/** A file of chain loading could not be read or written. */
export function stateFailure({ kind, path, detail }: StateError): Failure {
  if (kind === 'denied') return { kind: 'not-authorised', message: `${path} is for root only: ${detail}.`, hint: 'Run this command as root.' };
  return { kind: 'settings-failed', message: `${path} could not be read or written: ${detail}.`, hint: 'Look at the file system that holds it: is it full, or read-only?' };
}

/** The file that a person wrote has lines that count for nothing, so nothing of it counts. */
export function badConfig(problems: readonly ConfigProblem[]): Failure {
  const [first] = problems;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
  return {
    kind: 'settings-failed',
    message: `${CHAINLOAD_CONFIG}, line ${first?.line ?? 0}: ${first?.message ?? ''}${more}`,
    hint: 'Correct the line or remove it; until then nothing is chain loaded.',
  };
}
