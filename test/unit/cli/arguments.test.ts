import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { parseArguments, wantsJson, type Invocation } from '../../../src/cli/arguments.ts';

const NO_OPTIONS = { json: false, yes: false, full: false, fallback: false, whySlow: false, root: null, bootLoader: null, kernel: null, initrds: [], append: null, reuseCommandLine: false, place: null, direct: false, unmount: false };

function runs(command: string, operand: string | null = null, options: object = {}): Invocation {
  return { kind: 'run', command, operand, options: { ...NO_OPTIONS, ...options } } as Invocation;
}

const UNDERSTOOD: readonly (readonly [readonly string[], Invocation])[] = [
  [[], runs('status')],
  [['--json'], runs('status', null, { json: true })],
  [['status', '--json'], runs('status', null, { json: true })],
  [['--json', 'status'], runs('status', null, { json: true })],
  [['list', '--root', '/mnt'], runs('list', null, { root: '/mnt' })],
  [['list', '--root=/mnt', '--json'], runs('list', null, { root: '/mnt', json: true })],
  [['plan', '6.12'], runs('plan', '6.12')],
  [['plan', '--', '--json'], runs('plan', '--json')],
  [['load', 'a>b', '--root', '/mnt'], runs('load', 'a>b', { root: '/mnt' })],
  [['unload'], runs('unload')],
  [['load', '--kernel', 'bzImage', '--initrd', 'a', '--initrd=b', '--append', 'ro quiet'], runs('load', null, { kernel: 'bzImage', initrds: ['a', 'b'], append: 'ro quiet' })],
  [['load', '--kernel=k', '--reuse-cmdline'], runs('load', null, { kernel: 'k', reuseCommandLine: true })],
  [['now', '--boot-menu'], runs('now', null, { place: 'boot-menu' })],
  [['now', '--firmware', '--full', '-y'], runs('now', null, { place: 'firmware-setup', full: true, yes: true })],
  [['now', '--root', '/target', '--unmount', '--direct', '-y'], runs('now', null, { root: '/target', unmount: true, direct: true, yes: true })],
  [['now', '--direct'], runs('now', null, { direct: true })],
  [['now', '-y', '--fallback'], runs('now', null, { yes: true, fallback: true })],
  [['now', '--full', '--yes', '--json'], runs('now', null, { full: true, yes: true, json: true })],
  [['now', '6.12', '--full'], runs('now', '6.12', { full: true })],
  [['now', 'Debian', '--yes', '--yes'], runs('now', 'Debian', { yes: true })],
  [['default'], runs('default')],
  [['default', 'newest'], runs('default', 'newest')],
  [['status', '--why-slow'], runs('status', null, { whySlow: true })],
  [['default', '--boot-loader', '6.12'], runs('default', null, { bootLoader: '6.12' })],
  [['--help'], { kind: 'help', about: null }],
  [['-h'], { kind: 'help', about: null }],
  [['now', '--help'], { kind: 'help', about: 'now' }],
  [['--help', 'list'], { kind: 'help', about: 'list' }],
  [['--version'], { kind: 'version' }],
  [['-V'], { kind: 'version' }],
];

describe('understood', () => {
  for (const [argv, expected] of UNDERSTOOD) {
    test(argv.join(' ') || '(nothing)', () => assert.deepEqual(parseArguments(argv), { ok: true, value: expected }));
  }
});

const REFUSED: readonly (readonly [readonly string[], RegExp, RegExp])[] = [
  [['stauts'], /no command 'stauts'/, /quick-restart status/],
  [['unlaod'], /no command/, /quick-restart unload/],
  [['reboot'], /no command/, /quick-restart now/],
  [['help'], /no command/, /--help/],
  [['xyzzy'], /no command/, /--help/],
  [['--jsno'], /no option --jsno/, /--json/],
  [['now', '--fall'], /no option --fall/, /--fallback/],
  [['-z'], /no option -z/, /--help/],
  [['--quux=1'], /no option --quux/, /--help/],
  [['list', '--yes'], /'list' does not take --yes/, /list --help/],
  [['status', '--root', '/'], /'status' does not take --root/, /status --help/],
  [['now', '--root', '/mnt'], /unmount it first/, /--unmount/],
  [['now', '--unmount'], /not said/, /--root/],
  [['now', '--root', '/mnt', '--unmount', '--full'], /ordinary restart/, /Leave out/],
  [['now', '--root', '/mnt', '--unmount', '--firmware'], /ordinary restart/, /Leave out/],
  [['list', '--root'], /--root needs a value/, /--help/],
  [['list', '--root='], /--root needs a value/, /--help/],
  [['list', '--root', '/a', '--root', '/b'], /given twice/, /--help/],
  [['list', '--json=yes'], /--json takes no value/, /--help/],
  [['list', 'x'], /'list' does not take 'x'/, /--help/],
  [['plan', 'Debian', 'GNU/Linux'], /does not take 'GNU\/Linux'/, /quotes.*'Debian GNU\/Linux'/],
  [['plan', ''], /ENTRY is empty/, /plan --help/],
  [['now', '--full', '--fallback'], /nothing to fall back from/, /Leave out/],
  [['load', '6.12', '--kernel', 'k', '--append', 'ro'], /two different kernels/, /one of them/],
  [['load', '--kernel', 'k'], /no command line/, /--append.*--reuse-cmdline/],
  [['load', '--kernel', 'k', '--kernel', 'l', '--append', 'ro'], /given twice/, /--help/],
  [['load', '--kernel', 'k', '--append', 'ro', '--root', '/mnt'], /do not go together/, /whole path/],
  [['load', '--initrd', 'i'], /by hand/, /--kernel PATH/],
  [['load', '--reuse-cmdline'], /by hand/, /--kernel PATH/],
  [['now', '--boot-menu', '--firmware'], /one place/, /Choose/],
  [['now', '--firmware', '6.12'], /ordinary restart only/, /Leave out/],
  [['now', '--boot-menu', '--fallback'], /ordinary restart only/, /Leave out/],
  [['default', 'newest', '--boot-loader', 'x'], /two different settings/, /one at a time/],
  [['__proto__'], /no command/, /--help/],
  [['--__proto__'], /no option/, /--help/],
  [['--constructor'], /no option/, /--help/],
];

describe('refused as usage, with a hint', () => {
  for (const [argv, message, hint] of REFUSED) {
    test(argv.join(' '), () => {
      const result = parseArguments(argv);
      assert.ok(!result.ok);
      assert.equal(result.error.kind, 'usage');
      assert.match(result.error.message, message);
      assert.match(result.error.hint, hint);
    });
  }
});

test('JSON is wanted also where the rest is not understood, but not behind --', () => {
  assert.equal(wantsJson(['stauts', '--json']), true);
  assert.equal(wantsJson(['plan', '--', '--json']), false);
});
