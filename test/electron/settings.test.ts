import assert from 'node:assert/strict';
import test, { after, before, describe } from 'node:test';
import type { Page } from 'playwright-core';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import { switchShellExtension } from '../../src/adapters/dbus/shell-extensions.ts';
import { NEW_RELEASE, OLD_RELEASE } from '../fakes/engine-machine.ts';
import { sampleHistory } from './support/sample-history.ts';
import { assertAccessible } from './support/axe.ts';
import { Desk } from './support/desk.ts';
import { becomes } from '../fakes/becomes.ts';
import { saysSoon } from './support/eventually.ts';
import { withDesk } from './support/with-desk.ts';

const SETTINGS = ['--settings'];
const checked = (page: Page): Promise<string[]> => page.locator('input[name=policy]:checked').evaluateAll((radios) => radios.map((radio) => radio.id));

describe('the pages', () => {
  let desk: Desk;
  before(async () => {
    desk = await Desk.open({ history: sampleHistory() }, SETTINGS);
  });
  after(() => desk.stop());

  test('are reached by the arrow keys, as in the desktop’s own settings', async () => {
    const page = await desk.window('settings');
    await page.focus('#tab-restart');
    for (const name of ['Kernels', 'Health', 'History']) {
      await page.keyboard.press('ArrowDown');
      await saysSoon(page.locator('h1'), new RegExp(`^${name}$`));
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-selected')), 'true');
    }
    await page.keyboard.press('Home');
    await saysSoon(page.locator('h1'), /^Restart$/);
  });

  test('kernels: every entry with its release, flavour, source and marks', async () => {
    const page = await desk.settings('kernels');
    const rows = await page.locator('.expander').allInnerTexts();
    assert.equal(rows.length, 5);
    assert.match(rows[0] ?? '', new RegExp(`Debian\\s+${NEW_RELEASE.replace(/[.+]/g, '\\$&')} · amd64 · GRUB[^]*Default`));
    assert.match(rows[2] ?? '', /recovery mode[^]*Recovery/);
    assert.match(rows[3] ?? '', new RegExp(`${OLD_RELEASE.replace(/[.+]/g, '\\$&')}[^]*Running`));
    assert.equal(await page.locator('h3').innerText(), 'Advanced options');
    assert.deepEqual(await checked(page), ['policy-boot-loader']);
  });

  test('kernels: the details have the whole command line, and copy it', async () => {
    const page = await desk.settings('kernels');
    await page.locator('.expander').first().locator('button[aria-expanded]').click();
    const line = await page.locator('.command-line').innerText();
    assert.match(line, /^root=UUID=\S+ ro quiet$/);
    await page.click('.detail-head .button');
    await saysSoon(page.locator('.detail-head .button'), /Copied/);
    assert.equal(await desk.app.evaluate(({ clipboard }) => clipboard.readText()), line);
    await page.locator('.expander').first().locator('button[aria-expanded]').click();
  });

  test('health: every check has a title of its own and stands under its result', async () => {
    const page = await desk.settings('health');
    await saysSoon(page.locator('.title-2'), /Quick restarts work here/);
    const titles = await page.locator('.boxed .title').allInnerTexts();
    assert.ok(titles.includes('Kernel Image') && titles.includes('kexec in This Kernel'), titles.join(', '));
    assert.equal(new Set(titles).size, titles.length);
    const groups = await page.locator('.group > h2').allInnerTexts();
    assert.equal(groups.at(-1), 'In Order');
  });

  test('history: as many bars as restarts, and the same in a table', async () => {
    const page = await desk.settings('history');
    await page.waitForSelector('.chart');
    const { length } = sampleHistory();
    assert.equal(await page.locator('.chart .bar-quick, .chart .bar-ordinary').count(), length);
    assert.equal(await page.locator('tbody tr').count(), length);
    await saysSoon(page.locator('.saved'), /saved by \d+ quick restarts/);
  });

  test('nothing went wrong in the pages', () => assert.deepEqual(desk.complaints, []));
});

