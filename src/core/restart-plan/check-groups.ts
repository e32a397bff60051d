import type { CheckId, CheckOutcome } from './check.ts';

/** What a check is about: the entry and its files, the machine, what only an ordinary restart brings, the people on it. Closed; printed in JSON. */
export type CheckGroup = 'entry' | 'machine' | 'ordinary-restart' | 'people';

/** The groups in the order in which they are shown. */
export const CHECK_GROUPS: readonly CheckGroup[] = ['entry', 'machine', 'ordinary-restart', 'people'];

/** The checks of each group in their own order; groups without a check are left out. One of a newer helper is the machine's. */
export function groupChecks(checks: readonly CheckOutcome[]): readonly { readonly group: CheckGroup; readonly checks: readonly CheckOutcome[] }[] {
  return CHECK_GROUPS.map((group) => ({ group, checks: checks.filter((check) => groupOf(check.id) === group) })).filter((one) => one.checks.length > 0);
}

function groupOf(id: CheckOutcome['id']): CheckGroup {
  return isKnown(id) ? GROUP_OF[id] : 'machine';
}

function isKnown(id: CheckOutcome['id']): id is CheckId {
  return Object.hasOwn(GROUP_OF, id);
}

const GROUP_OF: Readonly<Record<CheckId, CheckGroup>> = {
  'default-entry': 'entry',
  'entry-fit': 'entry',
  'kernel-image': 'entry',
  'kernel-architecture': 'entry',
  'kernel-signature': 'entry',
  'kernel-modules': 'entry',
  initrds: 'entry',
  'initrd-age': 'entry',
  'root-argument': 'entry',
  'root-disk': 'entry',
  'command-line': 'entry',
  'failed-before': 'entry',
  'newest-differs': 'entry',
  memory: 'machine',
  'boot-space': 'machine',
  'kexec-tool': 'machine',
  'kexec-support': 'machine',
  'kexec-load-disabled': 'machine',
  lockdown: 'machine',
  'package-manager': 'machine',
  'staged-upgrade': 'machine',
  'initrd-tools': 'machine',
  container: 'machine',
  hypervisor: 'machine',
  'already-loaded': 'machine',
  'hibernation-image': 'machine',
  'disk-passphrase': 'machine',
  graphics: 'machine',
  'firmware-update': 'ordinary-restart',
  'secure-boot-keys': 'ordinary-restart',
  'firmware-setup': 'ordinary-restart',
  'one-shot-entry': 'ordinary-restart',
  'boot-loader-upgraded': 'ordinary-restart',
  microcode: 'ordinary-restart',
  inhibitors: 'people',
  'other-people': 'people',
  'remote-session': 'people',
};
