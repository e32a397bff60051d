import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { readBootCounter } from '../../../../src/core/boot-loader-spec/boot-counting.ts';
import { matchesGlob } from '../../../../src/core/boot-loader-spec/glob.ts';
import { keyValues } from '../../../../src/core/boot-loader-spec/key-values.ts';
import { parseLoaderConf } from '../../../../src/core/boot-loader-spec/loader-conf.ts';
import { imageNames } from '../../../../src/core/boot-loader-spec/os-release.ts';
import { stubCommandLine } from '../../../../src/core/boot-loader-spec/unified-kernel-image.ts';
import { decodeUtf8 } from '../../../../src/core/boot-loader-spec/utf8.ts';

describe('lines of keys and values', () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly (readonly [string, string])[]])[] = [
    ['spaces and tabs', 'title  a b\n\tlinux\t /v \n', [['title', 'a b'], ['linux', '/v']]],
    ['comments and empty lines', '# title x\n\n  # y\ntitle z', [['title', 'z']]],
    ['CRLF', 'title a\r\nlinux /v\r\n', [['title', 'a'], ['linux', '/v']]],
    ['a key without a value', 'title\nlinux \noptions', []],
    ['quotes around a value', 'a "x y"\nb \'x\'\nc "x\nd x"\ne "', [['a', 'x y'], ['b', 'x'], ['c', '"x'], ['d', 'x"'], ['e', '']]],
    ['inner blanks stay', 'options a  b\tc', [['options', 'a  b\tc']]],
    ['nothing behind a NUL', 'title a\0b\nlinux /v', [['title', 'a']]],
    ['a byte order mark hides the first key', '\ufefftitle a\nlinux /v', [['\ufefftitle', 'a'], ['linux', '/v']]],
  ];
  for (const [what, text, expected] of cases) test(what, () => assert.deepEqual(keyValues(text, ' \t').map(({ key, value }) => [key, value]), expected));
  test('lines are counted as in the file', () => assert.deepEqual(keyValues('a 1\r\n\r\nb 2\n', ' \t').map(({ line }) => line), [1, 3]));
});

describe('boot counters', () => {
  const cases: readonly (readonly [file: string, name: string, left: number | null, done: number | null])[] = [
    ['a.conf', 'a.conf', null, null],
    ['a+3.conf', 'a.conf', 3, 0],
    ['a+2-1.conf', 'a.conf', 2, 1],
    ['a+0-3.conf', 'a.conf', 0, 3],
    ['a+1+2.conf', 'a+1.conf', 2, 0],
    ['a+2-.conf', 'a+2-.conf', null, null],
    ['a+x.conf', 'a+x.conf', null, null],
    ['6.12.107+deb13-amd64.conf', '6.12.107+deb13-amd64.conf', null, null],
    ['a+3-1-2.conf', 'a+3-1-2.conf', null, null],
    ['a+99999999999.conf', 'a+99999999999.conf', null, null],
    ['+3.conf', '.conf', 3, 0],
  ];
  for (const [file, name, left, done] of cases) {
    test(file, () => assert.deepEqual(readBootCounter(file, '.conf'), { name, counter: left === null ? null : { triesLeft: left, triesDone: done } }));
  }
});

describe('patterns of ids', () => {
  const cases: readonly (readonly [pattern: string, text: string, fits: boolean])[] = [
    ['a.conf', 'a.conf', true], ['a.conf', 'b.conf', false], ['a', 'a.conf', false], ['*', '', true], ['*', 'x', true],
    ['debian-*', 'debian-6.1.conf', true], ['*-6.1*', 'debian-6.1.conf', true], ['a*b*c', 'aXbXbXc', true], ['a*b*c', 'aXbXb', false],
    ['?.conf', 'a.conf', true], ['?', '', false], ['[ab].conf', 'b.conf', true], ['[a-c]', 'b', true], ['[a-c]', 'd', false],
    ['[]x]', ']', true], ['[a-]', '-', true], ['[-a]', '-', true], ['[a-c-f]', 'e', false], ['[a-c-f]', '-', true], ['[!a]', 'b', false],
    ['[!a]', '!', true], ['[a', 'a', false], ['\\*', '*', true], ['\\*', 'x', false], ['a\\', 'a', false], ['[\\]]', ']', true],
    ['', '', true], ['', 'a', false], ['**a', 'ba', true],
  ];
  for (const [pattern, text, fits] of cases) test(`${pattern} ${fits ? 'fits' : 'does not fit'} ${text}`, () => assert.equal(matchesGlob(pattern, text), fits));
});

