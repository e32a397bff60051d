import { chownSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronRuntime, starterOf } from '../../../scripts/electron/runtime.mjs';

const APP = 'dist/app';
/** Chromium's sandbox does not work for root; where a test runs as root, the app is started as nobody. */
const NOBODY = 65534;

/** What starts the app of this checkout. */
export async function appProgram(): Promise<{ readonly executable: string; readonly args: readonly string[] }> {
  if (!existsSync(join(APP, 'main.cjs'))) throw new Error('dist/app is not built: node scripts/build-app.mjs');
  return starterOf(await electronRuntime(), APP);
}

/** The program behind what makes root somebody else. */
export function becomeSomebody(executable: string): readonly string[] {
  return process.getuid?.() === 0 ? ['/usr/bin/setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', executable] : [executable];
}

/** An empty home of the person who runs the app. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'quick-restart-home-'));
  if (process.getuid?.() === 0) chownSync(home, NOBODY, NOBODY);
  return home;
}
