import { isRecord, readSentence, type Sentence } from './sentence.ts';

/** Every-restart mode; property EveryRestart in dbus/org.quickrestart1.xml. */
export type Mode = 'off' | 'on' | 'once' | 'skip';

/** What the helper said, in English and as a sentence to be translated. */
export interface Said {
  readonly message: string;
  readonly sentence: Sentence | null;
}

/** What the helper knows about the next restart. */
export interface NextRestart {
  readonly mode: Mode;
  /** What a restart will be that nobody says more about. */
  readonly isQuick: boolean;
  /** Whether it could be a quick one on this machine at all; `said` has why not. */
  readonly isPossible: boolean;
  readonly said: Said;
}

/** The helper's properties, of which an older helper has some only: null for what it does not have or what is none. */
export interface Properties {
  readonly next: NextRestart | null;
  readonly isDue: boolean | null;
}

/** Properties of org.quickrestart1.Manager, unpacked. Never throws. */
export function readProperties(from: unknown): Properties {
  if (!isRecord(from)) return { next: null, isDue: null };
  const { EveryRestart: word, NextRestart: next, RestartRequired: due } = from;
  const mode = MODES.find((one) => one === word);
  const said = isRecord(next) ? readSaid(next) : null;
  const isKnown = mode !== undefined && said !== null && isRecord(next);
  return { next: isKnown ? { mode, isQuick: next['kind'] === 'quick', isPossible: next['possible'] !== false, said } : null, isDue: typeof due === 'boolean' ? due : null };
}

/** Why the plan of a quick restart stands against it: its first refusal. null where it is possible, and where the answer is no plan. */
export function readRefusal(plan: unknown): Said | null {
  if (!isRecord(plan) || plan['action'] === 'quick' || !Array.isArray(plan['checks'])) return null;
  const checks = plan['checks'] as readonly unknown[];
  const refusal = checks.find((check) => isRecord(check) && check['result'] === 'refusal');
  return isRecord(refusal) ? readSaid(refusal) : null;
}

/** How many of the latest quick restarts say how long the next one takes; machines change. */
const LATEST = 20;

/**
 * How long a quick restart takes here, in whole seconds: the median of the latest ones that came up. null where there is none.
 * `history`: the answer of ListHistory, the latest first.
 */
export function readUsualSeconds(history: unknown): number | null {
  if (!Array.isArray(history)) return null;
  const lengths = (history as readonly unknown[])
    .filter(isRecord)
    .filter(({ kind, cameUp }) => kind === 'quick' && cameUp === true)
    .map(({ totalSeconds }) => totalSeconds)
    .filter((seconds): seconds is number => typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0)
    .slice(0, LATEST)
    .sort((one, other) => one - other);
  const middle = lengths.length / 2;
  const [low, high] = [lengths[Math.ceil(middle) - 1], lengths[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : Math.max(1, Math.round((low + high) / 2));
}

/** What an error of the bus says to a person: its text without the error's name. */
export function readError(text: string): string {
  return text.replace(/^GDBus\.Error:[\w.]+: */, '');
}

const MODES: readonly Mode[] = ['off', 'on', 'once', 'skip'];

function readSaid({ message, messageWords }: Readonly<Record<string, unknown>>): Said | null {
  return typeof message === 'string' ? { message, sentence: readSentence(messageWords) } : null;
}
