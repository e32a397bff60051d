import { FLAGS, MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';

/**
 * A program that arms `once` for as long as it is on the bus, as the extension of GNOME Shell does, and stays. The machine has node, and no client of
 * the bus that stays: so it writes its two messages itself (D-Bus Specification, "Message Format").
 */
const PROGRAM = `
const socket = require('net').connect('/run/dbus/system_bus_socket');
const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
const number = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
const text = (value) => Buffer.concat([number(value.length), Buffer.from(value + '\\0')]);
const field = ([code, type, value]) => Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), type === 'g' ? Buffer.from([value.length, ...Buffer.from(value), 0]) : text(value)]);
const call = (serial, fields, body) => {
  const head = fields.map((one, at) => (at + 1 < fields.length ? padded(field(one)) : field(one)));
  const size = head.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([padded(Buffer.concat([Buffer.from([108, 1, 0, 1]), number(body.length), number(serial), number(size), ...head])), body]);
};
socket.write('\\0AUTH EXTERNAL ' + Buffer.from(String(process.getuid())).toString('hex') + '\\r\\n');
socket.once('data', () => {
  socket.write('BEGIN\\r\\n');
  socket.write(call(1, [[1, 'o', '/org/freedesktop/DBus'], [2, 's', 'org.freedesktop.DBus'], [3, 's', 'Hello'], [6, 's', 'org.freedesktop.DBus']], Buffer.alloc(0)));
  socket.write(call(2, [[1, 'o', '${OBJECT_PATH}'], [2, 's', '${MANAGER.name}'], [3, 's', 'SetEveryRestart'], [6, 's', '${BUS_NAME}'], [8, 'g', 'st']], Buffer.concat([padded(text('once')), number(${FLAGS.whileOnBus}), number(0)])));
  socket.resume();
});
`;

/** Starts it, and waits until the mode is set. */
export const ARMS_AND_STAYS = `cat >/run/arms-and-stays.cjs <<'END'${PROGRAM}END\nnode /run/arms-and-stays.cjs </dev/null >/dev/null 2>&1 & until quick-restart every-restart status --json | grep -F '"mode": "once"'; do sleep 0.2; done`;
/** It ends as a program does that crashes. */
export const CRASHES = 'pkill -KILL -f ^node./run/arms-and-stays.cjs; sleep 2';
/** logind waits before each shutdown, for as long as it does at most. */
export const DELAYED = '{ systemd-inhibit --who=walk --what=shutdown --mode=delay sleep 600 </dev/null >/dev/null 2>&1 & until systemd-inhibit --list | grep walk; do sleep 0.2; done; }';
