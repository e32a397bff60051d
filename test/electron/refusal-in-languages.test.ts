import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { NEW_RELEASE, OLD_RELEASE, menuOf } from '../fakes/engine-machine.ts';
import { becomes } from '../fakes/becomes.ts';
import { assertLooks } from './support/screenshot.ts';
import { withDesk } from './support/with-desk.ts';

/** An entry with a device tree of its own, which kexec cannot pass. */
const REFUSED = { 'boot/grub/grub.cfg': menuOf(NEW_RELEASE, OLD_RELEASE).replaceAll(' initrd ', ' devicetree /boot/board.dtb\n initrd '), 'boot/board.dtb': 'dtb' };

describe('why a quick restart is refused, as the helper said it', () => {
  for (const [language, locale, direction, why, whatToDo] of [
    ['german', 'de_DE.UTF-8', 'ltr', 'Der Eintrag lädt einen eigenen Gerätebaum, den kexec nicht weitergeben kann.', 'Starten Sie normal neu oder nennen Sie einen anderen Eintrag: quick-restart list zeigt alle.'],
    ['arabic', 'ar_EG.UTF-8', 'rtl', 'تحمّل المدخلة شجرة أجهزة خاصة بها، ولا يستطيع kexec تمريرها.', 'أعد التشغيل بالطريقة العادية، أو سمِّ مدخلة أخرى: quick-restart list يعرضها كلها.'],
  ] as const) {
    test(language, withDesk({ files: REFUSED, language: locale }, ['--restart'], async (desk) => {
      const page = await desk.choosing();
      const refusal = page.locator('[aria-labelledby=remarks] .remark-refusal').first();
      await becomes(() => refusal.locator('.row-text p').allInnerTexts(), [why, whatToDo]);
      assert.equal(await refusal.evaluate((element) => getComputedStyle(element).direction), direction);
      await assertLooks(page, `restart-refused-${language}`);
    }));
  }
});

describe('what is remarked about the boot configuration, as the helper said it', () => {
  const files = { 'boot/grub/grub.cfg': `frobnicate now\n${menuOf(NEW_RELEASE, OLD_RELEASE)}` };
  for (const [language, locale, remark] of [
    ['german', 'de_DE.UTF-8', 'GRUB hat keinen Befehl „frobnicate“; es macht ohne ihn weiter.'],
    ['japanese', 'ja_JP.UTF-8', 'GRUB にコマンド“frobnicate”はなく、無視して続行します。'],
  ] as const) {
    test(language, withDesk({ files, language: locale }, ['--settings'], async (desk) => {
      const page = await desk.settings('kernels');
      await becomes(() => page.locator('[aria-labelledby=diagnostics] .row-text p').allInnerTexts(), [remark, '/boot/grub/grub.cfg:1']);
    }));
  }
});
