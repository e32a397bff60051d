import { useRef, useState } from 'preact/hooks';
import type { SettingsChange, SettingsView } from '../../contracts/app/settings-window.ts';
import { bridge } from '../common/bridge.ts';

/** A way to ask for a change, and what is being asked for: controls show that until the answer is there. */
export interface Changes {
  readonly wanted: SettingsChange | null;
  readonly ask: (change: SettingsChange) => void;
}

/** Asks the main process for changes; an answer ends the wish, so that a denied control shows its old value again. */
export function useChanges(view: Pick<SettingsView, 'changing'>): Changes {
  const [asked, setAsked] = useState<SettingsChange | null>(null);
  const [isAnswered, setAnswered] = useState(true);
  const latest = useRef<SettingsChange | null>(null);
  const isUnderWay = asked !== null && (!isAnswered || view.changing === asked.kind);
  return {
    wanted: isUnderWay ? asked : null,
    ask: (change) => {
      latest.current = change;
      setAsked(change);
      setAnswered(false);
      void bridge()
        .call('change', change)
        // The answer to an earlier wish says nothing about this one.
        .finally(() => latest.current === change && setAnswered(true));
    },
  };
}
