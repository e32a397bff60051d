import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
// @ts-expect-error: a script of the build, without types
import { electronRuntime as runtimeOf, starterOf as starter } from '../../../scripts/electron/runtime.mjs';
import type { Display } from './display.ts';
import type { SampleMachine } from './sample-machine.ts';

const electronRuntime = runtimeOf as () => Promise<{ readonly kind: string; readonly folder: string; readonly version: string }>;
const starterOf = starter as (runtime: unknown, app: string) => { readonly executable: string; readonly args: readonly string[] };

const APP = 'dist/app';
/** Chromium's sandbox does not work for root; a test that runs as root starts the app as nobody. */
const NOBODY = 65534;

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
      const { ChildProgram } = await import('../dbus/child-program.ts');
      await new ChildProgram([wrapper, ...starting.args, ...words], env).ended;
    },
    stop: async () => {
      await app.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What starts the app of this checkout. */
export async function appProgram(): Promise<{ readonly executable: string; readonly args: readonly string[] }> {
  if (!existsSync(join(APP, 'main.cjs'))) throw new Error('dist/app is not built: node scripts/build-app.mjs');
  return starterOf(await electronRuntime(), APP);
}

/** An empty home of the person who runs the app. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'quick-restart-home-'));
  if (process.getuid?.() === 0) chownSync(home, NOBODY, NOBODY);
  return home;
}

/** Playwright starts one program; this one becomes somebody else first where it must. */
function writeWrapper(home: string, executable: string): string {
  const become = process.getuid?.() === 0 ? `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups ` : '';
  const wrapper = join(home, 'start-app');
  writeFileSync(wrapper, `#!/bin/sh\nexec ${become}'${executable}' "$@"\n`);
  chmodSync(wrapper, 0o755);
  return wrapper;
}
