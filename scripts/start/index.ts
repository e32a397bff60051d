// Starts the tray app from this checkout:  node scripts/start/index.ts [--sample NAME] [--restart|--settings|--background]
// NAME is one of samples.ts; 1 means the usual one. Called by `make start`, which has built dist/app.
import { spawn } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { appProgram, becomeSomebody, makeHome } from '../../test/fakes/sample/app-program.ts';
import { SAMPLES } from './samples.ts';

const words = process.argv.slice(2);
const problem = screenProblem();
if (problem !== '') {
  console.error(problem);
  process.exit(1);
}
const at = words.indexOf('--sample');
process.exitCode = at < 0 ? await startHere(words) : await startOnSample(words[at + 1] ?? '1', [...words.slice(0, at), ...words.slice(at + 2)]);

/** Why nothing could be seen; empty where it can. */
function screenProblem(): string {
  if (process.env['WAYLAND_DISPLAY'] !== undefined || process.env['DISPLAY'] !== undefined) return '';
  return 'There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). Run it in a desktop session, or with one in memory: xvfb-run -a make start';
}

async function startHere(args: readonly string[]): Promise<number> {
  if (process.getuid?.() === 0) {
    console.error("The app belongs to a desktop session and its sandbox does not work for root. Start it as the person whose desktop this is; or try 'make start SAMPLE=1'.");
    return 1;
  }
  if (!existsSync('/usr/share/dbus-1/system-services/org.quickrestart1.service')) {
    console.error("The helper is not installed here, so the app will say so and offer ordinary restarts only. For the whole: 'make deb' and install the package, or 'make start SAMPLE=1'.");
  }
  return run(await appProgram(), args, process.env);
}

async function startOnSample(name: string, args: readonly string[]): Promise<number> {
  const options = SAMPLES[name];
  if (options === undefined) {
    console.error(`There is no sample ${name}. There are: ${Object.keys(SAMPLES).join(', ')}`);
    return 2;
  }
  const { SampleMachine } = await import('../../test/fakes/sample/sample-machine.ts');
  const machine = await SampleMachine.start(options);
  console.log('A sample machine: restarts in the app reach stand-ins only. Ctrl+C ends it.');
  const home = makeHome();
  try {
    return await run(await appProgram(), args, { ...process.env, ...machine.environment(home), ...lendScreen(home) });
  } finally {
    rmSync(home, { recursive: true, force: true });
    console.log(`kexec(8) was called: ${machine.kexecCalls.length} times. logind was asked: ${machine.restarts.join(', ') || 'nothing'}`);
    await machine.stop();
  }
}

/** Root's app runs as somebody else, who needs root's key to the screen. */
function lendScreen(home: string): Readonly<Record<string, string>> {
  const key = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority');
  if (process.getuid?.() !== 0 || !existsSync(key)) return {};
  const copy = join(home, '.Xauthority');
  copyFileSync(key, copy);
  const { uid, gid } = statSync(home);
  chownSync(copy, uid, gid);
  return { XAUTHORITY: copy };
}

async function run({ executable, args: own }: Awaited<ReturnType<typeof appProgram>>, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [program = '', ...before] = becomeSomebody(executable);
  const child = spawn(program, [...before, ...own, ...args], { env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`The app could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}
