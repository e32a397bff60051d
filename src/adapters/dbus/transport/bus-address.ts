import { err, ok, type Result } from '../../../core/result.ts';

/** Where the system bus listens unless DBUS_SYSTEM_BUS_ADDRESS says otherwise; D-Bus Specification, "Well-known Message Bus Instances". */
export const SYSTEM_BUS_ADDRESS = 'unix:path=/run/dbus/system_bus_socket';

/**
 * Unix sockets of a bus address in the order in which they are to be tried, ready for `net.connect({ path })`;
 * an abstract socket begins with NUL. Other transports are left out: a root helper neither talks over
 * the network nor starts the program that `unixexec:` names. Errors: a sentence when nothing usable is left.
 * D-Bus Specification, "Server Addresses".
 *
 * @example parseBusAddress('unix:path=/run/dbus/system_bus_socket')
 */
export function parseBusAddress(address: string): Result<readonly string[], string> {
  const sockets = address
    .split(';')
    .map(socketOf)
    .filter((one) => one !== null);
  return sockets.length > 0 ? ok(sockets) : err(`The bus address “${address}” names no unix socket.`);
}

function socketOf(alternative: string): string | null {
  if (!alternative.startsWith('unix:')) return null;
  const keys = new Map(alternative.slice('unix:'.length).split(',').map(keyAndValue));
  const path = unescape(keys.get('path') ?? '');
  if (path === null) return null;
  if (path !== '') return path;
  const abstract = unescape(keys.get('abstract') ?? '');
  return abstract === null || abstract === '' ? null : `\0${abstract}`;
}

function keyAndValue(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

function unescape(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
