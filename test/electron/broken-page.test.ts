import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Desk } from './support/desk.ts';
import { becomes } from '../fakes/becomes.ts';
import { withDesk } from './support/with-desk.ts';

/** Ends the process of the open window's page, as the kernel does where memory is short. */
const killPage = (desk: Desk): Promise<void> => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());

/** Whether the open window has a page with a process; what stands in it cannot be read, because Playwright has lost it and holds the new one. */
const hasPage = (desk: Desk): Promise<boolean> => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed() === false);

describe('a page whose process ends', () => {
  test('is opened anew; the second time the window goes and that is said, and nothing was restarted', withDesk({}, ['--restart'], async (desk) => {
    await desk.choosing();
    await desk.app.evaluate(({ app, dialog }) => {
      const seen = globalThis as { gone?: number; said?: string };
      app.on('render-process-gone', () => void (seen.gone = (seen.gone ?? 0) + 1));
      dialog.showMessageBox = ((options: Electron.MessageBoxOptions) => {
        seen.said = options.message;
        return Promise.resolve({ response: 0, checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
    });
    await killPage(desk);
    await becomes(() => desk.app.evaluate(() => (globalThis as { gone?: number }).gone), 1);
    await becomes(() => hasPage(desk), true);
    await killPage(desk);
    await becomes(() => desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), 0);
    assert.match(await desk.app.evaluate(() => String((globalThis as { said?: string }).said)), /failed twice/);
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
  }));
});
