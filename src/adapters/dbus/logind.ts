import { Variant } from 'dbus-native';
import { err, ok, type Result } from '../../core/result.ts';
import type { FirmwareChoices, FirmwarePlace, NextRestart } from '../../ports/next-restart.ts';
import type { CanRestart, Inhibitor, LoginSession, RestartError, RestartManager } from '../../ports/restart-manager.ts';
import { DBUS_ERROR, isServiceAbsent, type BusError } from './transport/bus-error.ts';
import { BUS, type BusCall, type BusCaller } from './transport/bus-connection.ts';

const MANAGER = { destination: 'org.freedesktop.login1', path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' } as const;
/** SD_LOGIND_REBOOT_VIA_KEXEC, since systemd 249. */
const VIA_KEXEC = 0x02n;
/** The boot menu waits for a choice for a minute. */
const MENU_SHOWN_USEC = 60_000_000n;
/** UINT64_MAX: the boot menu is not asked for. */
const NO_MENU = 0xffff_ffff_ffff_ffffn;
const DIALOG_TIMEOUT_MS = 240_000;
const WORDS: readonly CanRestart[] = ['yes', 'no', 'challenge', 'na', 'inhibited', 'inhibitor-blocked', 'challenge-inhibitor-blocked'];
const MODES = ['block', 'block-weak', 'delay'] as const;

type Row = readonly unknown[];

/** The restart manager by logind; org.freedesktop.login1(5), "The Manager Object". Asks as the person who runs this program. */
export class Logind implements RestartManager, NextRestart {
  readonly #bus: BusCaller;

  constructor(bus: BusCaller) {
    this.#bus = bus;
  }

  async canRestart(): Promise<Result<CanRestart, RestartError>> {
    const asked = await this.#call({ member: 'CanReboot', answer: 's' });
    return asked.ok ? ok(WORDS.find((word) => word === asked.value[0]) ?? 'unknown') : asked;
  }

  async restartThroughKexec(interactive: boolean): Promise<Result<null, RestartError>> {
    const asked = await this.#restart('RebootWithFlags', 't', VIA_KEXEC, interactive);
    return asked.ok ? ok(null) : err(isOldFlag(asked.error) ? { kind: 'flag-unknown', detail: detailOf(asked.error) } : await this.#restartError(asked.error));
  }

  async restart(interactive: boolean): Promise<Result<null, RestartError>> {
    // Reboot(b) is older than the flags and never starts a loaded kernel by itself.
    const asked = await this.#restart('Reboot', 'b', interactive, interactive);
    return asked.ok ? ok(null) : err(await this.#restartError(asked.error));
  }

  async inhibitors(): Promise<Result<readonly Inhibitor[], RestartError>> {
    const asked = await this.#call({ member: 'ListInhibitors', answer: 'a(ssssuu)' });
    return asked.ok ? ok((asked.value[0] as readonly Row[]).map(inhibitorOf)) : asked;
  }

  async sessions(): Promise<Result<readonly LoginSession[], RestartError>> {
    const asked = await this.#call({ member: 'ListSessions', answer: 'a(susso)' });
    return asked.ok ? ok((asked.value[0] as readonly Row[]).map(sessionOf)) : asked;
  }

  /** An older logind does not know one of the questions: then there is no such choice. */
  async firmwareChoices(): Promise<Result<FirmwareChoices, RestartError>> {
    const [setup, menu] = await Promise.all([this.#call({ member: 'CanRebootToFirmwareSetup', answer: 's' }), this.#call({ member: 'CanRebootToBootLoaderMenu', answer: 's' })]);
    if (!setup.ok && setup.error.kind === 'absent') return setup;
    return ok({ 'firmware-setup': setup.ok && isPossible(setup.value[0]), 'boot-menu': menu.ok && isPossible(menu.value[0]) });
  }

  async lead(place: FirmwarePlace, wanted: boolean, interactive: boolean): Promise<Result<null, RestartError>> {
    const set =
      place === 'firmware-setup'
        ? await this.#restart('SetRebootToFirmwareSetup', 'b', wanted, interactive)
        : await this.#restart('SetRebootToBootLoaderMenu', 't', wanted ? MENU_SHOWN_USEC : NO_MENU, interactive);
    return set.ok ? ok(null) : err(await this.#restartError(set.error));
  }

  /** Whether the machine goes down, or waits for programs before it does; null: no answer. org.freedesktop.login1(5), PreparingForShutdown. */
  async isGoingDown(): Promise<boolean | null> {
    const { interface: of, ...where } = MANAGER;
    const asked = await this.#bus.call({ ...where, interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', body: [of, 'PreparingForShutdown'], answer: 'v' });
    const value = asked.ok ? asked.value[0] : null;
    return value instanceof Variant && typeof value.value === 'boolean' ? value.value : null;
  }

  async #call(call: Pick<BusCall, 'member' | 'answer'>): Promise<Result<readonly unknown[], RestartError>> {
    const asked = await this.#bus.call({ ...MANAGER, ...call });
    return asked.ok ? asked : err(await this.#restartError(asked.error));
  }

  /** logind hands on what the bus says of a polkit that is not there: only where nobody owns logind's own name is it logind that is missing. */
  async #restartError(error: BusError): Promise<RestartError> {
    if (error.kind === 'disconnected') return { kind: 'absent', detail: detailOf(error) };
    if (!isServiceAbsent(error)) return toRestartError(error);
    const owned = await this.#bus.call({ destination: BUS.name, path: BUS.path, interface: BUS.interface, member: 'NameHasOwner', signature: 's', body: [MANAGER.destination], answer: 'b' });
    return { kind: owned.ok && owned.value[0] === true ? 'failed' : 'absent', detail: detailOf(error) };
  }

  #restart(member: string, signature: string, argument: unknown, interactive: boolean): Promise<Result<readonly unknown[], BusError>> {
    const timeout = interactive ? { timeoutMs: DIALOG_TIMEOUT_MS } : {};
    return this.#bus.call({ ...MANAGER, member, signature, body: [argument], answer: '', interactive, ...timeout });
  }
}

function isPossible(answer: unknown): boolean {
  return answer === 'yes' || answer === 'challenge';
}

// The transport has checked the types of these rows against the signature that was asked for.
function inhibitorOf([what, who, why, mode, uid, pid]: Row): Inhibitor {
  return {
    what: (what as string).split(':'),
    who: who as string,
    why: why as string,
    mode: MODES.find((one) => one === mode) ?? 'unknown',
    uid: uid as number,
    pid: pid as number,
  };
}

function sessionOf([id, uid, userName, seat]: Row): LoginSession {
  return { id: id as string, uid: uid as number, userName: userName as string, seat: seat as string };
}

const KIND_BY_NAME: ReadonlyMap<string, RestartError['kind']> = new Map([
  [DBUS_ERROR.accessDenied, 'not-authorised'],
  [DBUS_ERROR.interactiveAuthorizationRequired, 'authentication-required'],
  ['org.freedesktop.login1.BlockedByInhibitorLock', 'inhibited'], // systemd 257 and newer
]);

function toRestartError(error: BusError): RestartError {
  const detail = detailOf(error);
  return error.kind === 'no-reply' ? { kind: 'no-reply', detail } : { kind: KIND_BY_NAME.get(error.name) ?? 'failed', detail };
}

/** Before systemd 248 there is no such method, and in 248 no such flag. */
function isOldFlag(error: BusError): boolean {
  return error.kind === 'remote' && (error.name === DBUS_ERROR.unknownMethod || error.name === DBUS_ERROR.invalidArgs);
}

function detailOf(error: BusError): string {
  return error.message || error.name;
}
