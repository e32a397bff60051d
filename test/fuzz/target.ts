/**
 * One reader that root runs, as a fuzzer sees it: bytes go in, and whatever they are it must come to an end without an exception, and
 * what it says must keep its promises. `check` throws where it does not.
 */
export interface FuzzTarget {
  readonly name: string;
  /** Real files, which are changed piece by piece. */
  readonly samples: readonly Uint8Array[];
  /** Pieces that the reader knows. */
  readonly words: readonly string[];
  readonly check: (input: Uint8Array) => void | Promise<void>;
}

/** No input, however it was made, may take longer on a busy machine. */
const LIMIT_MS = 10_000;

/** Runs one input through a target; throws what the target throws, or that it took too long. */
export async function runInput(target: FuzzTarget, input: Uint8Array): Promise<void> {
  const cpuBefore = process.cpuUsage();
  await target.check(input);
  const { user, system } = process.cpuUsage(cpuBefore);
  const tookMs = (user + system) / 1000;
  if (tookMs > LIMIT_MS) throw new Error(`took ${Math.round(tookMs)} ms of processor time`);
}

/** As LocalBootFiles reads texts: invalid bytes become U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
