import type { Result } from '../core/result.ts';
import type { RestartError } from './restart-manager.ts';

/** What a restart can lead to besides a boot entry. */
export type FirmwarePlace = 'firmware-setup' | 'boot-menu';

/** Which of them firmware and boot loader offer here. */
export type FirmwareChoices = Readonly<Record<FirmwarePlace, boolean>>;

/** Says where the next ordinary restart goes, once; a restart through kexec passes neither firmware nor boot loader. */
export interface NextRestart {
  firmwareChoices(): Promise<Result<FirmwareChoices, RestartError>>;
  /** Asks for the place, or with `wanted` false takes that back. `interactive` allows a password dialog. */
  lead(place: FirmwarePlace, wanted: boolean, interactive: boolean): Promise<Result<null, RestartError>>;
}
