/** A size for people in whole MB, never less than it is. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000);
}
