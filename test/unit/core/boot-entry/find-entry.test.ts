import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { findEntry } from '../../../../src/core/boot-entry/find-entry.ts';
import { entry, entryOf, NEWER, RUNNING } from './support/sample-entries.ts';

const TOP = entry({ id: 'simple', title: 'Debian GNU/Linux', default: true });
const COPY = entry({ id: 'adv>newer', title: `Debian GNU/Linux, with Linux ${NEWER}`, titlePath: ['Advanced options'] });
const RECOVERY = entry({ id: 'adv>newer-recovery', title: `Debian GNU/Linux, with Linux ${NEWER} (recovery mode)`, commandLine: 'root=UUID=1-2 ro single', recovery: true });
const OLDER = entryOf(RUNNING, { id: 'adv>running', title: `Debian GNU/Linux, with Linux ${RUNNING}` });
const MEMTEST = entry({ id: 'memtest', title: 'Memory test', kernel: null, kernelRelease: null, quickRestart: false });
const MENU = [TOP, COPY, RECOVERY, OLDER, MEMTEST];

function found(selector: string, entries = MENU): string {
  const result = findEntry(entries, selector);
  return result.ok ? result.value.id : `${result.error.kind}: ${result.error.candidates.map((one) => one.id).join(' ')}`;
}

describe('an entry by what a person types', () => {
  const cases = [
    ['an id', 'adv>newer', 'adv>newer'],
    ['the id of a recovery entry', 'adv>newer-recovery', 'adv>newer-recovery'],
    ['a release: the first of those that start the same', NEWER, 'simple'],
    ['a release', RUNNING, 'adv>running'],
    ['a whole title, although others contain it', 'debian gnu/linux', 'simple'],
    ['a part of one title', 'MEMORY', 'memtest'],
    ['a part of titles: recovery entries step back', `with linux ${NEWER}`, 'adv>newer'],
    ['a part of one recovery title', 'recovery', 'adv>newer-recovery'],
    ['a part of several titles', 'with linux', 'entry-ambiguous: adv>newer adv>newer-recovery adv>running'],
    ['nothing that is there', 'gentoo', 'entry-unknown: '],
    ['an empty selector', '', 'entry-unknown: '],
    ['an id in another case', 'SIMPLE', 'entry-unknown: '],
  ] as const;
  for (const [name, selector, expected] of cases) test(name, () => assert.equal(found(selector), expected));
});

describe('one release, several entries', () => {
  const differing = [
    ['another command line', { commandLine: 'root=UUID=3 ro' }],
    ['another initrd', { initrds: ['/boot/other.img'] }],
    ['another kernel image', { kernel: '/mnt/vmlinuz' }],
    ['another device tree', { devicetree: '/boot/x.dtb' }],
    ['a password', { restricted: true }],
  ] as const;
  for (const [name, changes] of differing) {
    test(`${name} makes it ambiguous`, () => assert.equal(found(NEWER, [TOP, { ...COPY, ...changes }]), 'entry-ambiguous: simple adv>newer'));
  }
  test('white space does not', () => assert.equal(found(NEWER, [TOP, { ...COPY, commandLine: 'root=UUID=1-2  ro quiet ' }]), 'simple'));
  test('a single recovery entry is meant where there is no other', () => assert.equal(found(NEWER, [RECOVERY, OLDER]), 'adv>newer-recovery'));
  test('an id wins over a release', () => assert.equal(found(NEWER, [TOP, { ...OLDER, id: NEWER }]), NEWER));
});
