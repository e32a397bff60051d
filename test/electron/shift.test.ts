import assert from 'node:assert/strict';
import test, { after, before, beforeEach, describe } from 'node:test';
import type { Page } from 'playwright-core';
import { Desk } from './support/desk.ts';
import { becomes } from '../fakes/becomes.ts';

const MAIN = '.dialog-buttons .button[data-how]';
const label = (page: Page): Promise<string> => page.locator(MAIN).innerText();

describe('Restart turns into Quick Restart', () => {
  let desk: Desk;
  let page: Page;
  before(async () => {
    desk = await Desk.open();
    page = await desk.choosing();
  });
  beforeEach(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await becomes(() => label(page), 'Restart');
  });
  after(() => desk.stop());

  for (const key of ['Shift', 'Control', 'ShiftRight', 'ControlRight']) {
    test(`while ${key} is held, and back`, async () => {
      await page.keyboard.down(key);
      await becomes(() => label(page), 'Quick Restart');
      assert.equal(await page.isChecked('#quick'), true, 'the switch shows it, too');
      await page.keyboard.up(key);
      await becomes(() => label(page), 'Restart');
      assert.equal(await page.isChecked('#quick'), false);
    });
  }

  test('and not by any other key', async () => {
    for (const key of ['Alt', 'Meta', 'a', 'CapsLock']) {
      await page.keyboard.down(key);
      assert.equal(await label(page), 'Restart');
      await page.keyboard.up(key);
    }
  });

  test('and back when the window loses the focus, where the release is never heard of', async () => {
    await page.keyboard.down('Shift');
    await becomes(() => label(page), 'Quick Restart');
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await becomes(() => label(page), 'Restart');
    await page.keyboard.up('Shift');
  });

  test('with the visible switch, for who cannot hold keys', async () => {
    await page.click('label[for=quick]');
    await becomes(() => label(page), 'Quick Restart');
    await page.keyboard.down('Shift');
    await becomes(() => label(page), 'Restart');
    await page.keyboard.up('Shift');
    await becomes(() => label(page), 'Quick Restart');
    await page.focus('#quick');
    await page.keyboard.press('Space');
    await becomes(() => label(page), 'Restart');
  });

  test('and nothing was loaded or restarted by all this', () => {
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
    assert.deepEqual(desk.complaints, []);
  });
});
