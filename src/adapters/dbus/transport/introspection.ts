import { signatureOf, type Argument, type InterfaceDescription } from '../../../contracts/manager-interface.ts';

const DOCTYPE = '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"\n "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">\n';

/** The interfaces that every object has; D-Bus Specification, "Standard Interfaces". Without the two signals of nobody's use here. */
export const STANDARD_INTERFACES = [
  {
    name: 'org.freedesktop.DBus.Peer',
    methods: { Ping: { in: [], out: [] }, GetMachineId: { in: [], out: [{ name: 'machine_uuid', type: 's' }] } },
    properties: {},
    signals: {},
  },
  {
    name: 'org.freedesktop.DBus.Introspectable',
    methods: { Introspect: { in: [], out: [{ name: 'xml_data', type: 's' }] } },
    properties: {},
    signals: {},
  },
  {
    name: 'org.freedesktop.DBus.Properties',
    methods: {
      Get: { in: [{ name: 'interface_name', type: 's' }, { name: 'property_name', type: 's' }], out: [{ name: 'value', type: 'v' }] },
      GetAll: { in: [{ name: 'interface_name', type: 's' }], out: [{ name: 'properties', type: 'a{sv}' }] },
      Set: { in: [{ name: 'interface_name', type: 's' }, { name: 'property_name', type: 's' }, { name: 'value', type: 'v' }], out: [] },
    },
    properties: {},
    signals: {
      PropertiesChanged: [
        { name: 'interface_name', type: 's' },
        { name: 'changed_properties', type: 'a{sv}' },
        { name: 'invalidated_properties', type: 'as' },
      ],
    },
  },
] as const satisfies readonly InterfaceDescription[];

/** The introspection document of an object with these interfaces; D-Bus Specification, "Introspection Data Format". */
export function introspectObject(interfaces: readonly InterfaceDescription[]): string {
  return `${DOCTYPE}<node>\n${interfaces.map(interfaceXml).join('')}</node>\n`;
}

/**
 * The introspection document of a path above the object at `path`, so that tools find their way down;
 * null where `parent` is not above it.
 *
 * @example introspectParent('/org', '/org/quickrestart1') // names the child quickrestart1
 */
export function introspectParent(parent: string, path: string): string | null {
  const prefix = parent === '/' ? '/' : `${parent}/`;
  if (!path.startsWith(prefix)) return null;
  const child = path.slice(prefix.length).split('/')[0] ?? '';
  return `${DOCTYPE}<node>\n <node name="${child}"/>\n</node>\n`;
}

function interfaceXml(one: InterfaceDescription): string {
  const methods = Object.entries(one.methods).map(
    ([name, method]) => `  <method name="${name}">\n${args(method.in, 'in')}${args(method.out, 'out')}  </method>\n`,
  );
  const properties = Object.entries(one.properties).map(
    ([name, property]) =>
      `  <property name="${name}" type="${property.type}" access="read">\n   <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="${property.changes}"/>\n  </property>\n`,
  );
  const signals = Object.entries(one.signals).map(([name, members]) => `  <signal name="${name}">\n${args(members, null)}  </signal>\n`);
  return ` <interface name="${one.name}">\n${[...methods, ...properties, ...signals].join('')} </interface>\n`;
}

function args(members: readonly Argument[], direction: 'in' | 'out' | null): string {
  const attribute = direction === null ? '' : ` direction="${direction}"`;
  return members.map((one) => `   <arg name="${one.name}" type="${signatureOf([one])}"${attribute}/>\n`).join('');
}
