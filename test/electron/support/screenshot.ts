import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

const KEPT = join(import.meta.dirname, '../screenshots');
const SEEN = '.cache/screenshots';
/** Of all pixels: another Chromium draws the edges of letters otherwise. A page that is laid out otherwise is far more. */
const TOLERANCE = 0.02;
/** With letters drawn without hinting, up to 1.2 % of the pixels differed, and no place; another sentence makes five places and more, a row twenty. */
const PLACES_TOLERANCE = 2;

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
  if (looksTheSame(difference)) return '';
  mkdirSync(SEEN, { recursive: true });
  writeFileSync(join(SEEN, `${name}.png`), seen);
  if (difference.picture !== null) writeFileSync(join(SEEN, `${name}.difference.png`), PNG.sync.write(difference.picture));
  return `${name} looks otherwise: ${difference.what}; see ${SEEN}/${name}.png`;
}

/** Where it does not, somebody would see it. */
export function looksTheSame({ share, places }: Difference): boolean {
  return share <= TOLERANCE && places.length <= PLACES_TOLERANCE;
}

export interface Difference {
  readonly share: number;
  /** Where there is something else than there was, however small; see otherPlaces. */
  readonly places: readonly Place[];
  readonly what: string;
  readonly picture: PNG | null;
}

/** The left upper corner of a square of PLACE pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** The share of pixels that differ, and the places that do; pictures of other sizes differ wholly, but for a line or two. */
export function differenceOf(kept: PNG, seen: PNG): Difference {
  if (Math.abs(kept.width - seen.width) > 2 || Math.abs(kept.height - seen.height) > 2) {
    return { share: 1, places: [], what: `${seen.width}×${seen.height} instead of ${kept.width}×${kept.height}`, picture: null };
  }
  const width = Math.min(kept.width, seen.width);
  const height = Math.min(kept.height, seen.height);
  const picture = new PNG({ width, height });
  const [before, now] = [cut(kept, width, height), cut(seen, width, height)];
  const places = otherPlaces(before, now, width, height);
  const pixels = pixelmatch(before, now, picture.data, width, height, { threshold: 0.15 });
  const share = pixels / (width * height);
  return { share, places, what: `${(share * 100).toFixed(1)} % of its pixels, ${places.length} places${places[0] === undefined ? '' : ` from ${places[0].x},${places[0].y}`}`, picture };
}

const PLACE = 16;
/** Of the range of a colour. What moves by one pixel changes the mean of a place by 1/16 at most, and another drawing of the same letters by less; words where there were none are more. */
const PLACE_TOLERANCE = 0.08;

/** Where the mean colour is another: looked at every half place, from top to bottom. */
function otherPlaces(before: Buffer, now: Buffer, width: number, height: number): readonly Place[] {
  const places: Place[] = [];
  for (let y = 0; y + PLACE <= height; y += PLACE / 2) {
    for (let x = 0; x + PLACE <= width; x += PLACE / 2) {
      if ([0, 1, 2].some((colour) => meanDifference(before, now, width, x, y, colour) > PLACE_TOLERANCE)) places.push({ x, y });
    }
  }
  return places;
}

function meanDifference(before: Buffer, now: Buffer, width: number, left: number, top: number, colour: number): number {
  let sum = 0;
  for (let y = top; y < top + PLACE; y += 1) {
    for (let x = left; x < left + PLACE; x += 1) {
      const at = (y * width + x) * 4 + colour;
      sum += (before[at] ?? 0) - (now[at] ?? 0);
    }
  }
  return Math.abs(sum) / (PLACE * PLACE * 255);
}

function cut(image: PNG, width: number, height: number): Buffer {
  const part = new PNG({ width, height });
  PNG.bitblt(image, part, 0, 0, width, height, 0, 0);
  return part.data;
}
