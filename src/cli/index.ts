import { constants, release } from 'node:os';
import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import type { RunningAgent } from '../ports/authentication-agent.ts';
import type { StopJournal } from '../ports/stop-journal.ts';
import { LocalBootFiles } from '../adapters/boot-files/local-boot-files.ts';
import { runningInitrdTools } from '../adapters/machine-facts/initrd-tools.ts';
import { readStandingFacts } from '../adapters/machine-facts/running-machine.ts';
import { isRemoteSession } from '../adapters/machine-facts/own-session.ts';
import { ok } from '../core/result.ts';
import { openChainload } from './chainload/open.ts';
import { Connections } from './connections.ts';
import { createConsole } from './console.ts';
import { openTarget } from './open-target.ts';
import { run } from './run.ts';
import { paragraph } from './text/layout.ts';
import { span } from './text/style.ts';
import { withOwnSight } from '../use-cases/with-own-sight.ts';

declare const __VERSION__: string | undefined; // by the bundler

const environment = process.env;
const version = typeof __VERSION__ === 'string' ? __VERSION__ : 'source';
const interrupted = new AbortController();
let held = false;

for (const stream of [process.stdout, process.stderr]) {
  // Whoever read our output has gone. That must not stop an unload that is still to be done.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const console = createConsole({
  stdout: process.stdout,
  stderr: process.stderr,
  // Opened only where a question is asked.
  get stdin() {
    return process.stdin;
  },
  environment,
});

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    const exitCode = 128 + constants.signals[name];
    if (!held) process.exit(exitCode);
    if (interrupted.signal.aborted) {
      console.tell([paragraph([span('Stopped at once. See whether a kernel is still loaded: quick-restart status')])]);
      process.exit(exitCode);
    }
    console.tell([paragraph([span('Cancelling. Once more to stop at once.')])]);
    interrupted.abort(exitCode);
  });
}

const warn = (message: string): void => console.tell([paragraph([span(message)])]);
const connections = new Connections({
  version,
  busAddress: environment['DBUS_SYSTEM_BUS_ADDRESS'] ?? null,
  signal: interrupted.signal,
  warn,
});

/** sudo and pkexec leave the number of the person behind them. */
const behind = [environment['SUDO_UID'], environment['PKEXEC_UID']].filter((uid) => uid !== undefined && uid !== '').map(Number);

async function startAgent(): Promise<RunningAgent> {
  const { PkttyAgent } = await import('../adapters/authentication-agent/pkttyagent.ts');
  return new PkttyAgent({ subjectPid: process.pid }).start();
}

async function readStops(): ReturnType<StopJournal['read']> {
  const { StopJournalTool } = await import('../adapters/journal/stop-journal-tool.ts');
  return new StopJournalTool().read();
}

/** Only this program knows where its person sits, and sees everybody's processes; a plan is told when one is made. */
async function openService(root: string | null): ReturnType<Connections['openService']> {
  const service = await connections.openService(root);
  return service.ok ? ok(seenByPerson(service.value, root)) : service;
}

function seenByPerson(service: QuickRestartService, root: string | null): QuickRestartService {
  const session = { sshConnection: environment['SSH_CONNECTION'], sessionId: environment['XDG_SESSION_ID'] };
  const files = new LocalBootFiles('/');
  // The plan of another system restarts nothing here.
  const initrdTools = root === null ? (): ReturnType<typeof runningInitrdTools> => runningInitrdTools(files) : null;
  const machine = root === null ? (): ReturnType<typeof readStandingFacts> => readStandingFacts(files) : null;
  return withOwnSight(service, { isRemote: () => isRemoteSession(files, session), initrdTools, machine });
}

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    version,
    console,
    runningKernelRelease: release(),
    readCommandLine: () => {
      const text = new LocalBootFiles('/').readText('/proc/cmdline', 64 * 1024);
      return text.ok ? text.value.text : null;
    },
    ownUids: [process.getuid?.() ?? 0, ...behind],
    isRoot: process.geteuid?.() === 0,
    interrupts: { signal: interrupted.signal, hold: () => (held = true) },
    agent: { start: startAgent },
    stopJournal: { read: readStops },
    openService,
    openServiceWith: async (entry) => ok(seenByPerson(await connections.openServiceWith(entry), null)),
    openChainload: () => openChainload({ version, warn, uid: process.getuid?.() ?? 0 }),
    openTarget,
    openRestartManager: () => connections.openRestartManager(),
  });
  await connections.close();
}

void main();
