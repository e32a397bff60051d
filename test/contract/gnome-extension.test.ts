// The extension of GNOME Shell keeps the rules of those who review extensions (gjs.guide, "Extensions Review Guidelines").
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';

const SOURCE = 'gnome-shell/src';
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
const code = new Map(files.map((name) => [name, withoutComments(readFileSync(join(SOURCE, name), 'utf8'))]));
const metadata = JSON.parse(readFileSync('gnome-shell/metadata.json', 'utf8')) as Readonly<Record<string, unknown>>;

describe('the extension of GNOME Shell', () => {
  nowhere('no timers: nothing runs but what somebody does or the helper says', /setTimeout|setInterval|timeout_add|idle_add|GLib\.Source|\blaters?\b/);
  nowhere('no programs, no files, no network: the helper is all that it speaks with', /Subprocess|spawn|Gio\.File|file_(?:get|set)_contents|Soup|Socket|AppInfo/);
  nowhere('nothing that blocks the shell', /_sync\(|_sync_|new \w*Proxy\w*\(|makeProxyWrapper/);
  nowhere('no method of the shell is replaced', /\.prototype|InjectionManager|overrideMethod|(?:Main|systemActions\(\))[\w.]*\.\w+ = /);
  nowhere('no code but its own', /\beval\b|new Function|import\(/);
  nowhere('no markup: what the helper says is shown as it is', /markup/);

  test('whatever is connected to the shell is disconnected: in one expression, or it is an actor of its own', () => {
    const own = 'shell/restart-item.ts'; // its actor is destroyed as a whole
    const connects = [...code].filter(([name]) => name !== own).flatMap(([name, text]) => [...text.matchAll(/^.*(?<!#undo|undo|waiting)\.connect\(.*$/gm)].map(([line]) => [name, line.trim()] as const));
    assert.ok(connects.length > 5, String(connects.length));
    assert.deepEqual(connects.filter(([, line]) => !/\.connected\(/.test(line)), []);
  });

  test('the bus is called for the helper and the session manager only', () => {
    const names = [...code.values()].flatMap((text) => [...text.matchAll(/'(org\.[\w.]+)'/g)].map(([, name]) => name));
    assert.deepEqual([...new Set(names)].sort(), ['org.freedesktop.DBus.Properties', 'org.gnome.SessionManager', 'org.gnome.SessionManager.EndSessionDialog', 'org.quickrestart1', 'org.quickrestart1.Manager']);
  });

  test('of the helper’s methods it calls those that read, and the one that decides about the next restart', () => {
    const members = [...(code.get('shell/helper.ts') ?? '').matchAll(/member: '(\w+)'/g)].map(([, name]) => name);
    assert.deepEqual(members.sort(), ['Get', 'GetAll', 'ListHistory', 'Plan', 'SetEveryRestart']);
    assert.match(readFileSync('gnome-shell/src/logic/choice.ts', 'utf8'), /readonly ask: 'once' \| 'skip' \| null;/);
  });

  test('its description says which shells it is for, and its name is the same everywhere', () => {
    assert.deepEqual(metadata['shell-version'], ['46', '47', '48', '49', '50']);
    assert.equal(metadata['uuid'], 'quick-restart@quickrestart1.org');
    assert.equal(metadata['gettext-domain'], metadata['uuid']);
    for (const file of ['Makefile', 'docs/gnome-shell.md']) assert.match(readFileSync(file, 'utf8'), /quick-restart@quickrestart1\.org\.shell-extension\.zip/);
  });
});

function nowhere(what: string, pattern: RegExp): void {
  test(what, () => assert.deepEqual([...code].filter(([, text]) => pattern.test(text)).map(([name, text]) => `${name}: ${pattern.exec(text)?.[0] ?? ''}`), []));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}
