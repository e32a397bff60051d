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

const FLAGS_ARGUMENT: Argument = { name: 'flags', type: 't' };
const ENTRY: Argument = { name: 'entry', type: 's' };

/** `org.quickrestart1.Manager`; test/contract compares it with the reviewed XML. */
export const MANAGER = {
  name: 'org.quickrestart1.Manager',
  methods: {
    ListEntries: { in: [FLAGS_ARGUMENT], out: [{ name: 'entries', type: 'aa{sv}' }] },
    ListDiagnostics: { in: [FLAGS_ARGUMENT], out: [{ name: 'diagnostics', type: 'aa{sv}' }] },
    ListHistory: { in: [FLAGS_ARGUMENT], out: [{ name: 'history', type: 'aa{sv}' }] },
    Plan: { in: [ENTRY, FLAGS_ARGUMENT], out: [{ name: 'plan', type: 'a{sv}' }] },
    Load: { in: [ENTRY, FLAGS_ARGUMENT], out: [{ name: 'outcome', type: 'a{sv}' }] },
    Unload: { in: [FLAGS_ARGUMENT], out: [] },
    SetDefault: { in: [{ name: 'policy', type: 's' }, FLAGS_ARGUMENT], out: [] },
    Trust: { in: [ENTRY, FLAGS_ARGUMENT], out: [] },
    SetEveryRestart: { in: [{ name: 'mode', type: 's' }, FLAGS_ARGUMENT], out: [] },
    SetBootLoaderDefault: { in: [ENTRY, FLAGS_ARGUMENT], out: [] },
    SetOneShotEntry: { in: [ENTRY, FLAGS_ARGUMENT], out: [] },
  },
  properties: {
    Version: { type: 's', changes: 'const' },
    RunningKernelRelease: { type: 's', changes: 'const' },
    LoadedEntry: { type: 's', changes: 'true' },
    LoadedChanges: { type: 'as', changes: 'true' },
    RestartRequired: { type: 'b', changes: 'true' },
    RestartReasons: { type: 'aa{sv}', changes: 'true' },
    FailedRestarts: { type: 'aa{sv}', changes: 'true' },
    DefaultPolicy: { type: 's', changes: 'true' },
    EveryRestart: { type: 's', changes: 'true' },
    NextRestart: { type: 'a{sv}', changes: 'true' },
  },
  signals: { EntriesChanged: [] },
} as const satisfies InterfaceDescription;

/** Bits of `flags`, which every method takes; unknown ones are refused, and so are those of another method. Each is documented in the XML. */
export const FLAGS = {
  /** SetEveryRestart only: `once` and `skip` are taken back where the caller leaves the bus while the machine stays up. */
  whileOnBus: 0x1n,
  /** An error answer carries, behind its text, an a{sv} with messageWords and hintWords. */
  errorWords: 0x10000n,
} as const;

export type ManagerMethod = keyof typeof MANAGER.methods;
export type ManagerProperty = keyof typeof MANAGER.properties;

/** The types of a list of arguments as one D-Bus signature: `s` and `t` give `st`. */
export function signatureOf(members: readonly Argument[]): string {
  return members.map((one) => one.type).join('');
}
