import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { PNG } from 'pngjs';
import { differenceOf, looksTheSame } from './support/screenshot.ts';

/** A white picture with a grey row at `y`, as a moved row of a list would be. */
function picture(width: number, height: number, y: number): PNG {
  const image = new PNG({ width, height });
  image.data.fill(255);
  for (let at = y; at < y + 20; at += 1) image.data.fill(80, at * width * 4, (at + 1) * width * 4);
  return image;
}

describe('pictures of windows', () => {
  test('that are the same do not differ', () => assert.equal(differenceOf(picture(200, 200, 50), picture(200, 200, 50)).share, 0));
  test('with a row that moved differ by more than is let pass', () => assert.ok(differenceOf(picture(200, 200, 50), picture(200, 200, 70)).share > 0.1));
  test('of another size differ wholly', () => assert.equal(differenceOf(picture(200, 200, 50), picture(200, 240, 50)).share, 1));
  test('that are a line higher are compared all the same', () => assert.equal(differenceOf(picture(200, 200, 50), picture(200, 201, 50)).share, 0));
});

/** Where the words and the switch of a row lie, in pixels from the left. */
const LEFT_TO_RIGHT = [243, 830] as const;
const THEMES = [
  ['light', LEFT_TO_RIGHT],
  ['dark', LEFT_TO_RIGHT],
  ['german', LEFT_TO_RIGHT],
  ['arabic', [50, 637]],
  ['high-contrast', LEFT_TO_RIGHT],
  ['high-contrast-dark', LEFT_TO_RIGHT],
] as const;

function settings(theme: string): PNG {
  return PNG.sync.read(readFileSync(join(import.meta.dirname, `screenshots/settings-restart-${theme}.png`)));
}

/** Without the last row of the first card, between its lines, as empty as the card is beside its words. */
function withoutARow(image: PNG, [left, right]: readonly [number, number]): PNG {
  for (let y = 261; y < 307; y += 1) {
    const empty = (y * image.width + left) * 4;
    for (let x = left; x < right; x += 1) image.data.copyWithin((y * image.width + x) * 4, empty, empty + 4);
  }
  return image;
}

/** As another drawing of letters and lines would be: each pixel a third of its right neighbour's. */
function softened(image: PNG): PNG {
  for (let at = 0; at + 4 < image.data.length; at += 1) image.data[at] = Math.round(((image.data[at] ?? 0) * 2 + (image.data[at + 4] ?? 0)) / 3);
  return image;
}

/** All of it one pixel to the left. */
function moved(image: PNG): PNG {
  image.data.copyWithin(0, 4);
  return image;
}

for (const [theme, columns] of THEMES) {
  describe(`the settings, ${theme}`, () => {
    test('without one row look otherwise, though fewer than one pixel in a hundred differs', () => {
      const difference = differenceOf(settings(theme), withoutARow(settings(theme), columns));
      assert.ok(difference.share < 0.01, difference.what);
      assert.equal(looksTheSame(difference), false, difference.what);
    });
    test('with edges that are drawn otherwise look the same', () => assert.deepEqual(differenceOf(settings(theme), softened(settings(theme))).places, []));
    test('moved by a pixel are in the same places', () => assert.deepEqual(differenceOf(settings(theme), moved(settings(theme))).places, []));
  });
}
