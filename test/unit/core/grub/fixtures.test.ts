// Whole configurations (test/fixtures/grub, see PROVENANCE.md there) and what they come to on a machine.
// UPDATE_FIXTURES=1 writes expected.json anew; look at every changed line before you keep it.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGrubMenu } from '../../../../src/core/grub/index.ts';
import { block, fakeHost } from './fake-host.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/grub');
const DEBIAN = ['11111111-2222-3333-4444-555555555555', '5f1b1c3e-0000-4000-8000-0123456789ab', '0a1b2c3d-1111-4222-8333-444455556666'];
const FOUND = { ...Object.fromEntries(DEBIAN.map((uuid) => [uuid, 'disk'])), 'ABCD-1234': 'esp', '77aa77aa-0000-4000-8000-000000000001': 'disk' };

/** Machines on which each configuration is read: with an empty environment block, with some settings in it, and on EFI. */
const MACHINES: readonly { readonly name: string; readonly platform: string; readonly block: string }[] = [
  { name: 'pc, empty environment block', platform: 'pc', block: '' },
  { name: 'efi, saved and one-shot settings', platform: 'efi', block: 'saved_entry=gnulinux-advanced-5f1b1c3e-0000-4000-8000-0123456789ab>gnulinux-6.12.107+deb13-amd64-advanced-5f1b1c3e-0000-4000-8000-0123456789ab\ninitrdfail=1\nnext_entry=1>1\nkernelopts=root=/dev/x ro\ntuned_params=isolcpus=1\nboot_success=1\nrecordfail=1\n' },
];

describe('configurations', () => {
  for (const name of readdirSync(FIXTURES, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name)) {
    test(name, () => {
      const config = readFileSync(join(FIXTURES, name, 'grub.cfg'), 'utf8');
      const actual = MACHINES.map((machine) => read(machine, config, name.startsWith('fedora')));
      const file = join(FIXTURES, name, 'expected.json');
      if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(file, JSON.stringify(actual, null, 1) + '\n');
      assert.deepEqual(actual, JSON.parse(readFileSync(file, 'utf8')));
    });
  }
});

/** `fedora`: with Fedora's GRUB. */
function read(machine: (typeof MACHINES)[number], config: string, fedora: boolean): unknown {
  const files = { '/boot/grub/grub.cfg': config, '/boot/grub/grubenv': block(machine.block) };
  const host = { ...fakeHost({ files, found: FOUND, platform: machine.platform, idsComeFirst: fedora, mounts: { disk: '', esp: '/boot/efi' } }), stat: (_device: string, path: string) => (path.includes('grub/') && !(path in files) ? null : { kind: 'file' as const, sizeBytes: 1024, modifiedMs: 0 }) };
  const { entries, diagnostics } = readGrubMenu(host, { device: 'disk', path: '/boot/grub/grub.cfg' });
  return {
    machine: machine.name,
    entries: entries.map((entry) => ({
      id: entry.id,
      title: [...entry.titlePath, entry.title].join(' > '),
      line: entry.source.line,
      files: [entry.kernel, ...entry.initrds].join(' '),
      commandLine: entry.commandLine,
      marks: [...(entry.default ? ['default'] : []), ...(entry.restricted ? ['restricted'] : []), ...entry.problems.map((problem) => problem.kind)].join(' '),
    })),
    diagnostics: diagnostics.map((one) => `${one.line} ${one.kind}: ${one.message}`),
  };
}
