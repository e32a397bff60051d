import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desktop } from '../../test/desktop/support/desktop.ts';
import { sleep, until } from '../../test/fakes/dbus/child-program.ts';
import { useOf } from './processes.ts';

/** Until a start has calmed down. */
const CALM_MS = 3_000;
const BEGINS = /^libmutter-Message: (\d+):(\d+):([\d.]+): Running GNOME Shell/m;
const STARTED = /^GNOME Shell-Message: (\d+):(\d+):([\d.]+): GNOME Shell started at/m;

/** A start of GNOME Shell. */
export interface Start {
  /** From its first words to those with which it has started, by its own clock. */
  readonly startMs: number;
  /** What it had used of the processor a little later. */
  readonly processorMs: number;
}

/** Starts GNOME Shell with these extensions, and ends it. Nobody asks it anything meanwhile. */
export async function startOf(desktop: Desktop, extensions: readonly string[]): Promise<Start> {
  const log = (): string => readFileSync(join(desktop.out, 'shell.log'), 'utf8');
  await desktop.logIn({ extensions });
  await until(() => STARTED.test(log()), 'GNOME Shell started', 60_000);
  await sleep(CALM_MS);
  const { processorMs } = await useOf(desktop);
  const startMs = msOfDay(STARTED.exec(log())) - msOfDay(BEGINS.exec(log()));
  await desktop.logOut();
  return { startMs: startMs < 0 ? startMs + 86_400_000 : startMs, processorMs };
}

function msOfDay(time: RegExpExecArray | null): number {
  const [, hours, minutes, seconds] = time ?? [];
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
