import type { RestartReason } from '../../src/core/restart-required/restart-reason.ts';

/** A package that asked for a restart. */
export function sampleReason(changes: Partial<RestartReason> = {}): RestartReason {
  return { kind: 'requested', message: 'A package asks for it.', packages: ['linux-image-amd64', 'libc6'], morePackages: 0, sinceMs: null, confidence: 'sure', sources: ['required-file'], ...changes };
}
