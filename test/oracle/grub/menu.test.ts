// Menus against the real GRUB: which entry it boots by itself, in which environment, and with which command line.
// GRUB_ORACLE_MENUS and GRUB_ORACLE_SEED ask for more menus, or for others.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinCommandLine } from '../../../src/core/grub/command-line.ts';
import { readGrubMenu } from '../../../src/core/grub/index.ts';
import { GRUB_VERSIONS, PRINTING_LOADERS, realGrub, runGrub, SHARES, withDirectory, withPrintingLoaders, type Grub } from './emulator.ts';
import { Random } from './random.ts';
import { realHost } from './real-host.ts';

const MENUS = Number(process.env['GRUB_ORACLE_MENUS'] ?? 250);
const SEED = Number(process.env['GRUB_ORACLE_SEED'] ?? 1);

/** A configuration, and the file that it may take its entries from. */
interface GeneratedMenu {
  readonly config: string;
  readonly sourced: string;
}

interface Booted {
  readonly kernel: string | null;
  readonly commandLine: string;
  readonly initrds: readonly string[];
}

describe('GRUB’s menus, against grub-emu', () => {
  for (const version of GRUB_VERSIONS) test(`${Math.ceil(MENUS * SHARES[version])} random menus boot the same entry with the same command line as in ${version}`, () => {
    const grub = realGrub(version);
    withDirectory((directory) => {
      mkdirSync(join(directory, 'files'));
      const failures: string[] = [];
      for (let number = 0; number < MENUS * SHARES[version] && failures.length < 20; number++) {
        const menu = new MenuGenerator(new Random(SEED * 104_729 + number), directory).menu();
        const real = bootedByGrub(grub, directory, menu);
        const ours = bootedByUs(directory, menu);
        if (JSON.stringify(real) !== JSON.stringify(ours)) failures.push(`menu ${number} of seed ${SEED}:\n${menu.config}\n--- GRUB: ${JSON.stringify(real)}\n--- ours: ${JSON.stringify(ours)}`);
      }
      failures.sort((one, other) => one.length - other.length);
      assert.equal(failures.length, 0, failures.slice(0, 3).join('\n=====\n'));
    });
  });
});

function bootedByGrub(grub: Grub, directory: string, { config, sourced }: GeneratedMenu): Booted | null {
  writeFileSync(sourcedFile(directory), withPrintingLoaders(sourced));
  const lines = runGrub(grub, directory, PRINTING_LOADERS + withPrintingLoaders(config)).filter((line) => line.startsWith('@'));
  const words = (command: string): string[] => {
    const at = lines.findLastIndex((line) => line.startsWith(`@${command} `));
    const count = Number(/\d+/.exec(lines[at] ?? '')?.[0] ?? 0);
    return lines.slice(at + 1, at + 1 + count).map((line) => line.slice(2, -2));
  };
  if (lines.length === 0) return null;
  const [kernel = null, ...args] = words('linux');
  return { kernel, commandLine: joinCommandLine(args, false), initrds: words('initrd') };
}

function bootedByUs(directory: string, { config, sourced }: GeneratedMenu): Booted | null {
  writeFileSync(sourcedFile(directory), sourced);
  writeFileSync(join(directory, 'grub.cfg'), config);
  const host = { ...realHost(directory), stat: (device: string, path: string) => (path.startsWith('/k') ? { kind: 'file' as const, sizeBytes: 1, modifiedMs: 0 } : realHost(directory).stat(device, path)) };
  const entry = readGrubMenu(host, { device: 'host', path: `${directory}/grub.cfg` }).entries.find((one) => one.default);
  return entry === undefined ? null : { kernel: entry.kernel, commandLine: entry.commandLine, initrds: entry.initrds };
}

function sourcedFile(directory: string): string {
  return join(directory, 'files', 'other.cfg');
}

class MenuGenerator {
  readonly #random: Random;
  readonly #directory: string;
  #entries = 0;
  #sourced = '';
  readonly #names: string[] = [];

  constructor(random: Random, directory: string) {
    this.#random = random;
    this.#directory = directory;
  }

  menu(): GeneratedMenu {
    const random = this.#random;
    const menu = random.some(1, 5, () => this.#item(0)).join('');
    const head = random.some(0, 4, () => this.#setting()).join('');
    const tail = random.chance(30) ? this.#setting() : '';
    const config = `set timeout=0\nfunction f { true; }\n${head}${random.chance(85) ? this.#default() : ''}${random.chance(15) ? this.#source(menu) : menu}${tail}`;
    return { config, sourced: this.#sourced };
  }

  #source(menu: string): string {
    const name = this.#random.pick(['source', 'configfile']);
    this.#sourced = this.#random.chance(50) ? `set timeout=0\nset default=${this.#step()}\n${menu}` : `set timeout=0\n${menu}`;
    return `${name} ${sourcedFile(this.#directory)}\n`;
  }

  #setting(): string {
    return this.#random.pick(['set a=1\n', 'set a="x  y"\n', 'export a\n', 'set b="q r"\nexport b\n', 'function f { set c="$1-$#"; }\n', 'set default=1\nexport default\n', 'set root=host\n', 'menuentry_id_option=--id\n', 'set menuentry_id_option=\n', 'export menuentry_id_option\n', 'set fallback="1 0"\n', 'superusers=""\nunset superusers\n']);
  }

  #default(): string {
    const steps = this.#random.some(1, 3, () => this.#step());
    return `set default=${this.#random.pick(["'", '"'])}`.replace(/.$/, '"') + steps.join('>') + '"\n';
  }

  #step(): string {
    const number = String(this.#random.below(5));
    const name = this.#names.length === 0 ? number : this.#random.pick(this.#names).replaceAll('>', '>>');
    return this.#random.pick([number, name, name, name, '0x1', '9', '2nd', 'nothing', '', '-1', '1 2']);
  }

  #item(depth: number): string {
    const random = this.#random;
    const title = random.pick(['Linux', 'a b', 'x > y', 'x', '1st', 'Linux', '>', 'q>>r', 'É', 'Advanced']) + (random.chance(60) ? String(this.#entries) : '');
    const id = random.pick(['', '', `--id i${this.#entries}`, `--id=i${this.#entries}`, `$menuentry_id_option i${this.#entries}`, '--class os --class linux', '--unrestricted', "--users '' --hotkey x"]);
    this.#entries++;
    this.#names.push(title, `i${this.#entries - 1}`);
    const extra = random.pick(['', '', 'extra', '"two words" z']);
    if (depth < 2 && random.chance(30)) {
      return `submenu '${title}' ${id} ${extra} {\n${random.chance(40) ? this.#setting() : ''}${random.chance(20) ? this.#default() : ''}${random.some(1, 3, () => this.#item(depth + 1)).join('')}}\n`;
    }
    const sets = random.some(0, 2, () => random.pick(['set c=here; ', 'if [ "$a" = 1 ]; then set c=one; fi\n', 'f z\n', 'return\nf z\n', 'set a=$default; ', 'shift\n', 'setparams n m\n', 'for x in 1 2; do set c=$x; break; done\n']));
    return `menuentry '${title}' ${id} ${extra} {${random.pick(['\n', ' '])}${sets.join('')}linux /k${this.#entries} ${random.pick(['$a', '"$a"', '$b', "'$a'", '"b=$b"'])} c=$c $1 "$2" $# ch="$chosen" d=$default t=$timeout \\"\\\\ 'it''s'\ninitrd /ki${this.#entries} ${random.pick(['', '/kj'])}${random.pick(['\n', ' ', ' ; '])}}\n`;
  }
}
