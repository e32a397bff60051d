import assert from 'node:assert/strict';
import test from 'node:test';
import type { SettingsPage } from '../../../../src/contracts/app/settings-window.ts';
import { pageAfterKey } from '../../../../src/renderer/settings/pages.ts';

const CASES: readonly (readonly [page: SettingsPage, key: string, next: SettingsPage | null])[] = [
  ['restart', 'ArrowDown', 'kernels'],
  ['kernels', 'ArrowUp', 'restart'],
  ['restart', 'ArrowUp', null], // the list ends; it does not go round, as in GTK
  ['history', 'ArrowDown', null],
  ['history', 'Home', 'restart'],
  ['restart', 'End', 'history'],
  ['restart', 'x', null],
  ['restart', 'constructor', null],
];

for (const [page, key, next] of CASES) test(`${key} on ${page} leads ${next === null ? 'nowhere' : `to ${next}`}`, () => assert.equal(pageAfterKey(page, key), next));
