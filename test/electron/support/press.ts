import type { Page } from 'playwright-core';

/** Presses a key after which the window may be gone before the key is up again. */
export function pressAndGo(page: Page, key: string): Promise<void> {
  return unlessGone(page, page.keyboard.press(key));
}

/** The same with a click. */
export function clickAndGo(page: Page, selector: string): Promise<void> {
  return unlessGone(page, page.click(selector));
}

async function unlessGone(page: Page, done: Promise<void>): Promise<void> {
  await done.catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
}
