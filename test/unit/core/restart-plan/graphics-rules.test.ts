import assert from 'node:assert/strict';
import fc from 'fast-check';
import test, { describe } from 'node:test';
import { GRAPHICS_DRIVERS } from '../../../../src/core/restart-plan/graphics-drivers.ts';
import { graphicsRuleFor, parseGraphicsRules } from '../../../../src/core/restart-plan/graphics-rules.ts';

describe('rules as an administrator writes them', () => {
  const cases: readonly (readonly [string, Partial<ReturnType<typeof parseGraphicsRules>['rules'][0]> | null])[] = [
    ['nvidia * ok', { driver: 'nvidia', devices: null, from: null, to: null, verdict: 'ok', source: '' }],
    ['  i915:8086:4E61\t6.1-6.5  WARNING  black on my box ', { driver: 'i915', devices: ['8086:4e61'], from: '6.1', to: '6.5', verdict: 'warning', source: 'black on my box' }],
    ['nvidia-drm 6.1 note', { driver: 'nvidia_drm', from: '6.1', to: '6.1' }],
    ['nvidia 6.1- ok', { from: '6.1', to: null }],
    ['nvidia -6.5.3 ok', { from: null, to: '6.5.3' }],
    ['nvidia ok', null],
    ['nvidia - ok', null],
    ['nvidia * perhaps', null],
    ['nvidia six ok', null],
    ['nvidia:10de * ok', null],
  ];
  for (const [line, expected] of cases) {
    test(JSON.stringify(line), () => {
      const { rules, oddLines } = parseGraphicsRules(`# a comment\n\n${line}\n`);
      if (expected === null) assert.deepEqual([rules, oddLines], [[], [3]]);
      else assert.deepEqual([{ ...rules[0], ...expected }, oddLines], [rules[0], []]);
    });
  }
  test('any text is read, quickly, and each line is a rule, odd or a comment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { rules, oddLines } = parseGraphicsRules(text);
        assert.ok(rules.length + oddLines.length <= text.split('\n').length);
      }),
    );
    const started = performance.now();
    parseGraphicsRules(`nvidia ${'1.'.repeat(100_000)} ok\n`.repeat(20));
    assert.ok(performance.now() - started < 2000);
  });
});

describe('which kernels a range holds', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['6.1', '6.1.0-49-amd64', true],
    ['6.1', '6.10.3', false],
    ['6.1-6.5', '6.5.13-generic', true],
    ['6.1-6.5', '6.6.0', false],
    ['6.1-6.5', '6.0.19', false],
    ['6.1-', '7.2.1', true],
    ['-6.5.3', '6.5.3-1', true],
    ['-6.5.3', '6.5.4', false],
    ['6.5.3', '6.5', false],
    ['*', 'odd-release', true],
    ['6.1', 'odd-release', false],
  ];
  for (const [range, release, within] of cases) {
    test(`${range} and ${release}: ${within}`, () => {
      const { rules } = parseGraphicsRules(`x ${range} ok\n`);
      assert.equal(graphicsRuleFor({ driver: 'x', id: '1:2' }, [release], rules) !== null, within);
    });
  }
});

test('every rule of ours names its report', () => {
  for (const { driver, source, devices } of GRAPHICS_DRIVERS) {
    assert.match(source, /^https:\/\/\S+(?:, https:\/\/\S+)*$/, driver);
    for (const id of devices ?? []) assert.match(id, /^[0-9a-f]{4}:[0-9a-f]{4}$/);
  }
});
