import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { chainedSlot, isSwitchedOff, slotCommandLine } from '../../../../src/core/chainload/command-line.ts';
import { parseConfig } from '../../../../src/core/chainload/config.ts';
import { decide, type DecisionFacts } from '../../../../src/core/chainload/decide.ts';
import { formatTries, parseLast, parseTries } from '../../../../src/core/chainload/state.ts';

const BOTH = 'enabled=yes\na.kernel=/a\na.initrd=/ai\na.append=root=/dev/vda1\nb.kernel=/b\nb.reuse=yes\n';

function facts(text: string, changes: Partial<DecisionFacts> & { readonly gone?: readonly string[] } = {}): DecisionFacts {
  return { config: parseConfig(text), commandLine: 'root=/dev/sda ro', bootId: 'now', tries: { a: 0, b: 0 }, last: null, canKexec: true, isThere: (path) => !(changes.gone ?? []).includes(path), ...changes };
}

const TABLE: readonly (readonly [what: string, facts: DecisionFacts, expected: readonly [slot: string | null, why: string]])[] = [
  ['the active slot', facts(BOTH), ['a', 'would-chain']],
  ['the other one, where it is active', facts(`${BOTH}active=b\n`), ['b', 'would-chain']],
  ['no command line', facts(BOTH, { commandLine: '' }), [null, 'no-command-line']],
  ['chained already', facts(BOTH, { commandLine: 'quick_restart.chained=a ro' }), [null, 'marker']],
  ['chained already, and the file is bad', facts('x', { commandLine: 'ro quick_restart.chained=b' }), [null, 'marker']],
  ['switched off from outside', facts(BOTH, { commandLine: 'ro quick_restart.chain=no' }), [null, 'switched-off']],
  ['a bad line', facts(`${BOTH}x\n`), [null, 'bad-config']],
  ['no file', facts(''), [null, 'disabled']],
  ['off', facts(`${BOTH}enabled=no\n`), [null, 'disabled']],
  ['a key was pressed in this boot', facts(BOTH, { last: { bootId: 'now', slot: null, why: 'stayed', kernel: null, atSeconds: null } }), [null, 'stayed']],
  ['a key was pressed in another boot', facts(BOTH, { last: { bootId: 'then', slot: null, why: 'stayed', kernel: null, atSeconds: null } }), ['a', 'would-chain']],
  ['no kexec', facts(BOTH, { canKexec: false }), [null, 'no-kexec']],
  ['tries left', facts(BOTH, { tries: { a: 2, b: 0 } }), ['a', 'would-chain']],
  ['tries used up', facts(BOTH, { tries: { a: 3, b: 2 } }), ['b', 'would-chain']],
  ['all tries used up', facts(BOTH, { tries: { a: 3, b: 3 } }), [null, 'tries-used-up']],
  ['tries used up, no backup', facts(BOTH.replace('b.kernel', '#'), { tries: { a: 3, b: 0 } }), [null, 'tries-used-up']],
  ['the kernel has gone', facts(BOTH, { gone: ['/a'] }), ['b', 'would-chain']],
  ['the initrd has gone', facts(BOTH, { gone: ['/ai'] }), ['b', 'would-chain']],
  ['both have gone', facts(BOTH, { gone: ['/a', '/b'] }), [null, 'no-kernel']],
  ['one has gone, the other failed', facts(BOTH, { gone: ['/a'], tries: { a: 0, b: 3 } }), [null, 'tries-used-up']],
  ['nothing configured', facts('enabled=yes\n'), [null, 'no-kernel']],
  ['only the backup is configured', facts('enabled=yes\nb.kernel=/b\n'), ['b', 'would-chain']],
];

