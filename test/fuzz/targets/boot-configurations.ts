import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntriesRead } from '../../../src/core/boot-entry/entries-read.ts';
import { expandVariables, matchesGlob, parseLoaderConf, parseLoaderEntry } from '../../../src/core/boot-loader-spec/index.ts';
import { readExtlinux } from '../../../src/core/extlinux/index.ts';
import { newEnvironmentBlock, parseEnvironmentBlock, setInEnvironmentBlock } from '../../../src/core/grub/index.ts';
import { matchExpression } from '../../../src/core/grub/regular-expression.ts';
import { readNixos } from '../../../src/core/nixos/index.ts';
import { memoryFiles } from '../../fakes/memory-files.ts';
import { menuOf } from '../../unit/core/grub/fake-host.ts';
import { bytesOf, textOf, type FuzzTarget } from '../target.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const GRUB_WORDS = ['menuentry ', 'submenu ', '{', '}', '\n', ';', 'if ', 'then ', 'elif ', 'else ', 'fi', 'while ', 'until ', 'do ', 'done', 'for x in ', 'function f {', '"', "'", '\\', '$x', '${x}', '$@', 'set x=', 'linux ', 'initrd ', 'configfile ', 'source $prefix/grub.cfg', 'eval ', 'load_env', 'save_env x', 'set default=', 'saved_entry', 'return', 'break 2', 'shift', '[ -e /k ]', '-eq ', 'regexp --set x ', 'search --set=root --fs-uuid ', 'blscfg', 'chainloader ', '\0', '*', '1>2'];

/** What holds of every reading of a boot configuration. */
export function assertSound({ entries }: EntriesRead): void {
  assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length, 'ids are unique');
  assert.ok(entries.filter((entry) => entry.default).length <= 1, 'one default at most');
  for (const entry of entries) assert.ok(entry.kernel !== null || entry.problems.length > 0, 'an entry without a kernel says why');
}

const TOP = '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-nixos-system-host-24.05';
const BOOTSPEC = { 'org.nixos.bootspec.v1': { kernel: '/nix/store/k/bzImage', initrd: '/nix/store/i/initrd', init: `${TOP}/init`, kernelParams: ['quiet'], label: 'NixOS', system: 'x86_64-linux', toplevel: TOP }, 'org.nixos.specialisation.v1': {} };
const EXTLINUX = '/boot/extlinux/extlinux.conf';

export const BOOT_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'grub-script',
    samples: readdirSync(join(FIXTURES, 'grub'), { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => readFileSync(join(FIXTURES, 'grub', one.name, 'grub.cfg'))),
    words: GRUB_WORDS,
    check: (input: Uint8Array): void => assertSound(menuOf(textOf(input))),
  },
  {
    name: 'grub-environment-block',
    samples: [bytesOf(newEnvironmentBlock()), bytesOf('# GRUB Environment Block\nsaved_entry=a\\\nb>c\nnext_entry=\n'.padEnd(1024, '#'))],
    words: ['saved_entry=', 'next_entry=', '\\\n', '\\\\', '=', '#'],
    check(input: Uint8Array): void {
      const text = textOf(input);
      if (parseEnvironmentBlock(text).ok) setInEnvironmentBlock(text, 'saved_entry', 'debian>1');
    },
  },
  {
    name: 'grub-regular-expression',
    samples: ['(a*)*b\naaaaaaaaaaaaaaaa', '^[[:alnum:]]+-([0-9]+)$\nlinux-6', 'a{1,3}|(b|c)?\nbcbc'].map(bytesOf),
    words: ['(', ')', '*', '+', '?', '{2,9}', '[^', ']', '|', '\\', '.', '^', '$', '[[:alpha:]]', '\\1', '\n'],
    check(input: Uint8Array): void {
      const [expression = '', ...rest] = textOf(input).slice(0, 4000).split('\n');
      matchExpression(expression, rest.join('\n'));
    },
  },
  {
    name: 'loader-entries',
    samples: ['title Debian\nversion 6.12\nmachine-id 0\nsort-key debian\nlinux /v\ninitrd /i\noptions root=/dev/vda1 ro\n', 'default debian-*\ntimeout 3\neditor no\n', 'title "x"\nefi /u.efi\noptions $kernelopts\ngrub_users $grub_users\n'].map(bytesOf),
    words: ['title ', 'linux ', 'initrd ', 'options ', 'efi ', 'uki ', 'profile ', 'extra ', 'architecture x64', '$kernelopts', '@saved', '*', '[a-z]', '\t', '\r\n', '#'],
    check(input: Uint8Array): void {
      const text = textOf(input);
      parseLoaderEntry(text);
      const { default: pattern } = parseLoaderConf(text) as { readonly default?: string | null };
      if (typeof pattern === 'string') matchesGlob(pattern, text.slice(0, 200));
      expandVariables(text, (name) => name);
    },
  },
  {
    name: 'extlinux',
    samples: ['default l0\nprompt 1\ntimeout 50\nlabel l0\n\tmenu label Debian\n\tlinux /k\n\tinitrd /i\n\tfdtdir /d/\n\tappend root=/dev/vda1 ro\n', 'UI menu.c32\nMENU BEGIN a\nLABEL b\nKERNEL /k\nAPPEND initrd=/i quiet\nMENU END\nINCLUDE extlinux.conf\n'].map(bytesOf),
    words: ['label ', 'default ', 'linux ', 'kernel ', 'initrd ', 'append ', 'include ', 'menu begin ', 'menu end', 'menu include ', 'localboot 1', 'fdt ', '${', '$(', '^', '-', '\n'],
    check(input: Uint8Array): void {
      for (const more of [{}, { '/boot/extlinux/ldlinux.sys': input }]) {
        assertSound(readExtlinux(memoryFiles({ [EXTLINUX]: input, '/boot/k': '', '/boot/i': '', ...more }), { config: EXTLINUX, mountPoint: '/boot' }));
      }
    },
  },
  {
    name: 'nixos-bootspec',
    samples: [bytesOf(JSON.stringify(BOOTSPEC)), bytesOf(JSON.stringify({ ...BOOTSPEC, 'org.nixos.specialisation.v1': { safe: BOOTSPEC } }))],
    words: ['"org.nixos.bootspec.v1":', '"org.nixos.specialisation.v1":', '"kernel":', '"initrd":', '"kernelParams":', '[', ']', '{', '}', 'null', '"__proto__":', '1e999', '"'],
    check: (input: Uint8Array): void => assertSound(readNixos(memoryFiles({
      '/nix/var/nix/profiles/system': { link: 'system-1-link' },
      '/nix/var/nix/profiles/system-1-link': { link: TOP },
      [`${TOP}/boot.json`]: input,
      [`${TOP}/kernel-params`]: input,
    }))),
  },
];
