import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Desk } from './support/desk.ts';
import { becomes } from '../fakes/becomes.ts';
import { withDesk } from './support/with-desk.ts';

/** Ends the process of the open window's page, as the kernel does where memory is short. */
const killPage = (desk: Desk): Promise<void> => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());

/** What stands in the open window; Playwright itself has lost the page. */
const textOf = (desk: Desk): Promise<string> =>
  desk.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
    return String(await contents.executeJavaScript('document.body.innerText'));
  });

describe('a page whose process ends', () => {
  test('is opened anew, says so and counts no more; the second time the window goes, and nothing was restarted', withDesk({}, ['--restart'], async (desk) => {
    await desk.choosing();
    await killPage(desk);
    await becomes(async () => /failed and was opened anew/.test(await textOf(desk)), true);
    assert.doesNotMatch(await textOf(desk), /automatically in/);
    await desk.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = ((options: Electron.MessageBoxOptions) => {
        (globalThis as { said?: string }).said = options.message;
        return Promise.resolve({ response: 0, checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
    });
    await killPage(desk);
    await becomes(() => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), 0);
    assert.match(await desk.app.evaluate(() => String((globalThis as { said?: string }).said)), /failed twice/);
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
  }));
});
