import type { AdviceFacts, FirmwareVariables } from '../../src/core/restart-plan/advice-facts.ts';

/** UEFI variables that ask for nothing. */
export function quietFirmware(changes: Partial<FirmwareVariables> = {}): FirmwareVariables {
  return {
    kind: 'read',
    bootNext: null,
    bootCurrent: 1,
    asksForSetup: false,
    asksForRecovery: false,
    asksForCapsule: false,
    mokRequests: [],
    loader: null,
    loaderOneShot: null,
    loaderMenuAsked: false,
    odd: [],
    ...changes,
  };
}

/** A machine on which nothing waits for a start through the firmware, with whatever a test wants to be different. */
export function adviceFacts(changes: Partial<AdviceFacts> = {}): AdviceFacts {
  const disk = { name: '/dev/vda1', number: '254:1', uuid: '1-2' } as const;
  return {
    firmware: quietFirmware(),
    fwupd: { kind: 'absent' },
    nextEntry: null,
    packages: [],
    hibernation: { places: [] },
    root: { kind: 'here', running: disk, wanted: { kind: 'found', device: disk }, encryption: [] },
    graphics: { devices: [], ownRules: { rules: [], oddLines: [] } },
    ...changes,
  };
}
