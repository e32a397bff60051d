// Makes the pictures of docs/images from the real app on sample machines:  node scripts/screenshots/index.ts [NAME...]
// Needs dist/app (node scripts/build-app.mjs) and Xvfb; `make screenshots` has both.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PICTURES } from './pictures.ts';
import { takePicture } from './take-picture.ts';

const FOLDER = 'docs/images';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PICTURES.some((picture) => picture.name === name));
if (unknown.length > 0) {
  console.error(`There is no picture ${unknown.join(', ')}. There are: ${PICTURES.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
mkdirSync(FOLDER, { recursive: true });
for (const picture of PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const file = join(FOLDER, `${picture.name}.png`);
  await takePicture(picture, file);
  console.log(file);
}
