import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';

const PATIENCE_MS = 10_000;

/** Waits until the element's text matches; fails with the text that it has. */
export async function saysSoon(locator: Locator, pattern: RegExp): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let text = (await locator.allTextContents()).join('\n');
  while (!pattern.test(text) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    text = (await locator.allTextContents()).join('\n');
  }
  assert.match(text, pattern);
}
