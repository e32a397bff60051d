import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { ChildProgram } from '../dbus/child-program.ts';
import { appProgram, becomeSomebody, makeHome } from './app-program.ts';
import type { Display } from './display.ts';
import type { SampleMachine } from './sample-machine.ts';

/** The app, started on a sample machine. */
export interface RunningApp {
  readonly app: ElectronApplication;
  /** The person's home, empty at the start. */
  readonly home: string;
  /** Starts the app a second time, as a click on the launcher does; resolves when that process has ended. */
  startAgain(...args: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `dist/app` (built by scripts/build-app.mjs) with Playwright attached, its sandbox on. */
export async function runApp(machine: SampleMachine, display: Display, args: readonly string[] = [], home = makeHome()): Promise<RunningApp> {
  const starting = await appProgram();
  const env = { ...machine.environment(home), ...display.environment, PATH: '/usr/bin:/bin' };
  const wrapper = writeWrapper(home, starting.executable);
  const app = await _electron.launch({ executablePath: wrapper, args: [...starting.args, ...args], env, cwd: home, timeout: 30_000 });
  return {
    app,
    home,
    startAgain: async (...words) => {
      await new ChildProgram([wrapper, ...starting.args, ...words], env).ended;
    },
    stop: async () => {
      await app.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Playwright starts one program; this one becomes somebody else first where it must. */
function writeWrapper(home: string, executable: string): string {
  const wrapper = join(home, 'start-app');
  writeFileSync(wrapper, `#!/bin/sh\nexec ${becomeSomebody(executable).map((word) => `'${word}'`).join(' ')} "$@"\n`);
  chmodSync(wrapper, 0o755);
  return wrapper;
}
