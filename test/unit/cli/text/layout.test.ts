import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { columnsOf, paragraph, render, wrapSpans } from '../../../../src/cli/text/layout.ts';
import { span, styleOf, symbol, type Style } from '../../../../src/cli/text/style.ts';
import { cell, renderTable } from '../../../../src/cli/text/table.ts';

const PLAIN: Style = { width: 40, colour: false, unicode: true, symbols: true };

describe('wrapping', () => {
  test('between words, the first line from its own indent', () => {
    const text = render([paragraph([span('label '), span('one two three four five six seven')], 2, 8)], { ...PLAIN, width: 30 });
    assert.equal(text, '  label one two three four\n        five six seven\n');
  });

  test('a word that is wider than the line is broken, and nothing of it is lost', () => {
    const word = 'x'.repeat(95);
    const text = render([paragraph([span(word)], 0)], PLAIN);
    assert.equal(text.replaceAll('\n', ''), word);
    assert.ok(text.split('\n').every((line) => line.length <= 40));
  });

  test('the tone survives a line break, and ends with each line', () => {
    const lines = wrapSpans([span('aaaa bbbb', 'bad')], 5, { ...PLAIN, colour: true });
    assert.deepEqual(lines.map((line) => line.text), ['\u001b[31maaaa\u001b[0m', '\u001b[31mbbbb\u001b[0m']);
  });

  test('an escape in the text is escaped before it is measured', () => {
    assert.equal(render([paragraph([span('\u001b[31mred')])], PLAIN), '\\x1b[31mred\n');
  });

  test('no width at all means one line', () => {
    assert.equal(render([paragraph([span('word '.repeat(100).trim())])], { ...PLAIN, width: Infinity }).split('\n').length, 2);
  });
});

test('columns: wide letters two, combining marks none', () => {
  assert.equal(columnsOf('abc'), 3);
  assert.equal(columnsOf('日本'), 4);
  assert.equal(columnsOf('e\u0301'), 1);
  assert.equal(columnsOf('😀'), 2);
});

describe('tables', () => {
  const columns = [{ title: 'A', flexible: false }, { title: 'Title', flexible: true }, { title: 'C', flexible: false }];
  const row = (...cells: string[]) => cells.map((text) => cell([span(text)]));

  test('the flexible column wraps, the others stay in line', () => {
    const text = renderTable(columns, [row('6.12', 'a title that does not fit into its column', 'file:1'), row('6.1', 'short', 'file:22')], PLAIN);
    assert.equal(
      text,
      ['A     Title                      C', '6.12  a title that does not fit  file:1', '      into its column', '6.1   short                      file:22', ''].join('\n'),
    );
  });

  test('every line of an indented cell is indented', () => {
    const text = renderTable(columns, [[cell([span('a')]), cell([span('a title that does not fit into its column')], 4), cell([span('c')])]], PLAIN);
    assert.deepEqual(text.split('\n').slice(1, 3), ['a      a title that does not fit into  c', '       its column']);
  });

  test('wide letters keep the columns in line', () => {
    const text = renderTable(columns, [row('日', 'x', '1'), row('ab', 'x', '2')], PLAIN);
    assert.deepEqual(text.split('\n').slice(1, 3).map((line) => columnsOf(line)), [12, 12]);
  });

  test('an endless fixed cell does not push the others away', () => {
    const text = renderTable(columns, [row('y'.repeat(300), 'title', 'c')], { ...PLAIN, width: 100 });
    assert.ok(text.split('\n').every((line) => line.length <= 100));
  });
});

describe('what the terminal can show', () => {
  const terminal = { isTTY: true, columns: 120 };
  const utf8 = { LANG: 'C.UTF-8', TERM: 'xterm' };

  test('a terminal', () => assert.deepEqual(styleOf(terminal, utf8), { width: 120, colour: true, unicode: true, symbols: true }));
  test('a pipe: same letters, no colour', () => assert.deepEqual(styleOf({}, utf8), { width: 80, colour: false, unicode: true, symbols: true }));
  test('a pipe with COLUMNS', () => assert.equal(styleOf({}, { ...utf8, COLUMNS: '100' }).width, 100));
  test('NO_COLOR', () => assert.equal(styleOf(terminal, { ...utf8, NO_COLOR: '1' }).colour, false));
  test('an empty NO_COLOR does not count', () => assert.equal(styleOf(terminal, { ...utf8, NO_COLOR: '' }).colour, true));
  test('TERM=dumb', () => assert.equal(styleOf(terminal, { ...utf8, TERM: 'dumb' }).colour, false));
  test('the Linux console has letters, but no ✓', () => {
    const { unicode, symbols } = styleOf(terminal, { ...utf8, TERM: 'linux' });
    assert.deepEqual([unicode, symbols], [true, false]);
  });
  test('LC_ALL beats LANG', () => assert.equal(styleOf(terminal, { ...utf8, LC_ALL: 'C' }).unicode, false));
  test('an empty LC_ALL does not', () => assert.equal(styleOf(terminal, { ...utf8, LC_ALL: '' }).unicode, true));
  test('no locale at all is ASCII', () => assert.equal(styleOf(terminal, {}).unicode, false));
  test('absurd widths', () => assert.deepEqual([1, 0, 5000].map((columns) => styleOf({ isTTY: true, columns }, utf8).width), [40, 80, 160]));
});

test('symbols, and what stands for them in ASCII', () => {
  const results = ['ok', 'warning', 'refusal', 'unknown'] as const;
  assert.deepEqual(results.map((result) => symbol(result, PLAIN).text), ['✓', '!', '✗', '?']);
  assert.deepEqual(results.map((result) => symbol(result, { ...PLAIN, symbols: false }).text), ['+', '!', 'x', '?']);
});
