import type { Suite } from './chroot.ts';
import type { Tree } from './tree.ts';

const DEBIAN: Readonly<Record<Suite, string>> = { bookworm: 'Debian 12', trixie: 'Debian 13', forky: 'Debian testing (forky)' };

/** The tree's PROVENANCE.md; `versions` are lines `PACKAGE VERSION`. */
export function provenance(tree: Tree, versions: readonly string[]): string {
  const told = ['kernels and initrds, a few KiB each and whole by their own headers', ...(tree.probe ? ['grub-probe and grub-mkrelpath, which answer from the description of the disk, since the chroot has none'] : []), ...tree.told];
  return `# ${tree.title}

Made in a chroot of ${DEBIAN[tree.suite]} with ${versions.join(', ')} by

    node scripts/boot-trees/index.ts ${tree.name}

which runs

${tree.commands.map((command) => `${command.trim().replace(/^/gm, '    ')}\n`).join('')}
Real: those programs, their scripts and settings. Told: ${told.join('; ')}.
${tree.running ? '\nRead as the running system: /proc, /run and /sys in the tree are what the kernel and udev would say of that disk.\n' : ''}
Judged: expected.json is written by hand, and checked against ${tree.probe ? 'what grub-emu starts with this grub.cfg (`node scripts/boot-trees/ask-grub.ts`)' : 'the list in bootctl.json, which `bootctl list` made in the chroot'}.

**The rule that it discriminates:** ${tree.rule}
`;
}
