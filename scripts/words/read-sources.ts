import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDesktopEntry, readXmlTexts } from './extract/desktop-files.ts';
import { APP_FUNCTIONS, readSourceCalls, SENTENCE_FUNCTIONS, type TextFunctions } from './extract/source-calls.ts';
import type { Found } from './message.ts';
import { mergeMessages } from './message.ts';

type Layer = readonly [folder: string, functions: TextFunctions];

/** The app's own texts. */
const APP_LAYERS: readonly Layer[] = ['src/main', 'src/renderer'].map((folder) => [folder, APP_FUNCTIONS]);
/** Sentences that the app and the extension put into the person's language. */
const SENTENCE_LAYERS: readonly Layer[] = ['src/core', 'src/contracts', 'src/use-cases', 'src/adapters', 'src/helper'].map((folder) => [folder, SENTENCE_FUNCTIONS]);
/** What GNOME Shell shows of us. */
const EXTENSION_LAYERS: readonly Layer[] = [['gnome-shell/src', APP_FUNCTIONS]];
/** What the desktop shows of us by itself: launcher, software centre, password dialog. */
const DESKTOP_FOLDERS = ['packaging/tray/desktop', 'polkit'];

/** All texts of the app and of the extension, in the order in which they stand. */
export function readSources(): Found {
  const code = [...APP_LAYERS, ...SENTENCE_LAYERS, ...EXTENSION_LAYERS].flatMap(readLayer);
  const desktop = desktopFiles().map((file) => (file.endsWith('.desktop') ? readDesktopEntry : readXmlTexts)(file, readFileSync(file, 'utf8')));
  return mergeMessages([...code, ...desktop]);
}

/** Those of them that GNOME Shell shows: the extension's own, and the helper's sentences. */
export function readExtensionSources(): Found {
  return mergeMessages([...SENTENCE_LAYERS, ...EXTENSION_LAYERS].flatMap(readLayer));
}

function readLayer([folder, functions]: Layer): readonly Found[] {
  return filesBelow(folder, /\.tsx?$/).map((file) => readSourceCalls(file, readFileSync(file, 'utf8'), functions));
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
