import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { parseLoaderEntry, type LoaderEntry } from '../../../../src/core/boot-loader-spec/type1-entry.ts';

const NONE = parseLoaderEntry('');

describe('an entry file', () => {
  const cases: readonly (readonly [what: string, text: string, expected: Partial<LoaderEntry>])[] = [
    ['nothing', '', {}],
    ['title, version, machine id, sort key', 'title A\nversion 1\nmachine-id 0f\nsort-key k\n', { title: 'A', version: '1', machineId: '0f', sortKey: 'k' }],
    ['a kernel', 'linux /v\n', { program: { kind: 'linux', path: '/v', line: 1 } }],
    ['the last kernel counts', 'linux /a\nlinux /b\n', { program: { kind: 'linux', path: '/b', line: 2 } }],
    ['an image', 'uki /a.efi\nprofile 1\n', { program: { kind: 'uki', path: '/a.efi', line: 1 }, profile: '1' }],
    ['a URL', 'uki-url https://a/b.efi\n', { program: { kind: 'uki-url', path: 'https://a/b.efi', line: 1 } }],
    ['kernel and program', 'linux /a\nefi /b\n', { program: { kind: 'efi', path: '/b', line: 2 }, contradictory: true }],
    ['several initrds', 'initrd /a\ninitrd /b c\n', { initrds: ['/a', '/b c'] }],
    ['several options', 'options a  b\noptions c\n', { options: 'a  b c' }],
    ['device tree and overlays', 'devicetree /d\ndevicetree-overlay /a /b\n', { devicetree: '/d', devicetreeOverlays: ['/a', '/b'] }],
    ['architectures', 'architecture x64\n', { architectures: ['x64'] }],
    ['files to hand over', 'extra /a.cred\n', { extra: ['/a.cred'] }],
    ['unknown keys', 'foo bar\nTITLE x\n', {}],
    [
      'what Fedora adds',
      'id f-1\ngrub_users $grub_users\ngrub_arg --unrestricted\ngrub_class fedora\ngrub_class kernel\ngrub_hotkey f\n',
      { grub: { id: 'f-1', users: '$grub_users', hotkey: 'f', classes: ['fedora', 'kernel'], args: ['--unrestricted'] } },
    ],
  ];
  for (const [what, text, expected] of cases) test(what, () => assert.deepEqual(parseLoaderEntry(text), { ...NONE, ...expected }));
});
