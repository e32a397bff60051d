import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { newEnvironmentBlock, parseEnvironmentBlock, setInEnvironmentBlock } from '../../../src/core/grub/index.ts';
import { matchExpression } from '../../../src/core/grub/regular-expression.ts';
import { menuOf } from '../../unit/core/grub/fake-host.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/grub');
const CONFIGS = readdirSync(FIXTURES, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => readFileSync(join(FIXTURES, one.name, 'grub.cfg'), 'utf8'));
const LIMIT_MS = 5_000;

const PIECES = ['menuentry ', 'submenu ', '{', '}', '\n', ';', ' ', 'if ', 'then ', 'fi', 'while ', 'do ', 'done', 'for x in ', 'function f {', 'f', '"', "'", '\\', '$', '${', '$x', '$@', 'set x=', 'x', 'true', 'linux ', 'initrd ', 'configfile $prefix/grub.cfg', 'source $prefix/grub.cfg', 'eval ', 'load_env', 'save_env x', 'set default=', '1>', 'return', 'break', 'shift ', '[ ', ' ]', '-eq ', 'regexp --set x ', '(a*)*', '#', '\r', '\0', '\u{1F600}', '\uD800', '*', '?', '/k*'];

/** Whatever the text: no exception, bounded time, and entries that keep their promises. */
function survives(text: string): void {
  const start = performance.now();
  const { entries, diagnostics } = menuOf(text);
  assert.ok(performance.now() - start < LIMIT_MS, 'took too long');
  assert.equal(new Set(entries.map((entry) => entry.id)).size, entries.length, 'ids are unique');
  assert.ok(entries.filter((entry) => entry.default).length <= 1, 'one default at most');
  for (const { line, message } of diagnostics) assert.ok(line >= 0 && message.endsWith('.'));
}

describe('GRUB configurations', () => {
  test('arbitrary text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), survives), { numRuns: 300 });
  });

  test('arbitrary pieces of scripts', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => survives(pieces.join(''))), { numRuns: 1500 });
  });

  test('real configurations with pieces changed', () => {
    const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 40 }), piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })) });
    fc.assert(
      fc.property(fc.constantFrom(...CONFIGS), fc.array(change, { minLength: 1, maxLength: 6 }), (config, changes) => {
        let text = config;
        for (const { at, length, piece } of changes) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + piece + text.slice(from + length);
        }
        survives(text);
      }),
      { numRuns: 250 },
    );
  });
});

describe('environment blocks', () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
  const value = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replace(/[\0\p{Cs}]/gu, ''));

  test('what is set is read, of the same size, and nothing else changes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.option(value)), { maxLength: 12 }), (changes) => {
        let text = newEnvironmentBlock();
        const expected = new Map<string, string>();
        for (const [key, change] of changes) {
          const edited = setInEnvironmentBlock(text, key, change);
          if (!edited.ok) {
            assert.equal(edited.error, 'full');
            continue;
          }
          text = edited.value;
          if (change === null) expected.delete(key);
          else expected.set(key, change);
        }
        const parsed = parseEnvironmentBlock(text);
        assert.ok(parsed.ok);
        assert.deepEqual(Object.fromEntries(parsed.value), Object.fromEntries(expected));
        assert.equal(Buffer.byteLength(text), 1024);
      }),
    );
  });

  test('arbitrary text', () => {
    fc.assert(fc.property(fc.string(), name, value, (text, key, change) => {
      parseEnvironmentBlock('# GRUB Environment Block\n' + text);
      setInEnvironmentBlock('# GRUB Environment Block\n' + text, key, change);
    }));
  });
});

test('regular expressions match as JavaScript’s do, where both mean the same', () => {
  const piece = fc.constantFrom('a', 'b', '.', 'a*', 'b+', 'a?', '[ab]', '[^a]', '(a)', '(b*)', 'a{2}', '^', '$');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.stringMatching(/^[abc]{0,10}$/), (pieces, text) => {
      const match = matchExpression(pieces.join(''), text);
      const other = new RegExp(pieces.join('')).exec(text);
      assert.equal(match.kind === 'match', other !== null);
      if (match.kind !== 'match' || other === null) return;
      const whole = match.groups[0] ?? '';
      assert.ok(text.slice(other.index).startsWith(whole) && whole.length >= other[0].length, 'leftmost, and at least as long');
    }),
  );
});
