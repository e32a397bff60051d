import type { Result } from '../../src/core/result.ts';
import { ok } from '../../src/core/result.ts';
import type { DesktopSession, SessionError, SessionManager, SessionOutcome } from '../../src/ports/session-manager.ts';

/** A desktop in memory whose session manager answers what a test wants, and notes how often it was asked. */
export class FakeSession implements DesktopSession {
  asked = 0;
  answer: Result<SessionOutcome, SessionError> = ok('ending');
  /** While programs ask; the restart waits for it. */
  during: () => unknown = () => undefined;
  there = true;
  processId: number | null = null;

  pid(): Promise<number | null> {
    return Promise.resolve(this.processId);
  }

  manager(): Promise<SessionManager | null> {
    const restart = async (): Promise<Result<SessionOutcome, SessionError>> => {
      this.asked += 1;
      await this.during();
      return this.answer;
    };
    return Promise.resolve(this.there ? { restart } : null);
  }
}
