import { err, ok, type Result } from '../../../core/result.ts';
import type { SessionError, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { watchSignals, type WantedSignals } from '../transport/watch-signals.ts';
import { sessionError } from './session-call.ts';

/** What a session manager tells while it ends the session. */
export interface EndSigns {
  readonly signals: WantedSignals;
  /** What a signal means; null: nothing yet. */
  readonly meaning: (member: string, body: readonly unknown[]) => SessionOutcome | null;
  /** What it means when the owner of the name goes. */
  readonly onGone: () => Promise<SessionOutcome>;
  /** Another name, which goes when the session has ended. */
  readonly endsWith?: string;
  /** Whether logind prepares a shutdown, for one that itself tells nobody and stays; null: it does not answer. */
  readonly isGoingDown?: () => Promise<boolean | null>;
  /** Asks for the restart; signals count from then on. */
  readonly ask: () => Promise<Result<unknown, SessionError>>;
}

const LOOK_MS = 1_000;

/** Asks, and waits for the first sign of what became of it. A bus that ends is a session that has ended. */
export async function watchedEnd(bus: BusConnection, { signals, meaning, onGone, endsWith, isGoingDown, ask }: EndSigns): Promise<Result<SessionOutcome, SessionError>> {
  let tell: (outcome: SessionOutcome) => void = () => undefined;
  const told = new Promise<SessionOutcome>((resolve) => (tell = resolve));
  let asked = false;
  const watching = await watchSignals(bus, signals, {
    onSignal: (member, body) => {
      const outcome = asked ? meaning(member, body) : null;
      if (outcome !== null) tell(outcome);
    },
    onOwner: (owner) => (owner === '' && asked ? void onGone().then(tell) : undefined),
  });
  if (!watching.ok) return err(sessionError(watching.error));
  const ended = endsWith === undefined ? null : await watchSignals(bus, { name: endsWith, interface: endsWith }, { onSignal: () => undefined, onOwner: (owner) => (owner === '' && asked ? tell('ending') : undefined) });
  asked = true;
  const looking = isGoingDown === undefined ? undefined : setInterval(() => void isGoingDown().then((goes) => (goes === true ? tell('ending') : undefined)), LOOK_MS);
  const taken = await ask();
  const outcome = taken.ok ? ok(await Promise.race([told, bus.closed.then(() => 'ending' as const)])) : taken;
  clearInterval(looking);
  void watching.value();
  if (ended?.ok === true) void ended.value();
  return outcome;
}
