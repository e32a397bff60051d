import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
import { WORDS } from '../../src/adapters/dbus/contract-shapes.ts';
import type { AdviceId } from '../../src/core/restart-plan/check.ts';
import { GRAPHICS_DRIVERS } from '../../src/core/restart-plan/graphics-drivers.ts';
import { GRAPHICS_RULES_FILE } from '../../src/core/restart-plan/graphics-rules.ts';

const IDS = Object.keys({
  'firmware-update': true, 'secure-boot-keys': true, 'firmware-setup': true, 'one-shot-entry': true, 'boot-loader-upgraded': true, microcode: true,
  'hibernation-image': true, 'root-disk': true, 'disk-passphrase': true, graphics: true, 'remote-session': true,
} satisfies Record<AdviceId, true>);

const docs = readFileSync('docs/advice.md', 'utf8');
const man = readFileSync('docs/man/quick-restart.1', 'utf8');
const headings = [...docs.matchAll(/^## (.+)$/gm)].flatMap((match) => (match[1] ?? '').split(', '));

describe('docs/advice.md and the man page', () => {
  for (const id of IDS) {
    test(`${id} has its section, and a place in the man page`, () => {
      assert.ok(headings.includes(id), headings.join());
      assert.match(man, new RegExp(`^\\.Cm ${id}(?: |$)`, 'm'));
      assert.ok(id in WORDS.checkId);
    });
  }
  test('no section is of a rule that is not there', () => assert.deepEqual(headings.filter((one) => !IDS.includes(one)), []));
  test('every driver stands there with its devices and its reports', () => {
    for (const { driver, devices, source } of GRAPHICS_DRIVERS) {
      const row = docs.split('\n').find((line) => line.startsWith(`| ${driver}`) || (line.startsWith('| ') && line.includes(`${driver}, `)) || line.includes(`, ${driver} |`));
      assert.ok(row, driver);
      for (const id of devices ?? []) assert.ok(docs.includes(id.slice(5)), id);
      for (const [, owner, kind] of source.matchAll(/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)/g)) assert.ok(docs.includes(`${owner ?? ''}#${kind ?? ''}`), source);
    }
  });
  test('the administrator’s file is named in both', () => {
    assert.ok(docs.includes(GRAPHICS_RULES_FILE) && man.includes(GRAPHICS_RULES_FILE));
  });
});
