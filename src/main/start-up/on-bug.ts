/** How the program ends. */
export interface Ending {
  readonly report: (bug: unknown) => void;
  /** Ends the app in its order: what it loaded is unloaded, then it is gone. */
  readonly quit: () => void;
  /** Ends it at once. */
  readonly exit: () => void;
}

/** What an unforeseen error does: the app ends in its order, so that nothing stays loaded; where even that fails, at once. */
export function endOnBug({ report, quit, exit }: Ending): (bug: unknown) => void {
  let isEnding = false;
  return (bug) => {
    report(bug);
    const end = isEnding ? exit : quit;
    isEnding = true;
    end();
  };
}
