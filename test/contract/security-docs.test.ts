// docs/security.md promises, and names the tests that keep it to that: they must be there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';

const TEXT = readFileSync('docs/security.md', 'utf8');
/** Sections that promise; the others describe. */
const PROMISING = /^## (?!Who there is|What is visible|Reporting)(.+)$/m;
const REFERENCES = /\[(`[^\]]+)\]/g;

interface Promise {
  readonly section: string;
  readonly text: string;
  readonly references: readonly { readonly path: string; readonly titles: readonly string[] }[];
}

const promises: readonly Promise[] = TEXT.split(/^(?=## )/m)
  .filter((section) => PROMISING.test(section))
  .flatMap((section) => section.split(/^- /m).slice(1).map((item) => promiseOf(PROMISING.exec(section)?.[1] ?? '', item.split('\n\n', 1)[0] ?? '')));

describe('docs/security.md', () => {
  test('has promises', () => assert.ok(promises.length > 30, String(promises.length)));

  for (const { section, text, references } of promises) {
    test(`${section}: ${text.slice(0, 70)}…`, () => {
      assert.ok(references.length > 0, 'no test backs it');
      for (const { path, titles } of references) {
        const file = join('test', path);
        assert.match(path, /\.test\.ts$/);
        assert.ok(existsSync(file), `${file} is not there`);
        for (const title of titles) assert.ok(hasTitle(readFileSync(file, 'utf8'), title), `${file} has no test “${title}”`);
      }
    });
  }

  test('its figures of exposure are those that the bus test allows at most', () => {
    const allowed = readFileSync('test/bus/unit-exposure.test.ts', 'utf8');
    assert.match(TEXT, /quick-restartd\.service` says 1\.5/);
    assert.match(allowed, /\['quick-restartd\.service', 1\.5\]/);
  });
});

function promiseOf(section: string, item: string): Promise {
  const text = item.replace(/\s+/g, ' ').trim();
  const references = Array.from(text.matchAll(REFERENCES), (match) => match[1] ?? '').flatMap((group) => group.split(/; (?=`)/)).map((one) => ({
    path: /^`([^`]+)`/.exec(one)?.[1] ?? one,
    titles: Array.from(one.matchAll(/“(.+?)”(?=,|;|$)/g), (match) => match[1] ?? ''),
  }));
  return { section, text, references };
}

/** Titles are literals, in any quotes; apostrophes in them are escaped or typographic. */
function hasTitle(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(`(${quote}${title}${quote}`));
}
