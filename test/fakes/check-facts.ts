import type { CheckFacts, HypervisorFacts, SignatureFacts } from '../../src/core/restart-plan/check-facts.ts';

/** A running kernel that looks at signatures and asks for none. */
export function signatureFacts(changes: Partial<SignatureFacts> = {}): SignatureFacts {
  return { secureBoot: false, checked: true, forced: false, forcedBySecureBoot: true, ...changes };
}

/** Hardware, or a virtual machine that nothing is reported of. */
export function hypervisorFacts(changes: Partial<HypervisorFacts> = {}): HypervisorFacts {
  return { xenDom0: false, vendor: 'Sample', product: 'Machine', chassisAssetTag: null, ...changes };
}

/** Facts that nothing stands against, with whatever a test wants to be different. */
export function checkFacts(changes: Partial<CheckFacts> = {}): CheckFacts {
  return {
    signatures: signatureFacts(),
    memory: { availableBytes: 4_000_000_000, swapFreeBytes: 0 },
    modules: { kind: 'there' },
    bootSpace: [{ directory: '/boot', freeBytes: 1_000_000_000, paths: [] }],
    hypervisor: hypervisorFacts(),
    stagedUpgrade: null,
    ...changes,
  };
}
