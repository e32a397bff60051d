import { withAuthentication, type Authenticate } from '../use-cases/with-authentication.ts';
import type { CliContext } from './context.ts';

/** Asks for a password at the terminal where there is one; a spinner makes way for the question. */
export function authenticateAt({ console, agent }: Pick<CliContext, 'console' | 'agent'>): Authenticate {
  if (!console.canAsk) return withAuthentication(null);
  return withAuthentication({
    start: async () => {
      console.handOver();
      const running = await agent.start();
      return {
        stop: async () => {
          await running.stop();
          console.takeBack();
        },
      };
    },
  });
}
