// Every Linux entry of the checked-in configurations, booted by the real grub-emu: same kernel, command line and initrds.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinCommandLine } from '../../../src/core/grub/command-line.ts';
import { readGrubMenu } from '../../../src/core/grub/index.ts';
import { GRUB_VERSIONS, PRINTING_LOADERS, realGrub, runGrub, withDirectory, withPrintingLoaders } from './emulator.ts';
import { realHost } from './real-host.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/grub');

for (const version of GRUB_VERSIONS) describe(`whole configurations, against grub-emu ${version}`, () => {
  for (const name of readdirSync(FIXTURES, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name)) {
    test(name, () => {
      const grub = realGrub(version);
      // The screen of grub-emu is all that it has to answer on.
      const config = readFileSync(join(FIXTURES, name, 'grub.cfg'), 'utf8').replace(/^\s*terminal_(?:in|out)put .*$/gm, 'true');
      withDirectory((directory) => {
        writeFileSync(join(directory, 'grub.cfg'), config);
        const host = { ...realHost(directory), stat: (device: string, path: string) => (/vmlinuz|init/.test(path) ? { kind: 'file' as const, sizeBytes: 1, modifiedMs: 0 } : realHost(directory).stat(device, path)) };
        const entries = readGrubMenu(host, { device: 'host', path: `${directory}/grub.cfg` }).entries.filter((entry) => entry.kernel !== null && entry.initrds.length > 0);
        assert.ok(entries.length > 0);
        for (const entry of entries) {
          const lines = runGrub(grub, directory, `${PRINTING_LOADERS}${withPrintingLoaders(config)}\nset timeout=0\nset timeout_style=menu\nset default='${entry.id}'\n`).filter((line) => line.startsWith('@'));
          assert.deepEqual(bootedBy(lines), [entry.kernel, entry.commandLine, entry.initrds.join(' ')].map(withoutSpaces), entry.id);
        }
      });
    });
  }
});

function bootedBy(lines: readonly string[]): string[] {
  const split = lines.findIndex((line) => line.startsWith('@initrd '));
  const words = (part: readonly string[]): string[] => part.filter((line) => line.startsWith('@<')).map((line) => line.slice(2, -2));
  const [kernel = '', ...args] = words(lines.slice(0, split));
  return [kernel, joinCommandLine(args, false), words(lines.slice(split)).join(' ')].map(withoutSpaces);
}

/** GRUB swallows a space where it breaks a line. */
function withoutSpaces(text: string | null): string {
  return (text ?? '').replaceAll(' ', '');
}
