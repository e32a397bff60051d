import { readFileSync } from 'node:fs';
import { MANAGER } from '../contracts/manager-interface.ts';
import { BUS_NAME, ERROR_PREFIX, OBJECT_PATH } from '../contracts/names.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Journal } from '../ports/journal.ts';
import type { RuntimeNote } from '../ports/restart-source.ts';
import type { Engine } from '../use-cases/engine.ts';
import { Logind } from '../adapters/dbus/logind.ts';
import { watchPackageKit } from '../adapters/dbus/packagekit.ts';
import { Polkit } from '../adapters/dbus/polkit.ts';
import { BusConnection } from '../adapters/dbus/transport/bus-connection.ts';
import { ObjectServer } from '../adapters/dbus/transport/object-server.ts';
import { callBus } from '../adapters/dbus/transport/watch-signals.ts';
import { Authorizer } from './authorizer.ts';
import { identify } from './caller.ts';
import { ChangeNotifier } from './change-notifier.ts';
import { HeldMode } from './held-mode.ts';
import { IdleExit, NODE_TIMERS } from './idle-exit.ts';
import { managerHandlers, managerProperties } from './manager-service.ts';
import { PackageKitMemory } from './package-kit-memory.ts';

/** What the helper is made of and how it behaves. */
export interface HelperParts {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly busAddress: string;
  /** How long nobody must ask for anything before the helper ends; 0: it stays. */
  readonly idleMs: number;
  /** Aborts when the service manager asks the helper to end. */
  readonly stop: AbortSignal;
  /** What helpers of this boot remember for each other; without them each helper starts anew. */
  readonly notes?: { readonly told: RuntimeNote; readonly packageKit: RuntimeNote };
}

/** 64 people at once are served; one who asks for more at a time waits for nobody but themselves. */
const LIMITS = { perSender: 16, inAll: 256 };
const DO_NOT_QUEUE = 4;
const PRIMARY_OWNER = 1;
/** Time for aborted work to unload what it loaded. */
const UNWIND_MS = 45_000;
const MACHINE_ID_FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

type End = { readonly why: 'idle' | 'stopped' } | { readonly why: 'bus-gone'; readonly reason: string };

/**
 * Runs the helper to its end: takes back what a killed predecessor left, serves, and ends when idle, when told to, or when
 * the bus goes. Returns the exit code: 0, or 1 where it could not serve or lost the bus.
 */
export async function runHelper(parts: HelperParts): Promise<number> {
  const recovered = await parts.engine.recover();
  if (!recovered.ok) parts.journal.error(recovered.error.message);
  const opened = await BusConnection.open(parts.busAddress);
  if (!opened.ok) return fail(parts.journal, `The system bus cannot be reached: ${opened.error.message}`);
  const bus = opened.value;
  let idle: IdleExit | null = null;
  // A transaction of PackageKit counts as a call: who ends in the middle of it misses what it asks for. So does a mode that is held for a caller.
  const busy = { calls: 0, transactions: 0, held: 0 };
  const countChanged = (change: Partial<typeof busy>): void => {
    Object.assign(busy, change);
    idle?.countChanged(busy.calls + busy.transactions + busy.held);
  };
  const { server, lookAgain } = serveManager(bus, parts, { onCount: (calls) => countChanged({ calls }), onHeld: (isHeld) => countChanged({ held: isHeld ? 1 : 0 }) });
  const named = await goPublic(bus, server);
  if (!named.ok) {
    await bus.close();
    return fail(parts.journal, named.error);
  }
  void listenToPackageKit(bus, parts, lookAgain, (running) => countChanged({ transactions: running ? 1 : 0 }));
  const end = await new Promise<End>((resolve) => {
    if (parts.idleMs > 0) idle = new IdleExit({ delayMs: parts.idleMs, onIdle: () => resolve({ why: 'idle' }), timers: NODE_TIMERS });
    countChanged({}); // the call that started us comes with the name, and may be counted already
    void bus.closed.then((reason) => {
      server.stop();
      resolve({ why: 'bus-gone', reason });
    });
    if (parts.stop.aborted) resolve({ why: 'stopped' });
    parts.stop.addEventListener('abort', () => resolve({ why: 'stopped' }));
  });
  idle = null;
  return wind(end, bus, server, parts.journal);
}

