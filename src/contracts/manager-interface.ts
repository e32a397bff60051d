/** One argument of a method or signal: its name and its D-Bus type. */
export interface Argument {
  readonly name: string;
  readonly type: string;
}

/** A D-Bus interface as it is written down, served and called; dbus/org.quickrestart1.xml documents the same. */
export interface InterfaceDescription {
  readonly name: string;
  readonly methods: Readonly<Record<string, { readonly in: readonly Argument[]; readonly out: readonly Argument[] }>>;
  /** All are read-only. `changes`: the annotation EmitsChangedSignal. */
  readonly properties: Readonly<Record<string, { readonly type: string; readonly changes: 'const' | 'true' }>>;
  readonly signals: Readonly<Record<string, readonly Argument[]>>;
}

const FLAGS: Argument = { name: 'flags', type: 't' };
const ENTRY: Argument = { name: 'entry', type: 's' };

/** `org.quickrestart1.Manager`; test/contract compares it with the reviewed XML. */
export const MANAGER = {
  name: 'org.quickrestart1.Manager',
  methods: {
    ListEntries: { in: [FLAGS], out: [{ name: 'entries', type: 'aa{sv}' }] },
    ListDiagnostics: { in: [FLAGS], out: [{ name: 'diagnostics', type: 'aa{sv}' }] },
    ListHistory: { in: [FLAGS], out: [{ name: 'history', type: 'aa{sv}' }] },
    Plan: { in: [ENTRY, FLAGS], out: [{ name: 'plan', type: 'a{sv}' }] },
    Load: { in: [ENTRY, FLAGS], out: [{ name: 'outcome', type: 'a{sv}' }] },
    Unload: { in: [FLAGS], out: [] },
    SetDefault: { in: [{ name: 'policy', type: 's' }, FLAGS], out: [] },
    SetBootLoaderDefault: { in: [ENTRY, FLAGS], out: [] },
  },
  properties: {
    Version: { type: 's', changes: 'const' },
    RunningKernelRelease: { type: 's', changes: 'const' },
    LoadedEntry: { type: 's', changes: 'true' },
    LoadedChanges: { type: 'as', changes: 'true' },
    RestartRequired: { type: 'b', changes: 'true' },
    RestartReasons: { type: 'aa{sv}', changes: 'true' },
    DefaultPolicy: { type: 's', changes: 'true' },
  },
  signals: { EntriesChanged: [] },
} as const satisfies InterfaceDescription;

export type ManagerMethod = keyof typeof MANAGER.methods;
export type ManagerProperty = keyof typeof MANAGER.properties;

/** The types of a list of arguments as one D-Bus signature: `s` and `t` give `st`. */
export function signatureOf(members: readonly Argument[]): string {
  return members.map((one) => one.type).join('');
}
