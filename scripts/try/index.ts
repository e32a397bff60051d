// make try: a whole Debian machine gets a newer kernel, restarts quickly, then ordinarily; measured, proven, compared.
// Exit codes: 0 all holds, 1 something does not (it says what).
import { availableParallelism, loadavg } from 'node:os';
import { accelerator } from '../../test/vm/machine/accelerator.ts';
import { startCopy } from '../../test/vm/machine/working-copy.ts';
import { guestImage } from '../guest/image.ts';
import { stepsTo } from '../guest/steps.ts';
import { builtPackage, installNewerKernel, installPackage } from './guest-packages.ts';
import { caveats, heading, picture, proofLines, type Style } from './picture.ts';
import { type Talk, tryRestarts } from './try-restarts.ts';

const write = (text: string): void => void process.stdout.write(text);
const style: Style = { colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined, columns: process.stdout.isTTY ? process.stdout.columns : 80 };
const steps = stepsTo(write);
const talk: Talk = { heading: (text) => write(heading(text, style)), text: write, steps };

async function main(): Promise<boolean> {
  talk.heading('A Debian machine with a newer kernel to restart into');
  const deb = await steps.run('building our package', builtPackage);
  const image = await guestImage(steps);
  const { machine, remove } = await steps.run('starting the machine, a person is logged in', () => startCopy(image.disk, 'booted'));
  try {
    await steps.run('installing our package in it', () => installPackage(machine, deb));
    const release = await steps.run('installing a newer kernel in it, with its hooks', () => installNewerKernel(machine));
    const { quick, ordinary, proofs } = await tryRestarts(machine, release, talk);
    talk.heading('What a quick restart must keep');
    write(proofLines(proofs, style));
    talk.heading('Where the time went');
    write(picture(quick.parts, ordinary.parts, style));
    for (const line of caveats(accelerator().name, loadavg()[1] ?? 0, availableParallelism())) write(`\n  ${line}`);
    write('\n');
    return proofs.every((proof) => proof.holds);
  } finally {
    await remove();
  }
}

try {
  const holds = await main();
  write(holds ? '\nAll of it holds.\n' : '');
  if (!holds) console.error('\nmake try FAILED: see the lines above that say FAILED.');
  process.exitCode = holds ? 0 : 1;
} catch (error) {
  console.error(`\nmake try FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
