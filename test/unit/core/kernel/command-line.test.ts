import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { commandLineDifference, findParameter, parametersOf, sameCommandLine, stripBootImage, wordsOf } from '../../../../src/core/kernel/command-line.ts';

describe('words', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['  \t\n ', []],
    ['root=/dev/sda1 ro', ['root=/dev/sda1', 'ro']],
    [' a\t b\n', ['a', 'b']],
    ['dyndbg="file a.c +p" ro', ['dyndbg="file a.c +p"', 'ro']],
    ['"name=a b" c', ['"name=a b"', 'c']],
    ['a="x y', ['a="x y']],
    ['a"b c"d e', ['a"b c"d', 'e']],
    ['a\\"b c" d', ['a\\"b c"', 'd']], // a backslash escapes nothing
    ["a='x y'", ["a='x", "y'"]], // neither do single quotes
  ];
  for (const [line, words] of cases) test(JSON.stringify(line), () => assert.deepEqual(wordsOf(line), words));
});

describe('names and values', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['ro', 'ro', null],
    ['root=UUID=1-2', 'root', 'UUID=1-2'],
    ['init=', 'init', ''],
    ['dyndbg="file a.c +p"', 'dyndbg', 'file a.c +p'],
    ['"name=a b"', 'name', 'a b'],
    ['"quoted"', 'quoted', null],
    ['=odd', '=odd', null],
    ['=odd=1', '=odd', '1'],
  ];
  for (const [word, name, value] of cases) test(word, () => assert.deepEqual(parametersOf(word), [{ name, value, word }]));

  test('the last one counts', () => assert.equal(findParameter('root=/dev/sda1 ro root=UUID=1', 'root')?.value, 'UUID=1'));
  test('- and _ are the same in names', () => assert.equal(findParameter('systemd.debug-shell=1', 'systemd.debug_shell')?.value, '1'));
  test('a name is not part of a name', () => assert.equal(findParameter('rootflags=subvol=@', 'root'), null));
});

describe('BOOT_IMAGE', () => {
  const cases = [
    ['BOOT_IMAGE=/vmlinuz-6.12 root=/dev/vda1 ro', 'root=/dev/vda1 ro'],
    ['root=x  BOOT_IMAGE=/v  ro', 'root=x  ro'],
    ['root=x ro BOOT_IMAGE=/v', 'root=x ro'],
    ['BOOT_IMAGE=/v', ''],
    ['BOOT_IMAGE=/a BOOT_IMAGE=/b c', 'c'],
    ['root=x  ro ', 'root=x  ro '],
    ['MY_BOOT_IMAGE=/v x', 'MY_BOOT_IMAGE=/v x'],
  ] as const;
  for (const [line, expected] of cases) test(JSON.stringify(line), () => assert.equal(stripBootImage(line), expected));
});

describe('same command line', () => {
  const cases = [
    ['root=x ro', 'BOOT_IMAGE=/v root=x  ro ', true],
    ['root=x ro', 'initrd=\\initrd.img root=x ro', true], // as systemd-boot passes it
    ['root=x ro', 'quick_restart.chained=a root=x ro', true], // of one boot, by chain loading
    ['root=x ro', 'ro root=x', false],
    ['root=x ro', 'root=x ro quiet', false],
    ['a="x y"', 'a="x  y"', false],
  ] as const;
  for (const [a, b, same] of cases) test(`${a} | ${b}`, () => assert.equal(sameCommandLine(a, b), same));
});

test('the difference names what was added and what is gone, twice where it stood twice', () => {
  const difference = commandLineDifference('BOOT_IMAGE=/v root=x ro quiet console=tty0 console=tty0', 'root=y ro console=tty0 single');
  assert.deepEqual(difference, { added: ['root=y', 'single'], removed: ['root=x', 'quiet', 'console=tty0'] });
});