describe('changes', () => {
  test('of the button reach the next restart window', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('restart');
    await page.selectOption('#default-action', 'quick');
    await becomes(() => page.inputValue('#default-action'), 'quick');
    await page.uncheck('#countdown');
    await becomes(() => page.isChecked('#countdown'), false);
    await desk.startAgain('--restart');
    const window = await desk.choosing();
    await saysSoon(window.locator('.button[data-how]'), /Quick Restart/);
    await window.keyboard.down('Shift');
    await saysSoon(window.locator('.button[data-how]'), /^Restart$/);
    await window.keyboard.up('Shift');
    assert.equal(await window.locator('#sentence').innerText(), '', 'no countdown');
  }));

  test('of the keys reach it, too', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('restart');
    await page.uncheck('#modifier-turns');
    await becomes(() => page.isChecked('#modifier-turns'), false);
    await desk.startAgain('--restart');
    const window = await desk.choosing();
    await window.keyboard.down('Shift');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await window.locator('.button[data-how]').innerText(), 'Restart');
    await window.keyboard.up('Shift');
  }));

  test('of quiet hours: their times show while they are on, are told in words, and stay', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('restart');
    assert.equal(await page.locator('#quiet-from').count(), 0);
    await page.check('#quiet-hours');
    await becomes(() => page.inputValue('#quiet-from'), '22:00');
    await saysSoon(page.locator('#quiet-until-about'), /next day/);
    await page.selectOption('#quiet-from', '06:30');
    await saysSoon(page.locator('#quiet-until-about'), /same day/);
    await assertAccessible(page);
    await page.close();
    await desk.closed('settings');
    await desk.startAgain('--settings');
    const again = await desk.settings('restart');
    assert.deepEqual([await again.isChecked('#quiet-hours'), await again.inputValue('#quiet-from'), await again.inputValue('#quiet-until')], [true, '06:30', '08:00']);
    await again.uncheck('#notify');
    await becomes(() => again.locator('#quiet-hours').count(), 0);
  }));

  test('of the policy go through the helper, and stay', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('kernels');
    await page.check('#policy-newest');
    await becomes(() => checked(page), ['policy-newest']);
    await page.locator('.expander').nth(3).locator('.radio').check();
    await becomes(() => checked(page), ['entry-3']);
    await becomes(() => page.locator('.toast').count(), 0);
    await desk.startAgain('--restart');
    const window = await desk.choosing();
    await saysSoon(window.locator('.kernel-next'), new RegExp(OLD_RELEASE.replace(/[.+]/g, '\\$&')));
  }));

  test('that are denied snap back, and that is said until it is dismissed', withDesk({ polkit: 'no' }, SETTINGS, async (desk) => {
    const page = await desk.settings('kernels');
    await page.click('label[for=policy-newest]');
    await saysSoon(page.locator('.toast'), /Nothing was changed/);
    assert.deepEqual(await checked(page), ['policy-boot-loader']);
    await page.click('.toast .button');
    await becomes(() => page.locator('.toast').count(), 0);
    await page.click('label[for=policy-newest]');
    await saysSoon(page.locator('.toast'), /Nothing was changed/);
  }));

  test('of every-restart mode go through the helper: what the next restart will be stands beside it, also where another program changed it', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('restart');
    const options = (): Promise<string[]> => page.locator('#every-restart option').allInnerTexts();
    assert.deepEqual([await page.inputValue('#every-restart'), await options()], ['off', ['Off', 'The Next One Only', 'On']]);
    await saysSoon(page.locator('#every-restart-about'), /^Restarts are ordinary ones\.$/);
    await page.focus('#every-restart');
    await page.keyboard.press('ArrowDown');
    await saysSoon(page.locator('#every-restart-about'), /next restart[^]*within 15 minutes/);
    assert.equal(await page.inputValue('#every-restart'), 'once');
    await assertAccessible(page);
    assert.ok((await new HelperClient(desk.machine.system).setEveryRestart('on', false)).ok);
    await becomes(() => page.inputValue('#every-restart'), 'on');
    assert.deepEqual(await options(), ['Off', 'On', 'All but the Next One']);
  }));

  test('of the menu’s extension go to GNOME Shell, and show what another program makes of it; without GNOME Shell there is no such switch', async () => {
    await withDesk({ shellExtension: false }, SETTINGS, async (desk) => {
      const page = await desk.settings('restart');
      await becomes(() => page.locator('#shell-extension').count(), 1);
      assert.equal(await page.isChecked('#shell-extension'), false);
      await page.check('#shell-extension');
      await desk.machine.mocks.gnomeShell?.program.saw(/EnableExtension "quick-restart@quickrestart1\.org"/);
      await becomes(() => page.isChecked('#shell-extension'), true);
      await assertAccessible(page);
      assert.ok((await switchShellExtension(desk.machine.session, false)).ok);
      await becomes(() => page.isChecked('#shell-extension'), false);
    })();
    await withDesk({}, SETTINGS, async (desk) => {
      const page = await desk.settings('restart');
      await becomes(() => page.locator('#start-at-login').count(), 1);
      assert.equal(await page.locator('#shell-extension').count(), 0);
    })();
  });

  test('of every-restart mode that are denied snap back, and that is said', withDesk({ polkit: 'no' }, SETTINGS, async (desk) => {
    const page = await desk.settings('restart');
    await page.selectOption('#every-restart', 'on');
    await saysSoon(page.locator('.toast'), /Nothing was changed/);
    await becomes(() => page.inputValue('#every-restart'), 'off');
  }));

  test('of the boot loader’s default go through the helper: another entry has the mark', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('kernels');
    await page.locator('.expander').nth(3).locator('button[aria-expanded]').click();
    await page.click('text=Start by Default');
    await Promise.race([page.locator('.expander').nth(3).locator('.mark-default').waitFor({ timeout: 10_000 }), page.locator('.toast').waitFor({ timeout: 10_000 })]);
    assert.equal(await page.locator('.toast').count(), 0, await page.locator('.toast-place').innerText());
    assert.equal(await page.locator('.mark-default').count(), 1);
  }));

  test('an entry is restarted into from its details', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('kernels');
    await page.locator('.expander').nth(3).locator('button[aria-expanded]').click();
    await page.click('text=Restart Into It…');
    const window = await desk.choosing();
    await saysSoon(window.locator('.kernel-title'), new RegExp(`with Linux ${OLD_RELEASE.replace(/[.+]/g, '\\$&')}`));
    assert.equal(await window.locator('#sentence').innerText(), '', 'it does not go ahead by itself');
  }));
});

describe('without what it reads', () => {
  test('no helper: each page says so and offers to try again', withDesk({ helper: 'absent' }, SETTINGS, async (desk) => {
    for (const name of ['kernels', 'health', 'history'] as const) {
      const page = await desk.settings(name);
      await saysSoon(page.locator('.status-page'), /helper[^]*Try Again/i);
    }
  }));

  test('no restarts yet: said in plain words', withDesk({}, SETTINGS, async (desk) => {
    const page = await desk.settings('history');
    await saysSoon(page.locator('.status-page'), /No Restarts Yet/);
  }));
});
