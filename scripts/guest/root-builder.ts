import { debianMirror } from './mirror.ts';
import { lines } from './programs.ts';
import type { Steps } from './steps.ts';

/**
 * Runs a script that makes a root file system, as root: its words are `words`, then who is to own what it leaves (uid:gid), then this machine's
 * mirror where it has one. Each line `step …` that it prints is shown with its seconds.
 */
export async function buildAsRoot(script: string, words: readonly string[], steps: Steps): Promise<void> {
  const mirror = await debianMirror();
  const uid = process.getuid?.() ?? 0;
  const argv = ['sh', script, ...words, `${uid}:${process.getgid?.() ?? 0}`, ...(mirror === null ? [] : [mirror])];
  if (uid !== 0) steps.note(`mmdebstrap needs root to install packages into a folder: sudo ${script}`);
  const ends: ReturnType<Steps['begin']>[] = [];
  let outcome: 'failed' | undefined = 'failed';
  try {
    await lines(uid === 0 ? 'sh' : 'sudo', uid === 0 ? argv.slice(1) : argv, (line) => {
      if (!line.startsWith('step ')) return;
      ends.pop()?.();
      ends.push(steps.begin(line.slice('step '.length)));
    });
    outcome = undefined;
  } finally {
    ends.pop()?.(outcome);
  }
}
