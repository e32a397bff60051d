/**
 * Why a call over the bus brought no answer.
 * `no-reply`: the time was up or the caller aborted. `disconnected`: the bus went away, or was never there.
 * `remote`: the other side, or the bus on its behalf, answered with the error `name`.
 */
export interface BusError {
  readonly kind: 'no-reply' | 'disconnected' | 'remote';
  /** D-Bus error name; for the first two kinds the standard name that says the same. */
  readonly name: string;
  readonly message: string;
  /** What a remote error carries behind its text, as it came. */
  readonly details?: unknown;
}

/** Error names of the D-Bus specification and of the bus daemon that this program answers with or tells apart. */
export const DBUS_ERROR = {
  accessDenied: 'org.freedesktop.DBus.Error.AccessDenied',
  disconnected: 'org.freedesktop.DBus.Error.Disconnected',
  failed: 'org.freedesktop.DBus.Error.Failed',
  interactiveAuthorizationRequired: 'org.freedesktop.DBus.Error.InteractiveAuthorizationRequired',
  invalidArgs: 'org.freedesktop.DBus.Error.InvalidArgs',
  invalidSignature: 'org.freedesktop.DBus.Error.InvalidSignature',
  limitsExceeded: 'org.freedesktop.DBus.Error.LimitsExceeded',
  nameHasNoOwner: 'org.freedesktop.DBus.Error.NameHasNoOwner',
  noReply: 'org.freedesktop.DBus.Error.NoReply',
  propertyReadOnly: 'org.freedesktop.DBus.Error.PropertyReadOnly',
  serviceUnknown: 'org.freedesktop.DBus.Error.ServiceUnknown',
  timedOut: 'org.freedesktop.DBus.Error.TimedOut',
  unknownInterface: 'org.freedesktop.DBus.Error.UnknownInterface',
  unknownMethod: 'org.freedesktop.DBus.Error.UnknownMethod',
  unknownObject: 'org.freedesktop.DBus.Error.UnknownObject',
  unknownProperty: 'org.freedesktop.DBus.Error.UnknownProperty',
} as const;

const NOT_THERE: ReadonlySet<string> = new Set([
  DBUS_ERROR.serviceUnknown,
  DBUS_ERROR.nameHasNoOwner,
  DBUS_ERROR.timedOut, // the bus waited for an activated service that never came
  'org.freedesktop.systemd1.NoSuchUnit',
  'org.freedesktop.systemd1.LoadFailed',
  'org.freedesktop.systemd1.UnitMasked',
]);

/** The service is not running and could not be started: nobody owns the name, or its activation failed. */
export function isServiceAbsent(error: BusError): boolean {
  return error.kind === 'remote' && (NOT_THERE.has(error.name) || error.name.startsWith('org.freedesktop.DBus.Error.Spawn.'));
}
