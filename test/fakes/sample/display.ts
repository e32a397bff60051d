import { ChildProgram } from '../dbus/child-program.ts';

/** A screen in memory for one test file. */
export interface Display {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts an Xvfb on a number that is free. Whoever is on this computer may show something there: the app runs as another user than its test. */
export async function startDisplay(size = '1280x800'): Promise<Display> {
  const server = new ChildProgram(['/usr/bin/Xvfb', '-displayfd', '1', '-screen', '0', `${size}x24`, '-ac', '-nolisten', 'tcp', '-noreset']);
  await server.saw(/^\d+\n/m);
  const number = /^(\d+)\n/m.exec(server.output)?.[1] ?? '';
  return {
    environment: { DISPLAY: `:${number}` },
    stop: async () => {
      await server.end();
    },
  };
}
