// The words of the app and their translations (docs/translating.md).
//   node scripts/words/index.ts extract              texts of the source → po/quick-restart.pot
//   node scripts/words/index.ts merge                po/quick-restart.pot's texts → po/*.po, translations kept
//   node scripts/words/index.ts check                says what is missing; exit 1 where something is
//   node scripts/words/index.ts compile DIR [--pseudo]   po/*.po → DIR/<language>.json
//   node scripts/words/index.ts gettext DIR DOMAIN       po/*.po → DIR/<language>/LC_MESSAGES/DOMAIN.mo, with what GNOME Shell shows
//   node scripts/words/index.ts desktop DIR          desktop entries, metainfo and polkit's policy with their translations → DIR
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalogueOf, gettextCatalogueOf, pseudoCatalogue } from './catalogues.ts';
import { checkWords } from './check.ts';
import { translateDesktopEntry, translateXml } from './extract/desktop-files.ts';
import { merge } from './merge.ts';
import { entryOf, readLanguages, TEMPLATE, templateOf, writePo } from './po-files.ts';
import { desktopFiles, readExtensionSources, readSources } from './read-sources.ts';

const COMMANDS: Readonly<Record<string, (...words: readonly string[]) => void>> = { extract, merge: mergeAll, check, compile, gettext, desktop };

const [name = '', ...words] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  console.error('usage: node scripts/words/index.ts extract|merge|check|compile DIR [--pseudo]|gettext DIR DOMAIN|desktop DIR');
  process.exitCode = 2;
} else {
  command(...words);
}

function extract(): void {
  const { messages, problems } = readSources();
  report(problems);
  writeFileSync(TEMPLATE, templateOf(messages));
  console.log(`${TEMPLATE}: ${String(messages.length)} texts`);
}

function mergeAll(): void {
  const { messages } = readSources();
  for (const { path, file } of readLanguages()) writePo(path, merge(file, messages));
}

function check(): void {
  report(checkWords(readSources(), readFileSync(TEMPLATE, 'utf8'), readLanguages()));
}

function compile(folder = 'dist/app/locale', ...options: readonly string[]): void {
  const catalogues = readLanguages().map(({ locale, file }) => catalogueOf(locale, file));
  if (options.includes('--pseudo')) catalogues.push(pseudoCatalogue(readSources().messages));
  mkdirSync(folder, { recursive: true });
  for (const catalogue of catalogues) writeFileSync(join(folder, `${catalogue.language}.json`), JSON.stringify(catalogue));
  console.log(`${folder}: ${catalogues.map(({ language }) => language).join(' ')}`);
}

function gettext(folder = 'dist/locale', domain = 'quick-restart'): void {
  const { messages } = readExtensionSources();
  for (const { locale, file } of readLanguages()) {
    const place = join(folder, locale, 'LC_MESSAGES');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${domain}.mo`), gettextCatalogueOf(file, messages));
  }
}

function desktop(folder = 'dist/desktop'): void {
  const languages = new Map(readLanguages().map(({ locale, file }) => [locale, (context: string, text: string) => entryOf(file, { context, text })?.msgstr[0] ?? null]));
  mkdirSync(folder, { recursive: true });
  for (const file of desktopFiles()) {
    const translate = file.endsWith('.desktop') ? translateDesktopEntry : translateXml;
    writeFileSync(join(folder, basename(file)), translate(readFileSync(file, 'utf8'), languages));
  }
}

function report(problems: readonly string[]): void {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