describe('what would happen', () => {
  for (const [what, given, [slot, why]] of TABLE) {
    test(what, () => {
      const decision = decide(given);
      assert.deepEqual([decision.slot, decision.why, decision.start === null], [slot, why, slot === null]);
    });
  }

  test('what kexec is given, and who was passed over', () => {
    assert.deepEqual(decide(facts(BOTH, { tries: { a: 3, b: 0 } })), { slot: 'b', why: 'would-chain', start: { kernel: '/b', initrds: [], commandLine: 'root=/dev/sda ro panic=30 quick_restart.chained=b' }, skipped: { a: 'tries-used-up' } });
    assert.deepEqual(decide(facts(BOTH)).start, { kernel: '/a', initrds: ['/ai'], commandLine: 'root=/dev/vda1 panic=30 quick_restart.chained=a' });
  });
});

const LINES: readonly (readonly [slot: { readonly append: string; readonly reuse: boolean }, running: string, expected: string])[] = [
  [{ append: '', reuse: false }, 'ro', 'panic=30 quick_restart.chained=a'],
  [{ append: '  root=/dev/vda1 \t ro ', reuse: false }, 'x', 'root=/dev/vda1 ro panic=30 quick_restart.chained=a'],
  [{ append: '', reuse: true }, 'BOOT_IMAGE=/v initrd=/i ro quick_restart.chained=b quick_restart.chain=no quiet\n', 'ro quiet panic=30 quick_restart.chained=a'],
  [{ append: 'quiet', reuse: true }, 'ro console=ttyS0', 'ro console=ttyS0 quiet panic=30 quick_restart.chained=a'],
  [{ append: 'panic=0', reuse: false }, '', 'panic=0 quick_restart.chained=a'],
  [{ append: 'ro -- single', reuse: false }, '', 'ro panic=30 quick_restart.chained=a -- single'],
  [{ append: 'ro -- panic=1', reuse: false }, '', 'ro panic=30 quick_restart.chained=a -- panic=1'],
  [{ append: 'quiet', reuse: true }, 'ro -- x', 'ro panic=30 quick_restart.chained=a -- x quiet'],
];

describe('the command line', () => {
  for (const [slot, running, expected] of LINES) test(expected, () => assert.equal(slotCommandLine('a', slot, running), expected));
});

test('the marker counts as a whole word, wherever it stands', () => {
  const table: readonly (readonly [string, string | null])[] = [
    ['quick_restart.chained=a', 'a'],
    ['ro quick_restart.chained=b provider=1 x', 'b'],
    ['ro\tquick_restart.chained=a\n', 'a'],
    ['ro quick_restart.chained=c', null],
    ['ro quick_restart.chained=ab', null],
    ['ro xquick_restart.chained=a', null],
    ['ro quick_restart.chained', null],
    ['', null],
  ];
  for (const [line, slot] of table) assert.equal(chainedSlot(line), slot, line);
  assert.ok(isSwitchedOff('ro quick_restart.chain=no x'));
  assert.ok(!isSwitchedOff('ro quick_restart.chain=yes quick_restart.chain=nono'));
});

test('counters and the last decision, also damaged', () => {
  assert.deepEqual(parseTries(formatTries({ a: 2, b: 10 })), { a: 2, b: 10 });
  for (const [text, tries] of [['', [0, 0]], ['b=1\n', [0, 1]], ['a=x\nb=-1\n', [0, 0]], ['a=01\nb=1 \n', [0, 0]], ['a=12345\nxb=1\n', [0, 0]], ['a=2\na=x\nb=1\nb=3', [0, 3]], ['\0\0\0', [0, 0]]] as const) {
    assert.deepEqual(parseTries(text), { a: tries[0], b: tries[1] }, JSON.stringify(text));
  }
  assert.deepEqual(parseLast('boot=1-2\nslot=b\nwhy=load-failed\nkernel=/x=y z\nat=1700000000\n'), { bootId: '1-2', slot: 'b', why: 'load-failed', kernel: '/x=y z', atSeconds: 1_700_000_000 });
  assert.deepEqual(parseLast('boot=1\nslot=none\nwhy=something-new\nat=soon\n'), { bootId: '1', slot: null, why: 'unknown', kernel: null, atSeconds: null });
  for (const text of ['', 'why=stayed\n', 'boot=\n', '\0']) assert.equal(parseLast(text), null);
});