describe('loader.conf', () => {
  const cases: readonly (readonly [what: string, text: string, expected: object])[] = [
    ['empty', '', { default: null, preferred: null, autoEntries: true }],
    ['a pattern, in lower case', 'timeout 3\ndefault Debian-*\n', { default: 'debian-*', preferred: null, autoEntries: true }],
    ['the last one counts', 'default a\ndefault b\n', { default: 'b', preferred: null, autoEntries: true }],
    ['the saved entry', 'default @SAVED\n', { default: '@saved', preferred: null, autoEntries: true }],
    ['another special name is ignored', 'default a\ndefault @other\n', { default: 'a', preferred: null, autoEntries: true }],
    ['the preferred entry', 'preferred a*\n', { default: null, preferred: 'a*', autoEntries: true }],
    ['no other systems', 'auto-entries no\n', { default: null, preferred: null, autoEntries: false }],
    ['no word for yes or no', 'auto-entries 0\nauto-entries maybe\n', { default: null, preferred: null, autoEntries: false }],
  ];
  for (const [what, text, expected] of cases) test(what, () => assert.deepEqual(parseLoaderConf(text), expected));
});

describe('names of an image', () => {
  const cases: readonly (readonly [what: string, text: string, expected: object | null])[] = [
    ['the usual', 'PRETTY_NAME="Debian 13"\nNAME=Debian\nID=debian\nVERSION_ID="13"', { title: 'Debian 13', version: '13', sortKey: 'debian' }],
    ['an image of its own', 'NAME=X\nID=x\nVERSION=3\nIMAGE_ID=app\nIMAGE_VERSION=7', { title: 'app', version: '7', sortKey: 'app' }],
    ['a rolling one', 'NAME="Arch Linux"\nID=arch\nBUILD_ID=rolling', { title: 'Arch Linux', version: 'rolling', sortKey: 'arch' }],
    ['no version', 'ID=x', { title: 'x', version: null, sortKey: 'x' }],
    ['no name', 'VERSION_ID=3', null],
    ['an empty value', 'PRETTY_NAME=\nID=x', { title: '', version: null, sortKey: 'x' }],
  ];
  for (const [what, text, expected] of cases) test(what, () => assert.deepEqual(imageNames(text), expected));
});

describe('command lines behind the stub', () => {
  test('the line end goes', () => assert.equal(stubCommandLine('root=/dev/vda1 ro\n'), 'root=/dev/vda1 ro'));
  test('lines become blanks', () => assert.equal(stubCommandLine('\n a\nb\tc \n'), 'a b c'));
  test('signs that UCS-2 does not have are lost', () => assert.equal(stubCommandLine('a=😀é'), 'a=é'));
  test('a long run of blanks takes no time', () => assert.equal(stubCommandLine(`a${' '.repeat(60_000)}b`).length, 60_002));
});

describe('UTF-8', () => {
  const texts = ['', 'abc', 'é', '€', '😀', '\ufeffa', 'a\u0000b', '퟿\ue000\uffff', '\u{10ffff}'];
  for (const text of texts) test(JSON.stringify(text), () => assert.deepEqual(decodeUtf8(new TextEncoder().encode(text)), { text, valid: true }));
  const broken: readonly (readonly number[])[] = [[0xff], [0xc3], [0xc0, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xf0, 0x9f, 0x98]];
  for (const bytes of broken) test(bytes.map((one) => one.toString(16)).join(' '), () => assert.equal(decodeUtf8(Uint8Array.from(bytes)).valid, false));
});
