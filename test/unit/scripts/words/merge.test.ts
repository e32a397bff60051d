import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Message } from '../../../../scripts/words/message.ts';
import { merge } from '../../../../scripts/words/merge.ts';
import { formatPo } from '../../../../scripts/words/po-files.ts';
import { german, message } from './support.ts';

/** The body of the merged file, without the header's block. */
function merged(entries: string, messages: readonly Message[], plurals?: string): string {
  return formatPo(merge(german(entries, plurals).file, messages)).split('\n\n').slice(1).join('\n\n').trim();
}

describe('new texts come into a translation', () => {
  test('a translation stays, its place and comments are renewed, the translator’s own comment stays', () => {
    const old = '# mine\n#: src/old.ts\n#. old\nmsgid "Cancel"\nmsgstr "Abbrechen"';
    assert.equal(merged(old, [message('Cancel', { comments: ['a button'] })]), '# mine\n#: src/main/x.ts\n#. a button\nmsgid "Cancel"\nmsgstr "Abbrechen"');
  });

  test('a new text is empty, with as many forms as the language has', () => {
    assert.equal(merged('', [message('Cancel')]), '#: src/main/x.ts\nmsgid "Cancel"\nmsgstr ""');
    const forms = merged('', [message('{count} second', { plural: '{count} seconds' })], 'nplurals=3; plural=n>1 ? 2 : n;');
    assert.match(forms, /msgstr\[0\] ""\nmsgstr\[1\] ""\nmsgstr\[2\] ""$/);
  });

  test('a changed text gets the old translation, fuzzy, and says what it was made for', () => {
    const result = merged('msgid "Restart the computer"\nmsgstr "Den Rechner neu starten"', [message('Restart this computer')]);
    assert.equal(result, '#: src/main/x.ts\n#, fuzzy\n#| msgid "Restart the computer"\nmsgid "Restart this computer"\nmsgstr "Den Rechner neu starten"\n\n#~ msgid "Restart the computer"\n#~ msgstr "Den Rechner neu starten"');
  });

  test('a text that got a plural is fuzzy until somebody has read it', () => {
    const result = merged('msgid "{count} second"\nmsgstr "{count} Sekunde"', [message('{count} second', { plural: '{count} seconds' })]);
    assert.match(result, /#, fuzzy\n(.*\n)*msgstr\[0\] "\{count\} Sekunde"\nmsgstr\[1\] "\{count\} Sekunde"/);
  });

  test('a gone text is kept aside, and comes back with its translation', () => {
    const gone = merged('msgid "Cancel"\nmsgstr "Abbrechen"', []);
    assert.equal(gone, '#~ msgid "Cancel"\n#~ msgstr "Abbrechen"');
    assert.equal(merged(gone, [message('Cancel')]), '#: src/main/x.ts\nmsgid "Cancel"\nmsgstr "Abbrechen"');
  });

  test('merged again, nothing changes', () => {
    const messages = [message('Restart this computer'), message('Cancel'), message('Restart', { context: 'button' })];
    const once = merged('msgid "Restart the computer"\nmsgstr "Den Rechner neu starten"\n\nmsgctxt "button"\nmsgid "Restart"\nmsgstr "Neu starten"', messages);
    assert.equal(merged(once, messages), once);
  });
});
