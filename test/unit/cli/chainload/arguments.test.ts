import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { parseArguments } from '../../../../src/cli/arguments.ts';
import type { ChainloadCall } from '../../../../src/cli/chainload/arguments.ts';

const REQUEST = { source: { kind: 'kept' }, slot: null, delaySeconds: null, tries: null, way: null } as const;
const files = (changes: object): object => ({ kind: 'files', kernel: '/k', initrds: [], append: '', reuse: false, ...changes });

const UNDERSTOOD: readonly (readonly [line: string, call: object])[] = [
  ['chainload', { action: 'status', json: false }],
  ['--json chainload', { action: 'status', json: true }],
  ['chainload status --json', { action: 'status', json: true }],
  ['chainload test', { action: 'test', json: false }],
  ['chainload confirm --json', { action: 'confirm', json: true }],
  ['chainload switch', { action: 'switch', json: false, slot: null }],
  ['chainload switch b', { action: 'switch', json: false, slot: 'b' }],
  ['chainload disable', { action: 'disable', json: false, forget: false }],
  ['chainload disable --forget', { action: 'disable', json: false, forget: true }],
  ['chainload enable', { action: 'enable', json: false, request: REQUEST }],
  ['chainload enable --entry default', { action: 'enable', json: false, request: { ...REQUEST, source: { kind: 'entry', entry: 'default', reuse: false } } }],
  ['chainload enable --entry 6.12 --reuse --slot b', { action: 'enable', json: false, request: { ...REQUEST, source: { kind: 'entry', entry: '6.12', reuse: true }, slot: 'b' } }],
  ['chainload enable --kernel /k --reuse', { action: 'enable', json: false, request: { ...REQUEST, source: files({ reuse: true }) } }],
  ['chainload enable --kernel /k --initrd /1 --initrd=/2 --append=ro --reuse --delay 0 --tries 10 --how sysv', { action: 'enable', json: false, request: { ...REQUEST, source: files({ initrds: ['/1', '/2'], append: 'ro', reuse: true }), delaySeconds: 0, tries: 10, way: 'sysv' } }],
  ['chainload enable --kernel /k --append=', { action: 'enable', json: false, request: { ...REQUEST, source: files({}) } }],
  ['chainload --help', { action: 'help', about: null }],
  ['chainload -h enable', { action: 'help', about: 'enable' }],
];

describe('understood', () => {
  for (const [line, call] of UNDERSTOOD) test(line, () => assert.deepEqual(parseArguments(line.split(' ')), { ok: true, value: { kind: 'chainload', call: call as ChainloadCall } }));
});

const REFUSED: readonly (readonly [argv: readonly string[], message: RegExp, hint: RegExp])[] = [
  [['chainlaod'], /no command 'chainlaod'/, /quick-restart chainload/],
  [['chainload', 'enabel'], /no command 'chainload enabel'/, /chainload enable/],
  [['chainload', 'xyzzy'], /no command/, /chainload --help/],
  [['chainload', '__proto__'], /no command/, /--help/],
  [['chainload', '--__proto__'], /no option/, /--help/],
  [['chainload', 'enable', '--kernal', '/k'], /no option --kernal/, /--kernel/],
  [['chainload', 'enable', '--kernel'], /--kernel needs a value/, /--help/],
  [['chainload', 'enable', '--kernel='], /--kernel needs a value/, /--help/],
  [['chainload', 'enable', '--kernel', '/a', '--kernel', '/b'], /given twice/, /--help/],
  [['chainload', 'enable', '--reuse=yes'], /takes no value/, /--help/],
  [['chainload', 'enable', '/vmlinuz'], /does not take '\/vmlinuz'/, /enable --help/],
  [['chainload', 'status', '--kernel', '/k'], /'chainload status' does not take --kernel/, /status --help/],
  [['chainload', 'switch', 'c'], /no slot 'c'/, /a and b/],
  [['chainload', 'switch', 'a', 'b'], /does not take 'b'/, /switch --help/],
  [['chainload', 'enable', '--kernel', '/k'], /command line .* not said/, /--reuse/],
  [['chainload', 'enable', '--kernel', 'vmlinuz', '--reuse'], /“vmlinuz” is no path/, /begins with \//],
  [['chainload', 'enable', '--kernel', '/k\nenabled=yes', '--reuse'], /no path/, /begins with/],
  [['chainload', 'enable', '--kernel', '/k', '--initrd', ' /i', '--reuse'], /no path/, /begins with/],
  [['chainload', 'enable', '--kernel', '/k', '--append', 'a\nb=c'], /one line/, /line ends/],
  [['chainload', 'enable', '--kernel', '/k', '--entry', 'x'], /two different/, /--kernel or --entry/],
  [['chainload', 'enable', '--entry', 'x', '--append', 'ro'], /belong to a kernel/, /has its own/],
  [['chainload', 'enable', '--entry', 'x\ny'], /one line/, /ids/],
  [['chainload', 'enable', '--initrd', '/i'], /belong to a kernel/, /--kernel/],
  [['chainload', 'enable', '--reuse'], /--reuse is for/, /--kernel or --entry/],
  [['chainload', 'enable', '--delay', '301'], /--delay must be a number from 0 to 300/, /enable --help/],
  [['chainload', 'enable', '--tries', '0'], /--tries must be a number from 1 to 10/, /enable --help/],
  [['chainload', 'enable', '--how', 'grub'], /'grub' is nothing/, /systemd, sysv and init/],
  [['chainload', 'enable', '--slot', 'A'], /no slot 'A'/, /a and b/],
];

describe('refused as usage, with a hint', () => {
  for (const [argv, message, hint] of REFUSED) {
    test(JSON.stringify(argv.slice(1).join(' ')), () => {
      const parsed = parseArguments(argv);
      assert.ok(!parsed.ok);
      assert.equal(parsed.error.kind, 'usage');
      assert.match(parsed.error.message, message);
      assert.match(parsed.error.hint, hint);
    });
  }
});
