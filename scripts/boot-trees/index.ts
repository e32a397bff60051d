// Makes the trees of test/fixtures/boot-trees anew with the real tools, as root on an x86_64 machine:
//   node scripts/boot-trees/index.ts [NAME...]     all trees where none is named
// Exit codes: 0 done, 1 failed, 2 unknown tree.
import { unpackChroot, type Chroot, type Suite } from './chroot.ts';
import { makeTree } from './make-tree.ts';
import { stepsTo } from '../guest/steps.ts';
import type { Tree } from './tree.ts';
import { TREES } from './trees/index.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !TREES.some((tree) => tree.name === name));
if (unknown.length > 0) {
  console.error(`unknown tree: ${unknown.join(', ')}. Trees: ${TREES.map((tree) => tree.name).join(', ')}`);
  process.exit(2);
}
if (process.arch !== 'x64' || process.getuid?.() !== 0) {
  console.error('The trees are made in chroots of x86_64, as root.');
  process.exit(1);
}

const trees = wanted.length === 0 ? TREES : TREES.filter((tree) => wanted.includes(tree.name));
for (const suite of new Set(trees.map((tree) => tree.suite))) {
  await makeAll(suite, trees.filter((tree) => tree.suite === suite));
}

async function makeAll(suite: Suite, ofSuite: readonly Tree[]): Promise<void> {
  const steps = stepsTo((text) => process.stderr.write(text));
  const chroot: Chroot = await steps.run(`a chroot of ${suite}`, () => unpackChroot(suite));
  try {
    for (const tree of ofSuite) await steps.run(tree.name, () => makeTree(chroot, tree));
  } finally {
    chroot.remove();
  }
}
