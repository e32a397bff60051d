/** Asks the person for a password on behalf of polkit, where no desktop's agent does. */
export interface AuthenticationAgent {
  /**
   * Settles when the agent has registered, or when it is known that it will not (not installed, another agent is there
   * already): polkit then uses what there is, or refuses. Stop it when the call that needed it has ended.
   */
  start(): Promise<RunningAgent>;
}

/** An agent that was started. */
export interface RunningAgent {
  stop(): Promise<void>;
}
