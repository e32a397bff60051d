import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDesktopEntry, readXmlTexts } from './extract/desktop-files.ts';
import { APP_FUNCTIONS, readSourceCalls, SENTENCE_FUNCTIONS, type TextFunctions } from './extract/source-calls.ts';
import type { Found } from './message.ts';
import { mergeMessages } from './message.ts';

/** The layers whose texts a person sees in the app: its own, and those whose sentences it puts into the person's language. */
const LAYERS: readonly (readonly [folder: string, functions: TextFunctions])[] = [
  ['src/main', APP_FUNCTIONS],
  ['src/renderer', APP_FUNCTIONS],
  ...['src/core', 'src/contracts', 'src/use-cases', 'src/adapters', 'src/helper'].map((folder) => [folder, SENTENCE_FUNCTIONS] as const),
];
/** What the desktop shows of us by itself: launcher, software centre, password dialog. */
const DESKTOP_FOLDERS = ['packaging/tray/desktop', 'polkit'];

/** All texts of the app, in the order in which they stand. */
export function readSources(): Found {
  const code = LAYERS.flatMap(([folder, functions]) => filesBelow(folder, /\.tsx?$/).map((file) => readSourceCalls(file, readFileSync(file, 'utf8'), functions)));
  const desktop = desktopFiles().map((file) => (file.endsWith('.desktop') ? readDesktopEntry : readXmlTexts)(file, readFileSync(file, 'utf8')));
  return mergeMessages([...code, ...desktop]);
}

/** Desktop entries, metainfo and polkit policies. */
export function desktopFiles(): readonly string[] {
  return DESKTOP_FOLDERS.flatMap((folder) => filesBelow(folder, /\.(desktop|metainfo\.xml|policy)$/));
}

function filesBelow(folder: string, name: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(folder, file));
}
