import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDesktopEntry, readMetainfo } from './extract/desktop-files.ts';
import { readSourceCalls } from './extract/source-calls.ts';
import type { Found } from './message.ts';
import { mergeMessages } from './message.ts';

/** The layers whose texts a person sees in the app. */
const LAYERS = ['src/main', 'src/renderer'];
/** What the desktop shows of the app before it runs. */
export const DESKTOP_FILES = 'packaging/tray/desktop';

/** All texts of the app, in the order in which they stand. */
export function readSources(): Found {
  const code = LAYERS.flatMap((layer) => filesBelow(layer, /\.tsx?$/)).map((file) => readSourceCalls(file, readFileSync(file, 'utf8')));
  const entries = filesBelow(DESKTOP_FILES, /\.desktop$/).map((file) => readDesktopEntry(file, readFileSync(file, 'utf8')));
  const metainfo = filesBelow(DESKTOP_FILES, /\.metainfo\.xml$/).map((file) => readMetainfo(file, readFileSync(file, 'utf8')));
  return mergeMessages([...code, ...entries, ...metainfo]);
}

export function filesBelow(folder: string, name: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(folder, file));
}
