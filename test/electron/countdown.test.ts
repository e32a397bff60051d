import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Page } from 'playwright-core';
import type { Desk } from './support/desk.ts';
import { becomes } from '../fakes/becomes.ts';
import { saysSoon } from './support/eventually.ts';
import { withDesk } from './support/with-desk.ts';

const RESTART = ['--restart'];

/** Lets this window's own timers run ahead; it has counted a second by real ones before. */
async function passSeconds(page: Page, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) await page.clock.runFor(1_000);
}

async function counting(desk: Desk): Promise<Page> {
  const page = await desk.choosing();
  await saysSoon(page.locator('#sentence'), /The system will restart automatically in 5\d seconds/); // it counts
  await page.clock.install();
  return page;
}

describe('the countdown', () => {
  test('restarts by itself when nobody touches the window, once, and in the ordinary way', withDesk({}, RESTART, async (desk) => {
    const page = await counting(desk);
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // the last real timer sets the first one of the clock
    await passSeconds(page, 40);
    assert.deepEqual(desk.machine.restarts, [], 'not before its time');
    await passSeconds(page, 25);
    await becomes(() => desk.machine.restarts.length, 1);
    await passSeconds(page, 65);
    assert.equal(desk.machine.restarts.length, 1);
    assert.notEqual(desk.machine.restarts[0], 'RebootWithFlags 2');
    assert.deepEqual(desk.machine.kexecCalls, []);
  }));

  const TOUCHES: readonly (readonly [what: string, touch: (page: Page) => Promise<void>])[] = [
    ['a key', (page) => page.keyboard.press('Shift')],
    ['a press somewhere', (page) => page.mouse.click(240, 20)],
    ['the wheel', (page) => page.mouse.wheel(0, 10)],
    ['the focus on another control, as a screen reader moves it', (page) => page.focus('#quick')],
  ];
  for (const [what, touch] of TOUCHES) {
    test(`stops for good at ${what}, and says so`, withDesk({}, RESTART, async (desk) => {
      const page = await counting(desk);
      await touch(page);
      await saysSoon(page.locator('#sentence'), /The countdown has stopped/);
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      await passSeconds(page, 90);
      assert.deepEqual(desk.machine.restarts, []);
      assert.match(await page.locator('#sentence').innerText(), /has stopped/);
    }));
  }
});
