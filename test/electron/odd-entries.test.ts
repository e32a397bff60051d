import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { NEW_RELEASE, OLD_RELEASE, ROOT_UUID } from '../fakes/engine-machine.ts';
import { assertAccessible } from './support/axe.ts';
import { becomes } from '../fakes/becomes.ts';
import { saysSoon } from './support/eventually.ts';
import { withDesk } from './support/with-desk.ts';

const LONG = `Debian ${'with a title that does not end '.repeat(16)}`.slice(0, 500);
const MARKUP = '<img src=x onerror="document.title=1"><b>Bold</b> & co';
const TURNED = 'right \u202eto left\u202c \u2067and back';

function menuWith(titles: readonly string[]): string {
  const entries = titles.map((title, index) => `menuentry '${title}' --id 'e${index}' {\n linux /boot/vmlinuz-${NEW_RELEASE} root=UUID=${ROOT_UUID} ro entry=${index}\n initrd /boot/initrd.img-${NEW_RELEASE}\n}\n`);
  return `search --no-floppy --fs-uuid --set=root ${ROOT_UUID}\nset default=0\n${entries.join('')}`;
}

/** Without the second kernel: one that no entry names would be listed, too. */
const withMenu = (...titles: readonly string[]): { readonly files: Readonly<Record<string, string | null>> } => ({ files: { 'boot/grub/grub.cfg': menuWith(titles), [`boot/vmlinuz-${OLD_RELEASE}`]: null } });
const overflows = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const wide = [...document.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && getComputedStyle(element).position !== 'absolute');
    return wide.map((element) => `${element.tagName}.${element.classList.value}`);
  });

describe('titles from outside', () => {
  test('stay text in the restart window, whatever they hold', withDesk(withMenu(MARKUP), ['--restart'], async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('.kernel-title'), /<b>Bold<\/b> & co/);
    assert.equal(await page.locator('.kernel-title img, .kernel-title b').count(), 0);
  }));

  test('of 500 characters leave every button in reach', withDesk({ ...withMenu(LONG), screen: '800x600' }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('.kernel-title'), /does not end/);
    assert.deepEqual(await overflows(page), []);
    const box = await page.locator('.button[data-how]').boundingBox();
    assert.ok(box !== null && box.y + box.height <= (await page.evaluate(() => window.innerHeight)));
  }));

  test('with marks of direction turn nothing around them', withDesk(withMenu(TURNED, MARKUP, LONG, 'Debian'), ['--settings'], async (desk) => {
    const page = await desk.settings('kernels');
    assert.equal(await page.locator('.expander').count(), 4);
    assert.equal(await page.locator('.expander label bdi').count(), 4);
    // The release after the title stands where it stands in every other row.
    const starts = await page.locator('.expander .subtitle bdi:first-child').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
    assert.equal(new Set(starts).size, 1, starts.join(', '));
    assert.deepEqual(await overflows(page), []);
    await assertAccessible(page);
  }));
});

test('no script but ours runs in a page', withDesk({}, ['--restart'], async (desk) => {
  const page = await desk.choosing();
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return 'ran' in window;
  });
  assert.equal(ran, false);
  assert.match(desk.complaints.splice(0).join('\n'), /Content Security Policy/);
}));

describe('200 entries', () => {
  const titles = Array.from({ length: 200 }, (_, index) => `Entry number ${index}`);

  test('are all listed, and found by typing', withDesk({ ...withMenu(...titles), screen: '800x600' }, ['--settings'], async (desk) => {
    const page = await desk.settings('kernels');
    await becomes(() => page.locator('.expander').count(), 200);
    await page.fill('input[type=search]', 'number 17');
    await becomes(() => page.locator('.expander').count(), 12); // 17, 117, 170 to 179
    await saysSoon(page.locator('.search [role=status]'), /12 found/);
    await page.fill('input[type=search]', 'nothing such');
    await saysSoon(page.locator('[aria-labelledby=entries-group]'), /No entry matches/);
    await page.keyboard.press('Escape');
    assert.equal(page.isClosed(), false, 'Escape empties the field first');
    await becomes(() => page.locator('.expander').count(), 200);
  }));
});

test('a menu without entries says so', withDesk({ files: { 'boot/grub/grub.cfg': 'set default=0\n', [`boot/vmlinuz-${NEW_RELEASE}`]: null, [`boot/vmlinuz-${OLD_RELEASE}`]: null } }, ['--settings'], async (desk) => {
  const page = await desk.settings('kernels');
  await saysSoon(page.locator('#page'), /The boot loader has no entries\./);
}));

test('a configuration that cannot be read to its end says where', withDesk({ files: { 'boot/grub/grub.cfg': `${menuWith(['Debian'])}nosuchcommand\n` } }, ['--settings'], async (desk) => {
  const page = await desk.settings('kernels');
  await saysSoon(page.locator('[aria-labelledby=diagnostics]'), /grub\.cfg:\d+/);
}));
