import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { menuOf } from './fake-host.ts';

const ENTRY = 'menuentry A { linux /k; }\n';

describe('bounds', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a loop without end', 'while true; do true; done'],
    ['a function that calls itself', 'function f { f; }\nf'],
    ['functions that call one another', 'function f { g; }\nfunction g { f; f; }\nf'],
    ['a file that sources itself', 'source $prefix/grub.cfg'],
    ['a file that loads itself', 'configfile $prefix/grub.cfg'],
    ['a string that evaluates itself', "x='eval $x'; eval $x"],
    ['a word that doubles', 'a=xxxxxxxxxxxxxxxx\nwhile true; do a=$a$a; done'],
    ['a list that doubles', 'a="x x"\nwhile true; do a="$a $a"; for x in $a; do true; done; done'],
    ['nested braces', 'a {'.repeat(1_000_000)],
    ['nested braces on lines', 'a {\n'.repeat(200_000)],
    ['nested ifs', 'if '.repeat(100_000) + '\n'],
    ['menu entries in a loop', 'while true; do menuentry x { true; }; done'],
  ];
  for (const [name, script] of cases) {
    test(name, () => {
      const start = performance.now();
      const { diagnostics } = menuOf(`${ENTRY}${script}\n`);
      assert.ok(diagnostics.some((one) => one.kind === 'limit-exceeded'), JSON.stringify(diagnostics.slice(0, 3)));
      assert.ok(performance.now() - start < 10_000);
    });
  }

  test('what stood before is listed, and not trusted', () => {
    const { entries } = menuOf(`${ENTRY}while true; do true; done\n`);
    assert.deepEqual(entries.map((entry) => entry.problems.map((problem) => problem.kind)), [['evaluation']]);
  });

  test('one endless entry spoils no other', () => {
    const { entries } = menuOf('menuentry B { while true; do true; done; }\n' + ENTRY);
    assert.deepEqual(entries.map((entry) => entry.problems.map((problem) => problem.kind)), [['evaluation'], []]);
  });

  test('a file that is too large', () => {
    const { diagnostics } = menuOf('#'.repeat(17 * 1024 * 1024));
    assert.deepEqual(diagnostics.map((one) => one.kind), ['limit-exceeded']);
  });

  test('deep submenus', () => {
    const { diagnostics } = menuOf('submenu S { '.repeat(40) + 'menuentry A { linux /k; }' + ' }'.repeat(40));
    assert.ok(diagnostics.some((one) => one.kind === 'limit-exceeded'));
  });
});
