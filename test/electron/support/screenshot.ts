import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

const KEPT = join(import.meta.dirname, '../screenshots');
const SEEN = '.cache/screenshots';
/** Of all pixels: another Chromium draws the edges of letters otherwise. A moved row or another colour is far more. */
const TOLERANCE = 0.02;

/** The window looks as it is kept; see whatLooksWrong. */
export async function assertLooks(page: Page, name: string): Promise<void> {
  assert.equal(await whatLooksWrong(page, name), '');
}

/**
 * Empty where the window looks as in test/electron/screenshots/NAME.png, else a sentence. Where there is no such file, it is written: look
 * at it, and keep it. To renew one, delete it. What was seen instead lies in .cache/screenshots, with the differences in red.
 */
export async function whatLooksWrong(page: Page, name: string): Promise<string> {
  const seen = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const file = join(KEPT, `${name}.png`);
  if (!existsSync(file)) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, seen);
    return `there was no ${file}; it is written now: look at it, and run again`;
  }
  const difference = differenceOf(PNG.sync.read(readFileSync(file)), PNG.sync.read(seen));
  if (difference.share <= TOLERANCE) return '';
  mkdirSync(SEEN, { recursive: true });
  writeFileSync(join(SEEN, `${name}.png`), seen);
  if (difference.picture !== null) writeFileSync(join(SEEN, `${name}.difference.png`), PNG.sync.write(difference.picture));
  return `${name} looks otherwise: ${difference.what}; see ${SEEN}/${name}.png`;
}

interface Difference {
  readonly share: number;
  readonly what: string;
  readonly picture: PNG | null;
}

/** The share of pixels that differ; pictures of other sizes differ wholly, but for a line or two. */
export function differenceOf(kept: PNG, seen: PNG): Difference {
  if (Math.abs(kept.width - seen.width) > 2 || Math.abs(kept.height - seen.height) > 2) {
    return { share: 1, what: `${seen.width}×${seen.height} instead of ${kept.width}×${kept.height}`, picture: null };
  }
  const width = Math.min(kept.width, seen.width);
  const height = Math.min(kept.height, seen.height);
  const picture = new PNG({ width, height });
  const pixels = pixelmatch(cut(kept, width, height), cut(seen, width, height), picture.data, width, height, { threshold: 0.15 });
  const share = pixels / (width * height);
  return { share, what: `${(share * 100).toFixed(1)} % of it`, picture };
}

function cut(image: PNG, width: number, height: number): Buffer {
  const part = new PNG({ width, height });
  PNG.bitblt(image, part, 0, 0, width, height, 0, 0);
  return part.data;
}
