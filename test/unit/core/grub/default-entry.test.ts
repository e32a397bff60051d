import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { chooseDefault, fallbackIndexes } from '../../../../src/core/grub/default-entry.ts';
import { defaultWithSavedEntry } from '../../../../src/core/grub/index.ts';
import { block, fakeHost, menuOf } from './fake-host.ts';

const ITEMS = ['Linux', '2nd', 'a > b', 'x>y', 'sub'].map((title, index) => ({ title, id: `id${index}` }));

describe('the default of one menu', () => {
  const cases: readonly (readonly [string | undefined, number, boolean])[] = [
    [undefined, 0, false],
    ['', 0, false],
    ['2', 2, false],
    ['0x1', 1, false],
    ['03', 3, false],
    [' 2', 2, false],
    ['2nd', 2, false],
    ['1>3', 1, false],
    ['5', 0, true],
    ['-1', 0, true],
    ['99999999999999999999', 0, true],
    ['4294967297', 1, false],
    ['Linux', 0, false],
    ['id3', 3, false],
    ['sub>0', 4, false],
    ['a >> b', 2, false],
    ['a > b', 0, true],
    ['x>>y', 3, false],
    ['x>>y>1', 3, false],
    ['linux', 0, true],
    ['Linux ', 0, true],
  ];
  for (const [setting, index, invalid] of cases) test(setting ?? 'unset', () => assert.deepEqual(chooseDefault(setting, ITEMS, false), { index, invalid }));
});

describe('the default of one menu where ids come first', () => {
  const items = [...ITEMS, { title: 'Fedora Linux (6.8.5)', id: '0f1e-6.8.5' }, { title: '4', id: '7' }, { title: 'id1 z', id: 'x y' }];
  const cases: readonly (readonly [string | undefined, number, boolean])[] = [
    [undefined, 0, false],
    ['', 0, false],
    ['2', 2, false],
    ['0x2', 2, false],
    ['7', 6, false],
    ['4', 6, false],
    ['9', 0, true],
    ['2nd', 1, false],
    ['2x', 0, true],
    ['1>3', 0, true],
    ['1 2', 0, true],
    ['0f1e-6.8.5', 5, false],
    ['0f1e-6.8.5 x', 0, true],
    ['Fedora Linux (6.8.5)', 5, false],
    ['id1 z', 0, true],
    ['x y', 0, true],
    ['sub>id2', 4, false],
    ['id4>id2', 4, false],
    ['x>>y', 3, false],
  ];
  for (const [setting, index, invalid] of cases) test(setting ?? 'unset', () => assert.deepEqual(chooseDefault(setting, items, true), { index, invalid }));

  test('fallback lists', () => {
    assert.deepEqual(fallbackIndexes('id2 1 id4', ITEMS, true), [2, 1, 4]);
    assert.deepEqual(fallbackIndexes('nothing 1', ITEMS, true), []);
  });
});

describe('the default of a whole menu', () => {
  const MENU = 'menuentry A { linux /k1; }\nsubmenu S --id s { menuentry B { linux /k2; }\nmenuentry C --id c { linux /k3; }\nsubmenu T { menuentry D { linux /k4; } } }\nmenuentry E { linux /missing; }\nmenuentry F { linux /k6; }\n';
  const cases: readonly (readonly [string, string | null])[] = [
    ['', '/k1'],
    ['set default=1', '/k2'],
    ['set default="1>1"', '/k3'],
    ['set default="S>C"', '/k3'],
    ['set default="s>c"', '/k3'],
    ['set default="s>T>D"', '/k4'],
    ['set default="s>9"', '/k2'],
    ['set default=c', '/k1'],
    ['set default=3', '/k6'],
    ['set default=2', '/missing'],
    ['set default=2; set fallback=3', '/k6'],
    ['set default=2; set fallback="9 2 1"', '/k2'],
    ['set default=0; set fallback=3', '/k1'],
    ['set default="1>2>0"', '/k4'],
  ];
  for (const [setting, expected] of cases) {
    test(setting, () => assert.deepEqual(menuOf(`${setting}\n${MENU}`).entries.filter((entry) => entry.default).map((entry) => entry.kernel), [expected]));
  }
});

test('fallback lists', () => {
  assert.deepEqual(fallbackIndexes('1 0x2  3', ITEMS, false), [1, 2, 3]);
  assert.deepEqual(fallbackIndexes('id2 1', ITEMS, false), []);
  assert.deepEqual(fallbackIndexes(undefined, ITEMS, false), []);
});

describe('what the default would be with another saved entry', () => {
  const HEADER = 'if [ -s $prefix/grubenv ]; then load_env; fi\nif [ "${next_entry}" ]; then set default="${next_entry}"; else set default="${saved_entry}"; fi\n';
  const MENU = 'menuentry A { linux /k1; }\nsubmenu S { menuentry B --id b { linux /k2; } }\n';
  const config = { device: 'disk', path: '/boot/grub/grub.cfg' };
  const answer = (header: string, id: string, files: Readonly<Record<string, string>>): string | null => defaultWithSavedEntry(fakeHost({ files: { [config.path]: header + MENU, ...files } }), config, id)?.kernel ?? null;

  test('the entry that is named', () => assert.equal(answer(HEADER, 'S>b', { '/boot/grub/grubenv': block('saved_entry=A\nx=1\n') }), '/k2'));
  test('one-shot settings aside', () => assert.equal(answer(HEADER, 'S>b', { '/boot/grub/grubenv': block('next_entry=0\n') }), '/k2'));
  test('without a block so far', () => assert.equal(answer(HEADER, '1>0', {}), '/k2'));
  test('a configuration that does not heed it', () => assert.equal(answer('set default=0\n', 'S>b', { '/boot/grub/grubenv': block('') }), '/k1'));
  test('an entry that is not there', () => assert.equal(answer(HEADER, 'gone', {}), '/k1'));
});
