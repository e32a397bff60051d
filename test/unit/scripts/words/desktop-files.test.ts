import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Languages } from '../../../../scripts/words/extract/desktop-files.ts';
import { readDesktopEntry, readXmlTexts, translateDesktopEntry, translateXml } from '../../../../scripts/words/extract/desktop-files.ts';

const ENTRY = '[Desktop Entry]\nType=Application\nName=Quick Restart\nComment=Restart\nExec=x\n[Desktop Action a]\nName=Settings\n';
const METAINFO = [
  '<component>',
  '  <name>Quick Restart</name>',
  '  <developer id="x"><name translate="no">Us</name></developer>',
  '  <description>',
  '    <p>Salt &amp;\n    pepper</p>',
  '  </description>',
  '  <releases><release version="1"><description><p>New</p></description></release></releases>',
  '</component>',
].join('\n');
const GERMAN = new Map([['application name|Quick Restart', 'Schnell'], ['|Salt & pepper', 'Salz & <Pfeffer>'], ['|Restart', '']]);
/** German knows two texts and has an empty one, French none. */
const LANGUAGES: Languages = new Map([
  ['de', (context: string, text: string) => GERMAN.get(`${context}|${text}`) ?? null],
  ['fr', () => null],
]);

describe('desktop entries', () => {
  test('names, comments and keywords are texts, the program’s own name with a context', () => {
    assert.deepEqual(readDesktopEntry('x.desktop', ENTRY).messages.map(({ context, text }) => [context, text]), [['application name', 'Quick Restart'], ['', 'Restart'], ['', 'Settings']]);
  });

  test('a translation follows its line; what is not translated has none', () => {
    assert.equal(translateDesktopEntry(ENTRY, LANGUAGES), ENTRY.replace('Name=Quick Restart\n', 'Name=Quick Restart\nName[de]=Schnell\n'));
  });
});

describe('metainfo', () => {
  test('what people read are texts, but for release notes and names that are marked', () => {
    assert.deepEqual(readXmlTexts('x.xml', METAINFO).messages.map(({ context, text }) => [context, text]), [['application name', 'Quick Restart'], ['', 'Salt & pepper']]);
  });

  test('a translation follows its element, escaped', () => {
    const translated = translateXml(METAINFO, LANGUAGES);
    assert.ok(translated.includes('  <name>Quick Restart</name>\n  <name xml:lang="de">Schnell</name>\n'));
    assert.ok(translated.includes('    pepper</p>\n    <p xml:lang="de">Salz &amp; &lt;Pfeffer&gt;</p>\n'));
    assert.equal(translated.match(/xml:lang/g)?.length, 2);
  });

  test('so do the texts of polkit’s dialog', () => {
    const policy = '<action id="a">\n  <message>Restart</message>\n  <message>Salt &amp; pepper</message>\n</action>';
    assert.equal(readXmlTexts('x.policy', policy).messages.length, 2);
    assert.ok(translateXml(policy, LANGUAGES).includes('  <message xml:lang="de">Salz &amp; &lt;Pfeffer&gt;</message>\n</action>'));
  });
});
