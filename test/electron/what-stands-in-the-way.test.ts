import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { NEW_RELEASE, OLD_RELEASE, menuOf } from '../fakes/engine-machine.ts';
import { startMock } from '../fakes/dbus/mocks.ts';
import { BUS_NAME, MANAGER_INTERFACE as INTERFACE, OBJECT_PATH } from '../../src/contracts/names.ts';
import { becomes } from '../fakes/becomes.ts';
import { saysSoon } from './support/eventually.ts';
import { pressAndGo } from './support/press.ts';
import { withDesk } from './support/with-desk.ts';

const MAIN = '.dialog-buttons .button[data-how]';
const RESTART = ['--restart'];
const PEOPLE = [
  { id: 'c1', uid: 65534, userName: 'nobody', seat: 'seat0' },
  { id: 'c2', uid: 1001, userName: 'ada', seat: '' },
];

/** An entry with a device tree of its own, which kexec cannot pass. */
const WITH_DEVICE_TREE = menuOf(NEW_RELEASE, OLD_RELEASE).replaceAll(' initrd ', ' devicetree /boot/board.dtb\n initrd ');

describe('nobody is asked to go on over somebody', () => {
  test('programs at work are named, in their own words, and it never counts', withDesk({ inhibitors: [{ who: 'PackageKit', why: 'Installing <b>updates</b>' }] }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('[aria-labelledby=blockers]'), /PackageKit.*Installing <b>updates<\/b>/s);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal(await page.locator('#sentence').innerText(), '');
  }));

  test('other people are named, and it does not count', withDesk({ sessions: PEOPLE }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('[aria-labelledby=people]'), /ada/);
    assert.doesNotMatch(await page.locator('[aria-labelledby=people]').innerText(), /nobody/, 'who asks is not another');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal(await page.locator('#sentence').innerText(), '');
  }));
});

describe('a plan that refuses', () => {
  test('a quick restart: why, and Shift offers none', withDesk({ files: { 'boot/grub/grub.cfg': WITH_DEVICE_TREE, 'boot/board.dtb': 'dtb' } }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('[aria-labelledby=remarks]'), /Why a quick restart is not possible.*device tree/is);
    await page.keyboard.down('Shift');
    assert.equal(await page.locator(MAIN).innerText(), 'Restart');
    assert.equal(await page.isDisabled('#quick'), true);
    await page.keyboard.up('Shift');
    await page.click(MAIN);
    await becomes(() => desk.machine.restarts.length, 1);
    assert.deepEqual(desk.machine.kexecCalls, []);
  }));

  test('every restart: no button for one, and Enter does nothing', withDesk({ files: { [`boot/vmlinuz-${NEW_RELEASE}`]: null } }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('h1'), /No Restart Now/);
    await saysSoon(page.locator('[aria-labelledby=remarks]'), /kernel image/i);
    assert.deepEqual(await page.locator('.dialog-buttons .button').allInnerTexts(), ['Close', 'Try Again']);
    await pressAndGo(page, 'Shift+Enter');
    await desk.closed('restart'); // the only button has the focus, and it closes
    assert.deepEqual([desk.machine.kexecCalls, desk.machine.restarts], [[], []]);
  }));
});

describe('parts that are missing', () => {
  test('no helper: said, and the ordinary restart works', withDesk({ helper: 'absent' }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('[aria-labelledby=remarks]'), /helper/i);
    assert.equal(await page.isDisabled('#quick'), true);
    await page.click(MAIN);
    await becomes(() => desk.machine.restarts.length, 1);
  }));

  test('a helper of another version: said, and only the ordinary restart is offered', withDesk({ helper: 'absent' }, ['--background'], async (desk) => {
    const { systemBus, system } = desk.machine;
    const old = await startMock(systemBus, system, { name: BUS_NAME, path: OBJECT_PATH }, [BUS_NAME, OBJECT_PATH, INTERFACE]);
    await old.configure('AddMethod', 'sssss', [INTERFACE, 'Plan', 'st', 'a{sv}', "ret = dbus.Dictionary({'decision': 'maybe'}, signature='sv')"]);
    await desk.startAgain('--restart');
    const page = await desk.choosing();
    await saysSoon(page.locator('[aria-labelledby=remarks]'), /The helper answered in a way that this program does not understand/);
    assert.equal(await page.isDisabled('#quick'), true);
  }));

  test('no logind: nothing can be restarted from here, and that is said', withDesk({ logind: false }, RESTART, async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('.dialog'), /logind/i);
    assert.equal(await page.locator('.failure-text').count(), 1);
  }));
});
