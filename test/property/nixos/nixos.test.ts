import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import type { EntriesRead } from '../../../src/core/boot-entry/entries-read.ts';
import { readNixos } from '../../../src/core/nixos/index.ts';
import { memoryFiles } from '../../fakes/memory-files.ts';

const TOP = '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-nixos-system-host-24.05';

function read(bootJson: string | Uint8Array, parameters: string | Uint8Array): EntriesRead {
  return readNixos(memoryFiles({
    '/nix/var/nix/profiles/system': { link: 'system-1-link' },
    '/nix/var/nix/profiles/system-1-link': { link: TOP },
    [`${TOP}/boot.json`]: bootJson,
    [`${TOP}/kernel-params`]: parameters,
  }));
}

describe('any system of NixOS', () => {
  test('with any bytes in its files is one entry and the default', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.uint8Array(), (json, parameters) => {
      const { entries } = read(json, parameters);
      assert.deepEqual(entries.map(({ id, default: isDefault }) => [id, isDefault]), [['nixos-generation-1', true]]);
    }));
  });

  test('with any JSON in the places of a bootspec', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const spec = fc.record({ kernel: value, initrd: value, init: value, kernelParams: value, label: value, initrdSecrets: value }, { requiredKeys: [] });
    const document = fc.record({ 'org.nixos.bootspec.v1': fc.oneof(spec, value), 'org.nixos.specialisation.v1': value, 'org.nixos.systemd-boot': value }, { requiredKeys: [] });
    fc.assert(fc.property(document, (json) => {
      const { entries } = read(JSON.stringify(json), 'quiet');
      assert.equal(entries.filter((entry) => entry.default).length, 1);
      for (const entry of entries) assert.match(entry.commandLine, /^init=\//);
    }));
  });

  test('with kernel parameters in a bootspec gets them joined by blanks', () => {
    const text = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter((one) => one.trim() === one);
    fc.assert(fc.property(fc.array(text), (kernelParams) => {
      const json = JSON.stringify({ 'org.nixos.bootspec.v1': { kernel: '/k', init: `${TOP}/init`, kernelParams } });
      assert.equal(read(json, '').entries[0]?.commandLine, [`init=${TOP}/init`, ...kernelParams].join(' '));
    }));
  });

  test('JSON that nests without end is told', () => {
    const { diagnostics } = read('['.repeat(2_000_000), 'quiet');
    assert.deepEqual(diagnostics.map(({ kind }) => kind), ['syntax']);
  });
});
