import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import { becomes } from '../fakes/becomes.ts';
import { OLD_RELEASE } from '../fakes/engine-machine.ts';
import { assertAccessible } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { saysSoon } from './support/eventually.ts';
import { withDesk } from './support/with-desk.ts';

const QUICK = '.dialog-buttons .button[data-how=quick]';

async function mode(desk: Desk): Promise<string> {
  const state = await new HelperClient(desk.machine.system).state();
  return state.ok ? `${state.value.everyRestart} ${state.value.nextRestart.kind}` : state.error.message;
}

async function restartQuickly(desk: Desk): Promise<Awaited<ReturnType<Desk['choosing']>>> {
  const page = await desk.choosing();
  await page.keyboard.down('Shift');
  await page.click(QUICK);
  await page.keyboard.up('Shift');
  return page;
}

describe('where a session manager asks programs about unsaved work', () => {
  test('a quick restart is the session manager’s: the next restart is a quick one, and nothing is loaded or asked of logind', withDesk({ sessionManager: 'yes' }, ['--restart'], async (desk) => {
    const page = await restartQuickly(desk);
    await saysSoon(page.locator('.step-now'), /asks programs about unsaved work/);
    assert.equal(await page.isDisabled('.dialog-buttons .button'), true, 'it is cancelled there');
    await assertAccessible(page);
    await saysSoon(page.locator('.step-now'), /Stopping services/);
    assert.equal(await mode(desk), 'once quick');
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
  }));

  test('cancelled there: within a second the next restart is an ordinary one again, and the window goes', withDesk({ sessionManager: 'no' }, ['--restart'], async (desk) => {
    await restartQuickly(desk);
    await desk.closed('restart');
    assert.equal(await mode(desk), 'off ordinary');
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
  }));

  test('an ordinary one is, too', withDesk({ sessionManager: 'yes' }, ['--restart'], async (desk) => {
    const page = await desk.choosing();
    await page.click('.dialog-buttons .button[data-how=full]');
    await saysSoon(page.locator('.step-now'), /Stopping services/);
    assert.deepEqual([await mode(desk), desk.machine.restarts], ['off ordinary', []]);
  }));

  test('into an entry that was picked: loaded, and logind asked, as before', withDesk({ sessionManager: 'yes' }, ['--settings'], async (desk) => {
    const settings = await desk.settings('kernels');
    await settings.locator('.expander').nth(3).locator('button[aria-expanded]').click();
    await settings.click('text=Restart Into It…');
    const page = await desk.choosing();
    await saysSoon(page.locator('.kernel-title'), new RegExp(OLD_RELEASE.replace(/[.+]/g, '\\$&')));
    await page.click(QUICK);
    await becomes(() => desk.machine.restarts.at(-1), 'RebootWithFlags 2');
    assert.equal(await mode(desk), 'off ordinary');
  }));
});
