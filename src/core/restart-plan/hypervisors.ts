import type { HypervisorFacts } from './check-facts.ts';

/** Where quick restarts were reported not to come back. Every word that is given must be the machine's. */
export interface HypervisorRule {
  /** As people know it. */
  readonly name: string;
  readonly match: Partial<Readonly<Record<'vendor' | 'product' | 'chassisAssetTag' | 'architecture', string>>>;
  /** `refusal` where machines were seen not to come back; `warning` where the reports are few or vague. */
  readonly verdict: 'refusal' | 'warning';
  readonly source: string;
}

/** Each with its reports; nothing is here by hearsay. Everywhere else kexec in a virtual machine works as on any other. */
export const HYPERVISORS: readonly HypervisorRule[] = [
  // Hyper-V's devices do not answer the new kernel. The tag tells Azure from other Hyper-V: cloud-init, sources/DataSourceAzure.py.
  {
    name: 'Microsoft Azure',
    match: { vendor: 'Microsoft Corporation', chassisAssetTag: '7783-7084-3265-9085-8269-3286-77' },
    verdict: 'refusal',
    source: 'https://github.com/nix-community/nixos-anywhere/issues/400, https://github.com/systemd/systemd/issues/20072, https://github.com/siderolabs/talos/pull/8838',
  },
  { name: 'Google Compute Engine', match: { vendor: 'Google', product: 'Google Compute Engine' }, verdict: 'warning', source: 'https://github.com/siderolabs/talos/pull/8838' },
  { name: 'VMware on ARM', match: { vendor: 'VMware, Inc.', architecture: 'aarch64' }, verdict: 'warning', source: 'https://github.com/siderolabs/talos/issues/4677, https://github.com/siderolabs/talos-vmtoolsd/issues/51' },
  { name: 'QEMU on ARM', match: { vendor: 'QEMU', architecture: 'aarch64' }, verdict: 'warning', source: 'https://github.com/siderolabs/talos/issues/12393' },
];

/** The rule for this machine; null where none is known. */
export function hypervisorRuleFor(facts: HypervisorFacts, architecture: string): HypervisorRule | null {
  const machine: Readonly<Record<string, string | null>> = { vendor: facts.vendor, product: facts.product, chassisAssetTag: facts.chassisAssetTag, architecture };
  return HYPERVISORS.find(({ match }) => Object.entries(match).every(([what, word]) => machine[what] === word)) ?? null;
}
