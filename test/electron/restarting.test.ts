import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { ownerOf } from '../fakes/dbus/mocks.ts';
import { callBus } from '../../src/adapters/dbus/transport/watch-signals.ts';
import { BUS_NAME } from '../../src/contracts/names.ts';
import { NEW_RELEASE, OLD_RELEASE, menuOf, ROOT_UUID } from '../fakes/engine-machine.ts';
import type { Desk } from './support/desk.ts';
import { becomes } from '../fakes/becomes.ts';
import { saysSoon } from './support/eventually.ts';
import { clickAndGo, pressAndGo } from './support/press.ts';
import { withDesk } from './support/with-desk.ts';

const MAIN = '.dialog-buttons .button[data-how]';
const RESTART = ['--restart'];
const lastRestart = (desk: Desk): string | undefined => desk.machine.restarts.at(-1);
const loads = (desk: Desk): readonly string[] => desk.machine.kexecCalls.filter((call) => !/(?:^| )-u(?: |$)/.test(call));
const unloads = (desk: Desk): readonly string[] => desk.machine.kexecCalls.filter((call) => /(?:^| )-u(?: |$)/.test(call));

/** What such a root= names cannot be found out. */
const OF_UNKNOWN_ROOT = menuOf(NEW_RELEASE, OLD_RELEASE).replaceAll(`root=UUID=${ROOT_UUID}`, 'root=odd:disk');

describe('by pointer and by keyboard alone', () => {
  test('a click is an ordinary restart, and loads nothing', withDesk({}, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.click(MAIN);
    await saysSoon(page.locator('h1'), /^Restarting$/);
    await becomes(() => lastRestart(desk)?.startsWith('Reboot'), true);
    assert.notEqual(lastRestart(desk), 'RebootWithFlags 2');
    assert.deepEqual(loads(desk), []);
  }));

  test('Shift and a click is a quick restart: loaded first, then restarted through kexec', withDesk({}, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.down('Shift');
    await saysSoon(page.locator(MAIN), /Quick Restart/);
    await page.click(MAIN);
    await page.keyboard.up('Shift');
    await becomes(() => lastRestart(desk), 'RebootWithFlags 2');
    assert.equal(loads(desk).length, 1);
    await saysSoon(page.locator('.step-now'), /Stopping services/);
    assert.equal(await page.isDisabled('.dialog-buttons .button'), true, 'nothing can be cancelled any more');
  }));

  test('Enter restarts in the ordinary way', withDesk({}, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.press('Enter');
    await becomes(() => lastRestart(desk)?.startsWith('Reboot'), true);
    assert.deepEqual(loads(desk), []);
  }));

  test('Shift and Enter restarts quickly, also from the switch', withDesk({}, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.focus('#quick');
    await page.keyboard.press('Shift+Enter');
    await becomes(() => lastRestart(desk), 'RebootWithFlags 2');
  }));

  test('Enter on the line that folds remarks away opens it, and restarts nothing', withDesk({ files: { 'boot/grub/grub.cfg': OF_UNKNOWN_ROOT } }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.focus('summary');
    await page.keyboard.press('Enter');
    await becomes(() => page.locator('details').evaluate((details) => details.hasAttribute('open')), true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
    assert.equal(await page.isEnabled(MAIN), true, 'the window still waits for the choice');
  }));

  test('Escape closes the window, and nothing happens', withDesk({}, RESTART, async (desk) => {
    const page = await desk.choosing();
    await pressAndGo(page, 'Escape');
    await desk.closed('restart');
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
  }));
});

describe('what goes wrong is said, and nothing stays loaded', () => {
  test('a kernel that cannot be loaded; the ordinary restart is offered, and works', withDesk({ kexec: { error: 'kexec_file_load failed: Key was rejected by service' } }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.press('Shift+Enter');
    await saysSoon(page.locator('h1'), /The Quick Restart Did Not Work/);
    await saysSoon(page.locator('.dialog'), /Key was rejected|signature|signed/i);
    await saysSoon(page.locator('.dialog'), /No kernel is loaded/);
    await page.click('text=Restart Ordinarily');
    await becomes(() => lastRestart(desk)?.startsWith('Reboot') === true && lastRestart(desk) !== 'RebootWithFlags 2', true);
  }));

  test('logind accepts the restart and gives it up: said, unloaded, and there is a way out', withDesk({ givesUp: true }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.press('Shift+Enter');
    await becomes(() => lastRestart(desk), 'RebootWithFlags 2');
    await saysSoon(page.locator('h1'), /The Quick Restart Did Not Work/);
    await saysSoon(page.locator('.dialog'), /gave it up.*No kernel is loaded/s);
    assert.ok(unloads(desk).length > 0);
    await clickAndGo(page, 'text=Close');
    await desk.closed('restart');
  }));

  test('a person who may not: the reason, and nothing loaded', withDesk({ polkit: 'no' }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.press('Shift+Enter');
    await saysSoon(page.locator('h1'), /The Quick Restart Did Not Work/);
    assert.deepEqual([loads(desk), desk.machine.restarts], [[], []]);
    await clickAndGo(page, 'text=Close');
    await desk.closed('restart');
  }));

  test('Cancel while the kernel is loaded unloads it and closes the window', withDesk({ kexec: { seconds: 3 } }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.press('Shift+Enter');
    await becomes(() => loads(desk).length, 1);
    await pressAndGo(page, 'Escape');
    await saysSoon(page.locator('h1'), /Cancelling/);
    await desk.closed('restart');
    await becomes(() => unloads(desk).length > 0, true);
    assert.deepEqual(desk.machine.restarts, []);
  }));

  test('the helper is killed while it loads: said, and never restarted', withDesk({ kexec: { seconds: 20 } }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await page.keyboard.press('Shift+Enter');
    await saysSoon(page.locator('.step-now'), /Loading the next kernel/);
    await becomes(() => loads(desk).length, 1);
    process.kill(await helperPid(desk), 'SIGKILL');
    await saysSoon(page.locator('h1'), /The Quick Restart Did Not Work/);
    assert.notEqual((await page.locator('.failure-text').innerText()).trim(), '');
    assert.deepEqual(desk.machine.restarts, []);
  }));
});

async function helperPid(desk: Desk): Promise<number> {
  const owner = await ownerOf(desk.machine.system, BUS_NAME);
  const asked = await callBus(desk.machine.system, 'GetConnectionUnixProcessID', 's', [owner], 'u');
  assert.ok(asked.ok && typeof asked.value[0] === 'number', `${BUS_NAME} has no process`);
  return asked.value[0];
}
