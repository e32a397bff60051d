import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { readNeedrestart } from '../../../../src/core/restart-required/needrestart-output.ts';
import { readNeedsRestarting } from '../../../../src/core/restart-required/needs-restarting-output.ts';
import { isPackageName, kindOfPackage, parsePackageList } from '../../../../src/core/restart-required/package-names.ts';
import { listOfNames } from '../../../../src/core/restart-required/reason-message.ts';
import { statement } from '../../../../src/core/restart-required/restart-statement.ts';
import { formatStatements, parseStatements } from '../../../../src/core/restart-required/stored-statements.ts';
import { inEnglish, say } from '../../../../src/core/sentence.ts';

const NOW = 1_800_000_000_000;

describe('a list of packages', () => {
  const cases: readonly (readonly [string, string, readonly string[], number])[] = [
    ['empty', '', [], 0],
    ['repeated, with blank lines and spaces', 'libc6\n\n libc6 \nlinux-base\n', ['libc6', 'linux-base'], 0],
    ['without a line end', 'dbus', ['dbus'], 0],
    ['Windows line ends', 'dbus\r\nlibc6\r\n', ['dbus', 'libc6'], 0],
    ['NULs', 'dbus\0\0\nlibc6\n\0', ['libc6'], 2],
    ['escape sequences and words', '\u001b[2Jrm -rf /\nlibssl3:amd64\n<b>x</b>\n', ['libssl3:amd64'], 2],
    ['a line without end', 'x'.repeat(100_000), [], 1],
  ];
  for (const [name, text, names, malformedLines] of cases) test(name, () => assert.deepEqual(parsePackageList(text), { names, malformedLines }));

  test('any text: every name is one, none twice, no crash', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      const { names } = parsePackageList(text);
      assert.ok(names.every(isPackageName));
      assert.equal(new Set(names).size, names.length);
    }));
  });

  for (const [kind, names] of [
    ['kernel-updated', ['linux-image-6.12.107+deb13-amd64', 'linux-image-amd64', 'linux-base', 'linux', 'linux-lts', 'kernel', 'kernel-core', 'kernel-default', 'linux-modules-6.8.0-45-generic']],
    ['boot-chain', ['grub-efi-amd64-signed', 'shim-signed', 'systemd-boot', 'intel-microcode', 'amd64-microcode', 'amd-ucode', 'microcode_ctl', 'linux-firmware', 'firmware-amd-graphics', 'fwupd']],
    ['libraries', ['libc6', 'libssl3', 'glibc', 'openssl', 'dbus', 'systemd']],
    ['requested', ['libreoffice-core', 'kernel-headers', 'kernel-devel', 'linuxdoc-tools', 'xserver-xorg-core', 'snapd']],
  ] as const) test(`${kind}: ${names.join(', ')}`, () => assert.deepEqual(names.map(kindOfPackage), names.map(() => kind)));

  test('a sentence names four, and how many more', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    assert.equal(inEnglish(listOfNames({ names, inAll: 16 })), 'a, b, c, d and 12 more');
    assert.equal(listOfNames({ names: names.slice(0, 4), inAll: 4 }), 'a, b, c, d');
    assert.equal(listOfNames({ names: [], inAll: 0 }), '');
  });
});

describe('needrestart -b -k -w', () => {
  const output = (...lines: readonly string[]): string => ['NEEDRESTART-VER: 3.6', 'NEEDRESTART-KCUR: 6.1.0-1-amd64', 'NEEDRESTART-KEXP: 6.1.0-2-amd64', ...lines, ''].join('\n');
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['nothing', output('NEEDRESTART-KSTA: 1'), []],
    ['unknown', output('NEEDRESTART-KSTA: 0', 'NEEDRESTART-UCSTA: 0'), []],
    ['the same release, built anew', output('NEEDRESTART-KSTA: 2'), ['kernel-updated sure']],
    ['a newer release', output('NEEDRESTART-KSTA: 3'), ['kernel-superseded likely']],
    ['a newer microcode', output('NEEDRESTART-UCSTA: 2'), ['boot-chain likely']],
    ['both', output('NEEDRESTART-KSTA: 3', 'NEEDRESTART-UCSTA: 2'), ['kernel-superseded likely', 'boot-chain likely']],
    ['said twice: the first counts', output('NEEDRESTART-KSTA: 1', 'NEEDRESTART-KSTA: 2'), []],
    ['noise', 'Scanning processes...\nNEEDRESTART\nNEEDRESTART-KSTA 3\n', []],
  ];
  for (const [name, text, said] of cases) test(name, () => assert.deepEqual(readNeedrestart(text).map((one) => `${one.kind} ${one.confidence}`), said));
});

describe('needs-restarting -r', () => {
  const dnf4 = (...names: readonly string[]): string => `Core libraries or services have been updated since boot-up:\n${names.map((name) => `  * ${name}\n`).join('')}\nReboot is required to fully utilize these updates.\nMore information: https://access.redhat.com/solutions/27943\n`;
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['not needed', 'No core libraries or services have been updated since boot-up.\nReboot should not be necessary.\n', []],
    ['dnf without the plugin', "No such command: needs-restarting. Please use /usr/bin/dnf --help\n", []],
    ['a kernel', dnf4('kernel', 'kernel-core'), ['kernel-updated kernel, kernel-core']],
    ['several kinds', dnf4('glibc', 'linux-firmware', 'systemd', 'mesa'), ['boot-chain linux-firmware', 'libraries glibc, systemd', 'requested mesa']],
    ['with a version, as yum-utils does', dnf4('kernel-6.1.2-3.el9.x86_64'), ['kernel-updated kernel-6.1.2-3.el9.x86_64']],
    ['without a name', 'Reboot is required\n', ['requested']],
  ];
  for (const [name, text, said] of cases) test(name, () => assert.deepEqual(readNeedsRestarting(text).map((one) => `${one.kind} ${one.packages.names.join(', ')}`.trim()), said));
});

describe('statements below /run', () => {
  const said = [statement('libraries', 'needrestart', { confidence: 'likely', sinceMs: NOW - 5, message: say('Perhaps {what}.', { what: 'it' }) }), statement('requested', 'package-kit', { packages: { names: ['a'], inAll: 7 } })];

  test('what is written is read again', () => assert.deepEqual(parseStatements(formatStatements(said), NOW), said));
  test('a time in the future, because somebody set the clock, is none', () => assert.equal(parseStatements(formatStatements(said), NOW - 1000)?.[0]?.sinceMs, null));
  test('cut off anywhere: nothing, and no crash', () => {
    const text = formatStatements(said);
    for (let end = 0; end < text.length - 1; end += 1) assert.equal(parseStatements(text.slice(0, end), NOW), null);
  });
  for (const change of ['"kind":"other"', '"source":"me"', '"confidence":"certain"', '"packages":{"names":["\\u001b[2J"],"inAll":1}', '"packages":{"names":["a"],"inAll":0}', '"packages":null', '"message":7']) {
    test(`not ours: ${change}`, () => {
      const [key] = change.split(':', 1);
      const text = formatStatements(said.slice(1)).replace(new RegExp(`${key!}:(?:"[^"]*"|\\{[^}]*\\}|null)`), change);
      assert.notEqual(text, formatStatements(said.slice(1)));
      assert.equal(parseStatements(text, NOW), null);
    });
  }
  test('any JSON', () => fc.assert(fc.property(fc.json(), (text) => void parseStatements(text, NOW))));
});
