import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
import { WORDS } from '../../src/adapters/dbus/contract-shapes.ts';
import { HYPERVISORS } from '../../src/core/restart-plan/hypervisors.ts';

const docs = readFileSync('docs/checks.md', 'utf8');
const headings = (text: string, level: string): readonly string[] => [...text.matchAll(new RegExp(`^${level} (.+)$`, 'gm'))].flatMap((match) => (match[1] ?? '').split(', '));
const told = [...headings(docs, '###'), ...headings(readFileSync('docs/advice.md', 'utf8'), '##')];

describe('docs/checks.md and docs/advice.md', () => {
  for (const id of Object.keys(WORDS.checkId)) test(`${id} has its section`, () => assert.equal(told.filter((one) => one === id).length, 1, told.join()));
  test('no section is of a check that is not there', () => assert.deepEqual(told.filter((one) => !Object.hasOwn(WORDS.checkId, one)), []));
  test('every hypervisor stands there with its reports', () => {
    for (const { name, source } of HYPERVISORS) {
      assert.ok(docs.includes(`| ${name}`), name);
      for (const [, owner, number] of source.matchAll(/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)/g)) assert.ok(docs.includes(`${owner ?? ''}#${number ?? ''}`), source);
    }
  });
});
