import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { SettingsPage } from '../../src/contracts/app/settings-window.ts';
import { assertAccessible } from './support/axe.ts';
import type { DeskOptions } from './support/desk.ts';
import { becomes } from '../fakes/becomes.ts';
import { saysSoon } from './support/eventually.ts';
import { sampleHistory } from './support/sample-history.ts';
import { assertLooks, whatLooksWrong } from './support/screenshot.ts';
import { withDesk } from './support/with-desk.ts';

const PAGES: readonly SettingsPage[] = ['restart', 'kernels', 'health', 'history'];
const history = sampleHistory();

/** Each with every window and page of it; axe looks at all of them, and their pictures are kept. */
const THEMES: readonly (readonly [name: string, options: DeskOptions])[] = [
  ['light', { history }],
  ['dark', { history, appearance: { dark: true } }],
  ['high-contrast', { history, appearance: { highContrast: true } }],
  ['high-contrast-dark', { history, appearance: { highContrast: true, dark: true, accentColour: '#9141ac' } }],
  ['large-text', { history, appearance: { textScale: 2 }, screen: '800x600' }],
  ['german', { history, language: 'de_DE.UTF-8' }],
  ['arabic', { history, language: 'ar_EG.UTF-8' }],
];

for (const [name, options] of THEMES) {
  describe(name, () => {
    test('the restart window', withDesk(options, ['--restart'], async (desk) => {
      const page = await desk.choosing();
      await page.keyboard.press('Shift'); // the countdown stops, so every picture is the same
      await page.waitForTimeout(300);
      await assertAccessible(page);
      await assertLooks(page, `restart-${name}`);
    }));

    test('the settings', withDesk(options, ['--settings'], async (desk) => {
      const wrong: string[] = [];
      for (const one of PAGES) {
        const page = await desk.settings(one);
        await page.mouse.move(0, 0);
        await page.waitForTimeout(300);
        await assertAccessible(page);
        wrong.push(await whatLooksWrong(page, `settings-${one}-${name}`));
      }
      assert.deepEqual(wrong.filter((sentence) => sentence !== ''), []);
    }));
  });
}

describe('what the desktop says', () => {
  test('is what the window wears', withDesk({ appearance: { dark: true, highContrast: true, reducedMotion: true, textScale: 1.5, accentColour: '#e66100' } }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    const root = page.locator('html');
    await becomes(() => root.evaluate((element) => ['dark', 'high-contrast', 'reduced-motion'].filter((one) => element.classList.contains(one))), ['dark', 'high-contrast', 'reduced-motion']);
    assert.equal(await root.evaluate((element) => getComputedStyle(element).getPropertyValue('--accent')), '#e66100');
    assert.equal(await root.evaluate((element) => getComputedStyle(element).fontSize), '22.0005px');
  }));

  test('arabic is read from the right, with its own digits’ rules and plural forms', withDesk({ language: 'ar_EG.UTF-8' }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    assert.deepEqual(await page.locator('html').evaluate((element) => [(element as HTMLElement).dir, (element as HTMLElement).lang]), ['rtl', 'ar']);
    const [cancel, restart] = [await page.locator('.dialog-buttons .button').first().boundingBox(), await page.locator('.button[data-how]').boundingBox()];
    assert.ok(cancel !== null && restart !== null && cancel.x > restart.x, 'the first button stands at the right');
  }));

  test('german speaks german', withDesk({ language: 'de_DE.UTF-8' }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('h1'), /Neu\s?start/);
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  }));
});

describe('every step of a restart', () => {
  test('loading, and what goes wrong', withDesk({ kexec: { seconds: 4, error: 'kexec_file_load failed: Key was rejected by service' } }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.press('Shift+Enter');
    await saysSoon(page.locator('.step-now'), /Loading the next kernel/);
    await assertAccessible(page);
    await assertLooks(page, 'restart-loading');
    await saysSoon(page.locator('h1'), /The Quick Restart Did Not Work/);
    await assertAccessible(page);
    await assertLooks(page, 'restart-failed');
  }));

  test('somebody and something in the way', withDesk({ inhibitors: [{ who: 'PackageKit', why: 'Installing updates' }], sessions: [{ id: 'c2', uid: 1001, userName: 'ada', seat: '' }] }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    await page.waitForTimeout(300);
    await assertAccessible(page);
    await assertLooks(page, 'restart-in-the-way');
  }));

  test('no helper', withDesk({ helper: 'absent' }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    await page.waitForTimeout(300);
    await assertAccessible(page);
    await assertLooks(page, 'restart-no-helper');
  }));
});
