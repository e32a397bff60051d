import type { Page } from 'playwright-core';
import { Desk } from '../../test/electron/support/desk.ts';
import type { Picture } from './pictures.ts';

/** Long enough for colours that fade and windows that grow. */
const SETTLED_MS = 500;

/** Starts the app on the picture's machine, brings it to what the picture shows, and writes the file. */
export async function takePicture(picture: Picture, file: string): Promise<void> {
  const isRestart = picture.shows === 'restart-window';
  const desk = await Desk.open(picture.machine, [isRestart ? '--restart' : '--settings']);
  try {
    const page = picture.shows === 'restart-window' ? await desk.choosing() : await desk.settings(picture.shows);
    await prepare(page, picture);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  } finally {
    await desk.stop();
  }
}

async function prepare(page: Page, { held, pressed, after }: Picture): Promise<void> {
  await page.mouse.move(0, 0);
  if (pressed !== undefined) await page.keyboard.press(pressed);
  if (held !== undefined) await page.keyboard.down(held);
  if (after !== undefined) await page.waitForSelector(after);
  await page.waitForTimeout(SETTLED_MS);
}
