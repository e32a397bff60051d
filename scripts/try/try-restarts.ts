import type { Machine } from '../../test/vm/machine/machine.ts';
import type { Steps } from '../guest/steps.ts';
import { measureRestart } from './measure-restart.ts';
import { promisedBy, type Proof, prove } from './proofs.ts';
import type { RestartReport } from './restart-report.ts';

/** Where the reader is told what happens. */
export interface Talk {
  readonly heading: (text: string) => void;
  readonly text: (text: string) => void;
  readonly steps: Steps;
}

/** The parts of `quick-restart plan --json` that are checked here. */
interface PlanOutput {
  readonly action: string;
  readonly commandLine: string;
  readonly addedWords: readonly string[];
  readonly entry: { readonly kernelRelease: string | null } | null;
}

/** The person looks, restarts quickly into `release`, then once ordinarily. Throws where a restart does not come. */
export async function tryRestarts(machine: Machine, release: string, talk: Talk): Promise<{ readonly quick: RestartReport; readonly ordinary: RestartReport; readonly proofs: readonly Proof[] }> {
  talk.heading('What the person sees');
  const running = await machine.root.read('uname -r');
  await show(machine, 'uname -r', talk);
  await show(machine, 'quick-restart status', talk);
  await show(machine, 'quick-restart plan', talk);
  const plan = JSON.parse(await machine.person.read('quick-restart plan --json')) as PlanOutput;

  talk.heading('Two restarts');
  const quick = await talk.steps.run('quick restart: quick-restart now --yes', () => measureRestart(machine, machine.person, 'quick-restart now --yes'));
  if (quick.requestOutput !== '') talk.text(indented(quick.requestOutput));
  const ordinary = await talk.steps.run('ordinary restart: systemctl reboot', () => measureRestart(machine, machine.person, 'systemctl reboot'));
  return { quick, ordinary, proofs: [planIsNewer(plan, running, release), ...prove(promisedBy(plan), quick), ordinaryWasOrdinary(ordinary, release)] };
}

async function show(machine: Machine, command: string, talk: Talk): Promise<void> {
  const { code, stdout, stderr } = await machine.person.run(command);
  talk.text(`  person@guest$ ${command}\n${indented(stdout + stderr)}\n`);
  if (code !== 0) throw new Error(`exit ${code} from: ${command}`);
}

function planIsNewer(plan: PlanOutput, running: string, release: string): Proof {
  const planned = plan.entry?.kernelRelease ?? 'none';
  return { claim: 'the plan is the newly installed kernel', holds: plan.action === 'quick' && planned === release && planned !== running, seen: `${plan.action}: ${running} -> ${planned}` };
}

/** Without this the comparison would compare two quick restarts, or two kernels. */
function ordinaryWasOrdinary(report: RestartReport, release: string): Proof {
  return {
    claim: 'for comparison: firmware, the same kernel',
    holds: report.firmwareStarts > 0 && report.resets > 0 && report.kernelRelease === release,
    seen: `${report.kernelRelease}, ${report.firmwareStarts > 0 ? 'through the firmware' : 'without firmware'}`,
  };
}

function indented(text: string): string {
  return text.replace(/\n$/, '').split('\n').map((line) => `    ${line}`.trimEnd()).join('\n') + '\n';
}
