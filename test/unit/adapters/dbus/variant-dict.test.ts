import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Variant } from 'dbus-native';
import fc from 'fast-check';
import { decodeDict, decodeDicts, encodeDict, encodeDicts } from '../../../../src/adapters/dbus/variant-dict.ts';

function types(object: object): Record<string, string> {
  return Object.fromEntries(encodeDict(object).map(([key, variant]) => [key, variant.signature]));
}

describe('dictionaries of variants', () => {
  test('each kind of value has its type', () => {
    const object = { text: 'x', yes: true, whole: 7, negative: -1, part: 1.5, huge: 2 ** 60, texts: ['a'], none: [], inner: { a: 1 }, inners: [{ a: 1 }], gone: null, missing: undefined };
    assert.deepEqual(types(object), { text: 's', yes: 'b', whole: 'x', negative: 'x', part: 'd', huge: 'd', texts: 'as', none: 'as', inner: 'a{sv}', inners: 'aa{sv}' });
  });

  test('NUL, which D-Bus text cannot hold, is replaced', () => {
    assert.deepEqual(encodeDict({ a: 'x\0y', b: ['\0'] }).map(([, variant]) => variant.value), ['x\uFFFDy', ['\uFFFD']]);
  });

  for (const [what, value] of [['numbers', [1, 2]], ['a mixed list', ['a', 1]], ['a list of null', [null]], ['a list of lists', [['a']]], ['a function', () => 1], ['a bigint', 1n]] as const) {
    test(`no type for ${what}: a bug, and thrown`, () => {
      assert.throws(() => encodeDict({ value }), TypeError);
    });
  }

  test('types that we never send are understood where they say the same', () => {
    const pairs = [['u', new Variant('u', 7)], ['t', new Variant('t', 7n)], ['y', new Variant('y', 1)], ['o', new Variant('o', '/x')], ['v', new Variant('v', new Variant('s', 'x'))], ['av', new Variant('av', [new Variant('s', 'x')])]];
    assert.deepEqual(decodeDict(pairs), { ok: true, value: { u: 7, t: 7, y: 1, o: '/x', v: 'x', av: ['x'] } });
  });

  for (const [what, value] of [
    ['a number that a double cannot hold', [['a', new Variant('t', 2n ** 60n)]]],
    ['a struct', [['a', new Variant('(ss)', ['x', 'y'])]]],
    ['a dictionary of texts', [['a', new Variant('a{ss}', [['x', 'y']])]]],
    ['a value that is no variant', [['a', 'x']]],
    ['a key that is no text', [[1, new Variant('s', 'x')]]],
    ['no pairs', ['a']],
    ['no list', { a: 1 }],
    ['nothing', undefined],
    ['a nesting without end', [['a', Array.from({ length: 40 }).reduce<Variant>((inner) => new Variant('v', inner), new Variant('s', 'x'))]]],
  ] as const) {
    test(`${what}: refused`, () => {
      assert.equal(decodeDict(value).ok, false);
    });
  }

  test('a key named __proto__ is a key', () => {
    const decoded = decodeDict([['__proto__', new Variant('a{sv}', [['polluted', new Variant('b', true)]])]]);
    assert.equal(decoded.ok && Object.hasOwn(decoded.value as object, '__proto__'), true);
    assert.equal((decoded as { value?: { polluted?: unknown } }).value?.polluted, undefined);
  });

  test('what is encoded decodes to the same, without keys that are null', () => {
    const leaf = fc.oneof(fc.string(), fc.boolean(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.array(fc.string()));
    const flat = fc.dictionary(fc.string(), leaf);
    const deep = fc.dictionary(fc.string(), fc.oneof(leaf, flat, fc.array(flat, { minLength: 1 })));
    fc.assert(
      fc.property(fc.array(deep), (objects) => {
        const decoded = decodeDicts(encodeDicts(objects));
        assert.deepEqual(decoded.ok && JSON.parse(JSON.stringify(decoded.value)), JSON.parse(JSON.stringify(objects)));
      }),
    );
  });
});
