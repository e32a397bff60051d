import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { readSourceCalls } from '../../../../scripts/words/extract/source-calls.ts';
import { mergeMessages } from '../../../../scripts/words/message.ts';

/** One line a case: the code, and `context|text|plural` of what is found. */
const FOUND: readonly (readonly [code: string, found: readonly string[]])[] = [
  ["t('Cancel');", ['|Cancel|']],
  ['t("Don’t {name}", { name });', ['|Don’t {name}|']],
  ['words.t(`Cancel`);', ['|Cancel|']],
  ['this.words.n("{count} entry", "{count} entries", n);', ['|{count} entry|{count} entries']],
  ["c('button', 'Restart')", ['button|Restart|']],
  ["t('a') + t('b', { x: t('c') })", ['|a|', '|b|', '|c|']],
  ["const view = <Label title={t('In TSX')}>{n('one', 'many', 2)}</Label>;", ['|In TSX|', '|one|many']],
  ["cut('x'); a.tt('x'); 't(\"x\")'; // t('x')", []],
  ['c', []],
];

/** Calls whose text no tool can collect. */
const REFUSED = ['t(title)', 't(`a ${b}`)', "t('a' + 'b')", "t(open ? 'a' : 'b')", "n('one', many, 2)", "c(context, 'x')", "t('')", 't()'];

describe('texts are collected from calls of t, n and c', () => {
  for (const [code, found] of FOUND) {
    test(code, () => {
      const { messages, problems } = readSourceCalls('src/renderer/x.tsx', code);
      assert.deepEqual(messages.map(({ context, text, plural }) => `${context}|${text}|${plural ?? ''}`), found);
      assert.deepEqual(problems, []);
    });
  }
  for (const code of REFUSED) {
    test(`${code} is refused`, () => {
      const { messages, problems } = readSourceCalls('src/main/x.ts', `\n${code};`);
      assert.deepEqual(messages, []);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', /^src\/main\/x\.ts:2: write the texts of [tnc]\(\) as literals/);
    });
  }
});

describe('comments for translators', () => {
  const commentsOf = (code: string): readonly string[] => readSourceCalls('x.tsx', code).messages.map(({ comments }) => comments.join('; '));

  test('stand on the line or right above, in every kind of comment', () => {
    assert.deepEqual(commentsOf("// TRANSLATORS: a verb\nt('Restart');\nt('other');"), ['a verb', '']);
    assert.deepEqual(commentsOf("t('Restart'); // TRANSLATORS: a verb"), ['a verb']);
    assert.deepEqual(commentsOf("<p>\n{/* TRANSLATORS: over\n  two lines */}\n{t('x')}</p>"), ['over two lines']);
    assert.deepEqual(commentsOf("// TRANSLATORS: one\n// TRANSLATORS: two\nt('x');"), ['one; two']);
  });

  test('belong to nothing further away', () => {
    assert.deepEqual(commentsOf("// TRANSLATORS: far\n\nt('x');\n// TRANSLATORS: below"), ['']);
    assert.deepEqual(commentsOf("// an ordinary one\nt('x');"), ['']);
  });
});

test('one text in two places is one message, with one plural', () => {
  const one = readSourceCalls('a.ts', "t('{count} entry', { count });");
  const two = readSourceCalls('b.ts', "n('{count} entry', '{count} entries', 1);");
  const three = readSourceCalls('c.ts', "n('{count} entry', '{count} things', 1);");
  const { messages, problems } = mergeMessages([one, two]);
  assert.deepEqual(messages, [{ context: '', text: '{count} entry', plural: '{count} entries', comments: [], files: ['a.ts', 'b.ts'] }]);
  assert.deepEqual(problems, []);
  assert.match(mergeMessages([one, two, three]).problems.join(), /c\.ts: "\{count\} entry" has another plural here than in a\.ts b\.ts/);
});
