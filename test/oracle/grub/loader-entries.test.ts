// Menus that blscfg makes of generated entry files, against GNU's own command in grub-emu 2.14: which entry boots by itself, its
// id, its kernel, its words and its initrds. GRUB_ORACLE_LOADER_ENTRIES and GRUB_ORACLE_SEED ask for more menus, or for others.
import assert from 'node:assert/strict';
import test from 'node:test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinCommandLine } from '../../../src/core/grub/command-line.ts';
import { readGrubMenu } from '../../../src/core/grub/index.ts';
import { PRINTING_LOADERS, realGrub, runGrub, withDirectory, type Grub } from './emulator.ts';
import { EntryGenerator, type GeneratedEntries } from './entry-generator.ts';
import { Random } from './random.ts';
import { realHost } from './real-host.ts';

const MENUS = Number(process.env['GRUB_ORACLE_LOADER_ENTRIES'] ?? 150);
const SEED = Number(process.env['GRUB_ORACLE_SEED'] ?? 1);

interface Booted {
  readonly id: string;
  readonly kernel: string | null;
  readonly commandLine: string;
  readonly initrds: readonly string[];
}

test(`${MENUS} random directories of entry files give the same menu as in 2.14`, () => {
  const grub = realGrub('2.14');
  withDirectory((directory) => {
    // By this list GRUB finds its commands, and so do we which blscfg it is.
    mkdirSync(join(directory, 'x86_64-emu'));
    writeFileSync(join(directory, 'x86_64-emu', 'command.lst'), '*blscfg: blsuki\n');
    const failures: string[] = [];
    let withEntry = 0;
    for (let number = 0; number < MENUS && failures.length < 20; number++) {
      const generated = new EntryGenerator(new Random(SEED * 15_485_863 + number), directory).menu();
      const real = bootedByGrub(grub, directory, generated);
      const ours = bootedByUs(directory, generated);
      if (real.id !== 'none') withEntry++;
      if (JSON.stringify(real) !== JSON.stringify(ours)) failures.push(`menu ${number} of seed ${SEED}:\n${JSON.stringify(generated, null, 1)}\n--- GRUB: ${JSON.stringify(real)}\n--- ours: ${JSON.stringify(ours)}`);
    }
    failures.sort((one, other) => one.length - other.length);
    assert.equal(failures.length, 0, `${failures.length} differ\n${failures.slice(0, 3).join('\n=====\n')}`);
    assert.ok(withEntry > MENUS / 3, 'too few of the generated menus boot an entry for the comparison to mean anything');
  });
});

/**
 * GRUB's own text, with the words `linux` and `initrd` of the menu entry out of the way: they get a file that is not there, and
 * what follows is for functions that print. A device tree comes last, so there GRUB is left.
 */
function forGrub(text: string): string {
  return 'devicetree x;reboot\n' + text.replace(/^([ \t]*linux[ \t]+)(?=[^ \t\n])/gm, '$1x;show_linux ').replace(/^([ \t]*initrd[ \t]+)(?=[^ \t\n])/m, '$1x;show_initrd ');
}

function bootedByGrub(grub: Grub, directory: string, { files, config, variables }: GeneratedEntries): Booted {
  writeEntries(directory, files, forGrub);
  const head = `${PRINTING_LOADERS.replace(' reboot;', '')}function savedefault { echo "@chosen $chosen|"; }\nset blsuki_save_default=1\nset timeout=0\nset timeout_style=menu\n`;
  const lines = runGrub(grub, directory, `${head}${variables}menuentry none { echo "@chosen none|"; reboot; }\n${config}set fallback=0\n`).filter((line) => line.startsWith('@'));
  const words = (command: string): string[] => {
    const at = lines.findLastIndex((line) => line.startsWith(`@${command} `));
    const count = Number(/\d+/.exec(lines[at] ?? '')?.[0] ?? 0);
    return lines.slice(at + 1, at + 1 + count).map((line) => line.slice(2, -2));
  };
  const [kernel = null, ...args] = words('linux');
  const id = /^@chosen (.*)\|$/.exec(lines.find((line) => line.startsWith('@chosen ')) ?? '')?.[1] ?? '';
  return { id, kernel, commandLine: joinCommandLine(args, false), initrds: words('initrd').map((path) => (path.startsWith('/') ? path : `/${path}`)) };
}

function bootedByUs(directory: string, { files, config, variables }: GeneratedEntries): Booted {
  writeEntries(directory, files, (text) => `devicetree /d\n${text}`);
  writeFileSync(join(directory, 'grub.cfg'), `set timeout=0\n${variables}menuentry none { true; }\n${config}`);
  const host = { ...realHost(directory), stat: (device: string, path: string) => (/^\/[ki]/.test(path) ? { kind: 'file' as const, sizeBytes: 1, modifiedMs: 0 } : realHost(directory).stat(device, path)) };
  const entry = readGrubMenu(host, { device: 'host', path: `${directory}/grub.cfg` }).entries.find((one) => one.default);
  assert.ok(entry !== undefined);
  // Ids in our list are unique; GRUB's are not.
  return { id: entry.id.replace(/#\d+$/, ''), kernel: entry.kernel, commandLine: entry.commandLine, initrds: entry.initrds };
}

function writeEntries(directory: string, files: Readonly<Record<string, string>>, change: (text: string) => string): void {
  for (const folder of ['entries', 'other']) {
    rmSync(join(directory, folder), { recursive: true, force: true });
    mkdirSync(join(directory, folder));
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), change(text));
}
