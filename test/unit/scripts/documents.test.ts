import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { describe } from 'node:test';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownBelow('docs')];
/** In backquotes, starting with a folder of ours; `…` and capitals stand for something. */
const OUR_PATH = /`((?:src|test|scripts|docs|packaging|dbus|polkit|systemd|chainload|bench|gnome-shell)\/[a-z0-9./_-]*)`/g;
const LINK = /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g;

describe('documents name only what is there', () => {
  for (const document of DOCUMENTS) {
    test(document, () => {
      const text = readFileSync(document, 'utf8');
      const named = [...matches(text, OUR_PATH), ...matches(text, LINK).map((link) => join(dirname(document), link))];
      assert.deepEqual(named.filter((path) => !existsSync(path)), []);
    });
  }
});

test('CONTRIBUTING names every make target, and no other', () => {
  const targets = [...readFileSync('Makefile', 'utf8').matchAll(/^([a-z-]+):.*## /gm)].map(([, name]) => `make ${name ?? ''}`);
  const named = matches(readFileSync('CONTRIBUTING.md', 'utf8'), /^\| `(make [a-z-]+)` \|/gm);
  assert.deepEqual([...named].sort(), targets.filter((one) => one !== 'make help').sort());
});

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found ?? '');
}

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();
}
