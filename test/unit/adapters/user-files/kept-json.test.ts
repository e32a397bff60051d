import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { KeptJson } from '../../../../src/adapters/user-files/kept-json.ts';
import { boolean, object, text } from '../../../../src/contracts/shape.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const SHAPE = object<{ readonly name: string; readonly on: boolean }>({ name: text, on: boolean });
const FALLBACK = { name: 'nobody', on: true };

/** One line a case: what the file holds, and what is read of it; null: it is broken. */
const CASES: readonly (readonly [content: string, value: object | null])[] = [
  ['{"name":"anna","on":false}', { name: 'anna', on: false }],
  ['{"name":"anna"}', { name: 'anna', on: true }],
  ['{}', FALLBACK],
  ['{"name":"anna","later":7}', { name: 'anna', on: true }],
  ['', null],
  ['{"name":"anna"', null],
  ['{"name":7}', null],
  ['[]', null],
  ['null', null],
  ['"text"', null],
  ['{"__proto__":{"name":"x"},"name":"anna"}', { name: 'anna', on: true }],
];

describe('a file that is kept', () => {
  for (const [content, value] of CASES) {
    test(`${content || 'empty'}: ${value === null ? 'kept aside' : 'read'}`, (t) => {
      const folder = temporaryTree(t, { 'quick-restart/x.json': content });
      const kept = new KeptJson(join(folder, 'quick-restart/x.json'), SHAPE, FALLBACK);
      const { value: read, remark } = kept.read();
      assert.deepEqual(read, value ?? FALLBACK);
      assert.equal(remark === null, value !== null);
      assert.deepEqual(readdirSync(join(folder, 'quick-restart')), [value === null ? 'x.json.broken' : 'x.json']);
      if (value === null) assert.equal(readFileSync(join(folder, 'quick-restart/x.json.broken'), 'utf8'), content);
    });
  }

  test('written as a whole, for its owner only, with folders that are missing', (t) => {
    const folder = temporaryTree(t);
    const kept = new KeptJson(join(folder, 'a/b/x.json'), SHAPE, FALLBACK);
    assert.deepEqual(kept.read(), { value: FALLBACK, remark: null });
    assert.deepEqual(kept.write({ name: 'anna', on: false }), { ok: true, value: null });
    assert.deepEqual(kept.read(), { value: { name: 'anna', on: false }, remark: null });
    assert.deepEqual(readdirSync(join(folder, 'a/b')), ['x.json']);
    assert.equal(statSync(join(folder, 'a/b/x.json')).mode & 0o777, 0o600);
  });

  test('what cannot be written is told, and what was there stays', (t) => {
    const folder = temporaryTree(t, { 'file': 'no folder' });
    const written = new KeptJson(join(folder, 'file/x.json'), SHAPE, FALLBACK).write(FALLBACK);
    assert.match(written.ok ? '' : written.error, /file/);
    mkdirSync(join(folder, 'x.json/is-a-folder'), { recursive: true });
    writeFileSync(join(folder, 'x.json/is-a-folder/x'), '');
    assert.equal(new KeptJson(join(folder, 'x.json'), SHAPE, FALLBACK).write(FALLBACK).ok, false);
    assert.deepEqual(readdirSync(folder).sort(), ['file', 'x.json']);
  });
});
