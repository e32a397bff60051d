import assert from 'node:assert/strict';
import test from 'node:test';
import { shareAnswer } from '../../../../src/adapters/dbus/share-answer.ts';

test('one question at a time, whoever asks, and the answer serves for its while', async () => {
  let asked = 0;
  let now = 0;
  const answers: ((value: number) => void)[] = [];
  const ask = shareAnswer(() => {
    asked += 1;
    return new Promise<number>((resolve) => answers.push(resolve));
  }, 1000, () => now);
  const many = Array.from({ length: 300 }, ask);
  assert.equal(asked, 1);
  now = 5000; // however long it takes
  many.push(ask());
  assert.equal(asked, 1);
  answers[0]?.(7);
  assert.deepEqual(new Set(await Promise.all(many)), new Set([7]));
  now = 5999;
  assert.deepEqual([await ask(), asked], [7, 1]);
  now = 6000;
  const later = ask();
  assert.equal(asked, 2);
  answers[1]?.(8);
  assert.equal(await later, 8);
});

test('what failed is asked again', async () => {
  let asked = 0;
  const ask = shareAnswer(() => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error('no')) : Promise.resolve(asked);
  }, 1000);
  await assert.rejects(ask());
  assert.equal(await ask(), 2);
});
