import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { PNG } from 'pngjs';
import { differenceOf } from './support/screenshot.ts';

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
