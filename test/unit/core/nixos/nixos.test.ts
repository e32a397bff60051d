import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { isRecovery } from '../../../../src/core/boot-entry/recovery.ts';
import { readNixos } from '../../../../src/core/nixos/index.ts';
import { memoryFiles, type MemoryTree } from '../../../fakes/memory-files.ts';

const PROFILES = '/nix/var/nix/profiles';
const HASH = '0123456789abcdfghijklmnpqrsvwxyz';

function store(name: string): string {
  return `/nix/store/${HASH}-${name}`;
}

/** A system as NixOS builds it, without boot.json. */
function system(name: string, kernel: string): MemoryTree {
  const top = store(`nixos-system-host-${name}`);
  return {
    [`${store(`linux-${kernel}`)}/bzImage`]: 'k',
    [`${store(`initrd-linux-${kernel}`)}/initrd`]: 'i',
    [`${top}/kernel`]: { link: `${store(`linux-${kernel}`)}/bzImage` },
    [`${top}/initrd`]: { link: `${store(`initrd-linux-${kernel}`)}/initrd` },
    [`${top}/kernel-params`]: 'loglevel=4 quiet',
    [`${top}/nixos-version`]: name,
    [`${top}/init`]: '#!/bin/sh',
  };
}

const TWO: MemoryTree = {
  [`${PROFILES}/system`]: { link: 'system-9-link' },
  [`${PROFILES}/system-9-link`]: { link: store('nixos-system-host-24.05') },
  [`${PROFILES}/system-10-link`]: { link: store('nixos-system-host-24.11') },
  [`${PROFILES}/default-1-link`]: { link: store('nixos-system-host-24.05') },
  ...system('24.05', '6.6.30'),
  ...system('24.11', '6.6.63'),
};

function bootspec(name: string, more: object = {}, outer: object = {}): string {
  const top = store(`nixos-system-host-${name}`);
  const spec = { kernel: `${top}/kernel`, initrd: `${top}/initrd`, init: `${top}/init`, kernelParams: ['loglevel=4', 'a=b'], label: `NixOS ${name} (Linux 6)`, system: 'x86_64-linux', toplevel: top, ...more };
  return JSON.stringify({ 'org.nixos.bootspec.v1': spec, ...outer });
}

function json(text: string): MemoryTree {
  return { ...TWO, [`${store('nixos-system-host-24.05')}/boot.json`]: text };
}

describe('the generations of NixOS', () => {
  test('the newest first, files in the store, the system profile is the default', () => {
    const { entries, diagnostics } = readNixos(memoryFiles(TWO));
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(entries.map(({ id, title, default: isDefault }) => [id, title, isDefault]), [
      ['nixos-generation-10', 'NixOS 24.11 (generation 10)', false],
      ['nixos-generation-9', 'NixOS 24.05 (generation 9)', true],
    ]);
    const [, entry] = entries;
    assert.deepEqual(entry, {
      id: 'nixos-generation-9',
      title: 'NixOS 24.05 (generation 9)',
      titlePath: [],
      source: { kind: 'nixos', file: `${store('nixos-system-host-24.05')}/kernel-params`, line: 0 },
      kernel: `${store('linux-6.6.30')}/bzImage`,
      initrds: [`${store('initrd-linux-6.6.30')}/initrd`],
      devicetree: null,
      commandLine: `init=${store('nixos-system-host-24.05')}/init loglevel=4 quiet`,
      default: true,
      restricted: false,
      problems: [],
    });
    assert.equal(isRecovery(entry), false);
  });

  test('of other profiles follow and are never the default', () => {
    const { entries } = readNixos(memoryFiles({ ...TWO, [`${PROFILES}/system-profiles/test-3-link`]: { link: store('nixos-system-host-24.05') } }));
    assert.deepEqual(entries.map(({ id, default: isDefault }) => (isDefault ? `*${id}` : id)), ['nixos-generation-10', '*nixos-generation-9', 'nixos-test-generation-3']);
  });

  test('one that is gone from the store is told, the others are listed', () => {
    const { entries, diagnostics } = readNixos(memoryFiles({ ...TWO, [`${PROFILES}/system-8-link`]: { link: store('gone') } }));
    assert.equal(entries.length, 2);
    assert.deepEqual(diagnostics.map(({ file, kind }) => [file, kind]), [[`${PROFILES}/system-8-link`, 'file-missing']]);
  });

  test('no system profile: no default, and it is told', () => {
    const { entries, diagnostics } = readNixos(memoryFiles({ ...TWO, [`${PROFILES}/system`]: { link: 'system-11-link' } }));
    assert.ok(entries.every((entry) => !entry.default));
    assert.deepEqual(diagnostics.map(({ kind }) => kind), ['default-entry']);
  });

  test('another system than NixOS has none', () => assert.deepEqual(readNixos(memoryFiles({ '/etc/debian_version': '13' })), { entries: [], diagnostics: [] }));

  test('a kernel that is gone keeps its path as far as it is known', () => {
    const { entries } = readNixos(memoryFiles({ ...TWO, [`${store('nixos-system-host-24.05')}/kernel`]: { link: store('gone') } }));
    assert.equal(entries[1]?.kernel, `${store('nixos-system-host-24.05')}/kernel`);
  });

  test('specialisations follow their generation', () => {
    const special = { [`${store('nixos-system-host-24.05')}/specialisation/gaming`]: { link: store('nixos-system-host-24.11') } };
    const { entries } = readNixos(memoryFiles({ ...TWO, ...special }));
    const last = entries.at(-1);
    assert.deepEqual([last?.id, last?.title, last?.default], ['nixos-generation-9-specialisation-gaming', 'NixOS 24.11 (generation 9, gaming)', false]);
    assert.equal(last?.commandLine, `init=${store('nixos-system-host-24.11')}/init loglevel=4 quiet`);
  });
});

