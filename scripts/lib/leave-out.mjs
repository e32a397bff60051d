// What the bundles do without: parts of dbus-native that serve other uses of it than ours (docs/decisions/0001-d-bus-library.md), and
// the XML reader that those parts load. Less code in a process that runs as root, and less to load at each start.
const PARTS_OF_DBUS_NATIVE = [
  'broker', 'bus', 'define-interface', 'introspect', 'managed-objects', 'object-manager', 'proxy', 'server', 'server-handshake', 'signal-stream', 'stdifaces', 'transport-bun',
];
const STAND_IN = "module.exports = () => { throw new Error('This part of dbus-native is not in the bundle: scripts/lib/leave-out.mjs'); };";

/** An esbuild plugin; a call of what is left out throws. */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onLoad({ filter: new RegExp(`/dbus-native/lib/(?:${PARTS_OF_DBUS_NATIVE.join('|')})\\.js$`) }, () => ({ contents: STAND_IN }));
    build.onResolve({ filter: /^xml2js$/ }, () => ({ path: 'xml2js', namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: STAND_IN }));
  },
};
