// Makes assets/icons/png/ from the SVG files beside it, with rsvg-convert (Debian: librsvg2-bin):  node scripts/icons/make-icons.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';

const FOLDER = 'assets/icons';
/** By the panel that they are seen on: `light` lines on a dark panel. */
const COLOURS = { light: '#f6f5f4', dark: '#2e3436' };
/** Factor and suffix, as Electron looks for them; the icon of a panel is 22 pixels high, or twice that. */
const SCALES = [
  { size: 22, suffix: '' },
  { size: 44, suffix: '@2x' },
];
const APP_SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512];

mkdirSync(`${FOLDER}/png`, { recursive: true });
for (const meaning of ['idle', 'due', 'loaded']) {
  const svg = readFileSync(`${FOLDER}/tray-${meaning}.svg`, 'utf8');
  for (const [name, colour] of Object.entries(COLOURS)) {
    for (const { size, suffix } of SCALES) draw(svg.replaceAll('currentColor', colour), size, `${FOLDER}/png/tray-${meaning}-${name}${suffix}.png`);
  }
}
const app = readFileSync(`${FOLDER}/app.svg`, 'utf8');
for (const size of APP_SIZES) draw(app, size, `${FOLDER}/png/app-${size}.png`);

function draw(svg, size, file) {
  const { status, stderr, error } = spawnSync('rsvg-convert', ['--width', String(size), '--height', String(size), '--output', file], { input: svg });
  if (status !== 0) throw new Error(error?.message ?? String(stderr));
}