describe('boot.json', () => {
  test('is preferred', () => {
    const entry = readNixos(memoryFiles(json(bootspec('24.05')))).entries[1];
    assert.equal(entry?.commandLine, `init=${store('nixos-system-host-24.05')}/init loglevel=4 a=b`);
    assert.equal(entry.kernel, `${store('linux-6.6.30')}/bzImage`);
    assert.equal(entry.title, 'NixOS 24.05 (Linux 6) (generation 9)');
  });

  test('may have no initrd', () => {
    assert.deepEqual(readNixos(memoryFiles(json(bootspec('24.05', { initrd: undefined })))).entries[1]?.initrds, []);
  });

  test('has specialisations', () => {
    const inner = JSON.parse(bootspec('24.11', { kernelParams: [] })) as unknown;
    const { entries } = readNixos(memoryFiles(json(bootspec('24.05', {}, { 'org.nixos.specialisation.v1': { work: inner, broken: 1 } }))));
    assert.deepEqual(entries.slice(2).map(({ id, commandLine }) => [id, commandLine]), [['nixos-generation-9-specialisation-work', `init=${store('nixos-system-host-24.11')}/init`]]);
  });

  test('names a device tree: refused', () => {
    const entry = readNixos(memoryFiles(json(bootspec('24.05', {}, { 'org.nixos.systemd-boot': { devicetree: '/nix/store/x.dtb' } })))).entries[1];
    assert.deepEqual([entry?.devicetree, entry?.problems.map(({ kind }) => kind)], ['/nix/store/x.dtb', ['devicetree']]);
  });

  const secrets: readonly (readonly [rule: string, program: MemoryTree[string] | null, problems: readonly string[]])[] = [
    ['that adds nothing', '#!/bin/sh\nif [ 1 ]; then\n  exit 0\nfi\n\nexit 0\n\nexport PATH\n', []],
    ['that adds secrets', '#!/bin/sh\nif [ 1 ]; then\n  exit 0\nfi\n\nexport PATH\ncp -a /key "$tmp"\n', ['initrd-invalid']],
    ['that cannot be read', { error: 'denied' }, ['initrd-invalid']],
    ['that is missing', null, ['initrd-invalid']],
  ];
  for (const [rule, program, problems] of secrets) {
    test(`a program ${rule}: ${problems.length === 0 ? 'fine' : 'refused'}`, () => {
      const path = store('append-initrd-secrets');
      const tree = { ...json(bootspec('24.05', { initrdSecrets: path })), ...(program === null ? {} : { [path]: program }) };
      assert.deepEqual(readNixos(memoryFiles(tree)).entries[1]?.problems.map(({ kind }) => kind), problems);
    });
  }

  const broken: readonly (readonly [rule: string, text: string])[] = [
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no bootspec', '{"v1":{}}'],
    ['no kernel', bootspec('24.05', { kernel: undefined })],
    ['a relative kernel', bootspec('24.05', { kernel: 'k' })],
    ['parameters that are no texts', bootspec('24.05', { kernelParams: [1] })],
    ['parameters as one text', bootspec('24.05', { kernelParams: 'a' })],
  ];
  for (const [rule, text] of broken) {
    test(`${rule}: told, and the other files are read`, () => {
      const { entries, diagnostics } = readNixos(memoryFiles(json(text)));
      assert.deepEqual(diagnostics.map(({ file, kind }) => [file, kind]), [[`${store('nixos-system-host-24.05')}/boot.json`, 'syntax']]);
      assert.equal(entries[1]?.commandLine, `init=${store('nixos-system-host-24.05')}/init loglevel=4 quiet`);
    });
  }
});
