import type { Page } from 'playwright-core';

/** Presses a key after which the window may be gone before the key is up again. */
export async function pressAndGo(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key).catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
}
