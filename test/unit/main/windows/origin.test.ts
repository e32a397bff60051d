import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
import { CONTENT_SECURITY_POLICY } from '../../../../src/main/windows/content-policy.ts';
import { fileOf, isOurPage } from '../../../../src/main/windows/origin.ts';

const FILES: readonly (readonly [url: string, path: string | null])[] = [
  ['app://quick-restart/restart.html', 'restart.html'],
  ['app://quick-restart/settings.js', 'settings.js'],
  ['app://quick-restart/styles.css?x#y', 'styles.css'],
  ['app://quick-restart/icons/app.png', null], // pages have no pictures
  ['app://quick-restart/main.cjs', null],
  ['app://quick-restart/preload.cjs', null],
  ['app://quick-restart/package.json', null],
  ['app://quick-restart/locale/de.json', null],
  ['app://quick-restart/../main.cjs', null],
  ['app://quick-restart/%2e%2e/etc/passwd.html', null],
  ['app://quick-restart/icons/../../x.html', 'x.html'], // the URL has no more `..` when it is looked at; there is no such file
  ['app://quick-restart/..%2f..%2fx.html', null],
  ['app://other/restart.html', null],
  ['https://quick-restart/restart.html', null],
  ['file:///etc/passwd', null],
];

describe('what windows may load', () => {
  for (const [url, path] of FILES) test(`${url}: ${path ?? 'nothing'}`, () => assert.equal(fileOf(url)?.path ?? null, path));

  test('our pages, exactly', () => {
    assert.equal(isOurPage('app://quick-restart/restart.html'), true);
    for (const url of ['app://quick-restart/restart.html#x', 'app://quick-restart/', 'app://quick-restart.evil/restart.html', 'about:blank', '']) assert.equal(isOurPage(url), false, url);
  });

  test('nothing unsafe, nothing from elsewhere', () => {
    assert.doesNotMatch(CONTENT_SECURITY_POLICY, /unsafe|https?:|\*|data:|blob:/);
    assert.equal(CONTENT_SECURITY_POLICY, "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  });

  test('the pages themselves repeat none of it', () => {
    for (const page of ['restart', 'settings']) assert.doesNotMatch(readFileSync(`src/renderer/${page}/${page}.html`, 'utf8'), /http-equiv/i);
  });
});
