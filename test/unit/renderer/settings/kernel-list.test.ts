import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { KernelRow } from '../../../../src/contracts/app/settings-window.ts';
import { isGone, policyOf, searchEntries, shownPolicy, submenusOf } from '../../../../src/renderer/settings/kernel-list.ts';

const entry = (id: string, title: string, titlePath: readonly string[], kernelRelease: string | null): KernelRow => ({
  id,
  title,
  titlePath,
  source: { kind: 'grub', file: '/boot/grub/grub.cfg', line: 1 },
  kernel: '/boot/vmlinuz',
  initrds: [],
  devicetree: null,
  commandLine: 'root=/dev/vda1',
  default: false,
  restricted: false,
  problems: [],
  kernelRelease,
  architecture: 'x86_64',
  running: false,
  recovery: false,
  quickRestart: true,
  flavour: null,
  imageChangedAtMs: null,
});

const SIMPLE = entry('simple', 'Debian', [], '6.12.107+deb13-amd64');
const NEW = entry('new', 'With Linux 6.12.107', ['Advanced options'], '6.12.107+deb13-amd64');
const OLD = entry('old', 'With Linux 6.12.94', ['Advanced options'], '6.12.94+deb13-amd64');
const OTHER = entry('other', 'Windows', [], null);
const ALL = [SIMPLE, NEW, OLD, OTHER];
const ids = (entries: readonly KernelRow[]): string => entries.map(({ id }) => id).join(' ');

describe('searching entries', () => {
  const CASES: readonly (readonly [search: string, found: string])[] = [
    ['', 'simple new old other'],
    ['   ', 'simple new old other'],
    ['6.12.94', 'old'],
    ['LINUX', 'new old'],
    ['advanced 107', 'new'], // every word, wherever it stands
    ['107 advanced', 'new'],
    ['windows', 'other'],
    ['no such', ''],
    ['.*', ''], // no pattern
  ];
  for (const [search, found] of CASES) test(JSON.stringify(search), () => assert.equal(ids(searchEntries(ALL, search)), found));
});

test('entries that follow one another below the same titles make one submenu', () => {
  assert.deepEqual(
    submenusOf(ALL).map(({ titlePath, entries }) => [titlePath.join(), ids(entries)]),
    [
      ['', 'simple'],
      ['Advanced options', 'new old'],
      ['', 'other'],
    ],
  );
});

describe('the policy', () => {
  test('that is asked for is shown before the one that is set', () => {
    assert.equal(shownPolicy('newest', { kind: 'policy', policy: 'entry:old' }), 'entry:old');
    assert.equal(shownPolicy('newest', { kind: 'boot-loader-default', entryId: 'old' }), 'newest');
    assert.equal(shownPolicy('newest', null), 'newest');
    assert.equal(shownPolicy(null, null), null);
  });

  test('of an entry that has gone is noticed', () => {
    assert.equal(isGone('entry:gone', ALL), true);
    assert.equal(isGone(policyOf(OLD), ALL), false);
    assert.equal(isGone('newest', ALL), false);
  });
});
