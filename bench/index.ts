// make bench: how long reading takes, as ratios within one run. Numbers of different machines or runs do not compare.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { evaluationMs } from './evaluate-grub.ts';
import { medianMs } from './median.ts';
import { writeTree } from './trees.ts';

const ROUNDS = 15;
/** Debian's nodejs runs the installed program; where it is not here, the one that runs this. */
const NODE = ['/usr/bin/node', process.execPath].find((path) => existsSync(path)) ?? process.execPath;
const CLI = join(import.meta.dirname, '../dist/quick-restart');

/** Other programs that read boot configurations or kernels, where they are installed; each reads this machine's own. */
const PEERS: readonly (readonly [string, readonly [string, ...string[]]])[] = [
  ['bootctl list', [spawnSync('scripts/set-up/bootctl.sh', { encoding: 'utf8' }).stdout.trim(), 'list', '--no-pager']],
  ['needrestart -k', ['/usr/sbin/needrestart', '-b', '-k']],
  ['kexec-load of Debian', ['/etc/init.d/kexec-load', 'status']],
];

function row(what: string, ms: number, note: string): void {
  console.log(`${what.padEnd(44)}${`${ms.toFixed(1)} ms`.padStart(12)}  ${note}`);
}

function programMs([program, ...options]: readonly [string, ...string[]]): number {
  return medianMs(() => void spawnSync(program, options, { stdio: 'ignore' }), ROUNDS);
}

const hundred = evaluationMs(100, ROUNDS);
const thousand = evaluationMs(1000, ROUNDS);
row('evaluate grub.cfg, 100 entries', hundred, '');
row('evaluate grub.cfg, 1,000 entries', thousand, `${(thousand / hundred).toFixed(1)}x of 100 entries (linear is 10x)`);

const bare = programMs([NODE, '-e', '0']);
const { root, remove } = writeTree(10);
try {
  row('node -e 0', bare, NODE === process.execPath ? 'the node of this checkout' : NODE);
  const list = programMs([NODE, CLI, 'list', '--root', root, '--json']);
  row('quick-restart list --root, 10 entries', list, `${(list / bare).toFixed(1)}x of node -e 0`);
} finally {
  remove();
}
for (const [what, argv] of PEERS) {
  if (existsSync(argv[0])) row(what, programMs(argv), '');
  else console.log(`${what.padEnd(44)}${'not here'.padStart(12)}`);
}