/** The object on the bus, and what makes it tell changes that nobody asked for. */
function serveManager(bus: BusConnection, { engine, journal, notes }: HelperParts, { onCount, onHeld }: { readonly onCount: (count: number) => void; readonly onHeld: (isHeld: boolean) => void }): { readonly server: ObjectServer; readonly lookAgain: () => void } {
  const announcer = {
    emit: (signal: 'EntriesChanged') => server.emit(signal),
    emitChanged: (values: Readonly<Record<string, unknown>>, names: readonly string[]) => server.emitChanged(values, names),
  };
  const onFailure = (detail: string): void => journal.warning(`What clients were told could not be kept, so they may be told twice: ${detail}`);
  const notifier = new ChangeNotifier(announcer, notes === undefined ? null : { note: notes.told, onFailure });
  const authorizer = new Authorizer(new Polkit(bus));
  const logind = new Logind(bus);
  const held = new HeldMode({ engine, notifier, journal, onHeld, isGoingDown: () => logind.isGoingDown(), timers: NODE_TIMERS });
  const object = {
    path: OBJECT_PATH,
    description: MANAGER,
    methods: managerHandlers({ engine, authorizer, notifier, held, journal, identify: (call) => identify(bus, call) }),
    properties: () => managerProperties({ engine, notifier }),
    machineId,
  };
  const server = new ObjectServer(bus, object, { limits: LIMITS, internalError: `${ERROR_PREFIX}Internal`, journal, onCount, onLeft: (name) => void held.left(name) });
  return { server, lookAgain: () => void managerProperties({ engine, notifier }) };
}

/** Notes what PackageKit asks for while this helper runs. Where the bus refuses, the other sources remain. */
async function listenToPackageKit(bus: BusConnection, { notes, journal }: HelperParts, lookAgain: () => void, onRunning: (running: boolean) => void): Promise<void> {
  if (notes === undefined) return;
  const memory = new PackageKitMemory(notes.packageKit, (detail) => journal.warning(`What PackageKit asked for could not be kept: ${detail}`));
  const watching = await watchPackageKit(bus, {
    onRestart: (restart) => {
      if (memory.add(restart)) lookAgain();
    },
    onRunning,
  });
  if (!watching.ok) journal.warning(`PackageKit is not listened to: ${watching.error.message}`);
}

/** Answers first, then takes the name, so that nobody finds the name without its object. */
async function goPublic(bus: BusConnection, server: ObjectServer): Promise<Result<null, string>> {
  const started = await server.start();
  if (!started.ok) return err(`The system bus refused a match rule: ${started.error.message}`);
  const asked = await callBus(bus, 'RequestName', 'su', [BUS_NAME, DO_NOT_QUEUE], 'u');
  if (!asked.ok) return err(`The name ${BUS_NAME} was refused: ${asked.error.message}`);
  return asked.value[0] === PRIMARY_OWNER ? ok(null) : err(`Another process owns the name ${BUS_NAME}.`);
}

async function wind(end: End, bus: BusConnection, server: ObjectServer, journal: Journal): Promise<number> {
  if (end.why === 'idle') {
    // Calls that reached us before the bus heard of this are still answered; later ones start a new helper.
    await callBus(bus, 'ReleaseName', 's', [BUS_NAME], 'u');
  } else {
    if (end.why === 'bus-gone') journal.error(`The connection to the system bus was lost: ${end.reason}`);
    server.stop();
  }
  const deadline = Date.now() + UNWIND_MS;
  while (server.count > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  await bus.close();
  return end.why === 'bus-gone' ? 1 : 0;
}

function fail(journal: Journal, message: string): number {
  journal.error(message);
  return 1;
}

function machineId(): string | null {
  for (const file of MACHINE_ID_FILES) {
    try {
      const id = readFileSync(file, 'latin1').trim();
      if (/^[0-9a-f]{32}$/.test(id)) return id;
    } catch {
      continue; // the next place; the specification knows both
    }
  }
  return null;
}
