import assert from 'node:assert/strict';
import fc from 'fast-check';
import test from 'node:test';
import { recoveryWord } from '../../../src/core/boot-entry/recovery.ts';
import { commandLineDifference, parametersOf, sameCommandLine, stripBootImage, wordsOf } from '../../../src/core/kernel/command-line.ts';

const line = fc.string({ unit: fc.constantFrom('a', 'b', '=', '"', ' ', '\t', '\\', "'", '-', '_', 'BOOT_IMAGE=', 'single', 'é'), maxLength: 40 });

/** The kernel's next_arg(), character by character, as lib/cmdline.c describes it. */
function kernelWords(text: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (!quoted && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else word += character;
  }
  if (word !== '') words.push(word);
  return words;
}

test('words are those of the kernel', () => {
  fc.assert(fc.property(line, (text) => assert.deepEqual(wordsOf(text), kernelWords(text))), { numRuns: 5000 });
});

test('a parameter keeps its word, and its name has no value in it', () => {
  fc.assert(
    fc.property(line, (text) => {
      for (const { name, value, word } of parametersOf(text)) {
        assert.ok(text.includes(word));
        assert.ok(word.includes(name));
        if (value !== null) assert.ok(!name.slice(1).includes('='));
      }
    }),
  );
});

test('the same line does not differ from itself, and a difference tells lines apart', () => {
  fc.assert(
    fc.property(line, line, (a, b) => {
      assert.ok(sameCommandLine(a, a));
      const { added, removed } = commandLineDifference(a, b);
      if (sameCommandLine(a, b)) assert.deepEqual({ added, removed }, { added: [], removed: [] });
      assert.deepEqual(commandLineDifference(b, a), { added: removed, removed: added });
    }),
  );
});

test('without BOOT_IMAGE= nothing is stripped', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => text.includes('BOOT_IMAGE=') || stripBootImage(text) === text));
});

test('what follows a word that gives a shell does not hide it', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom<string>('ro', 'quiet', 'root=UUID=1', '--', 'splash')), fc.constantFrom('single', 'init=/bin/sh', 'rd.break', 'systemd.unit=rescue.target'), fc.nat(5), (words, evil, at) => {
    const text = words.toSpliced(at, 0, evil).join(' ');
    return recoveryWord(text) === evil && recoveryWord(words.join(' ')) === null;
  }));
});

test('long lines take linear time', () => {
  const start = performance.now();
  for (const text of [' '.repeat(1_000_000), 'BOOT_IMAGE=x '.repeat(80_000), '"'.repeat(1_000_000), 'a="b c" '.repeat(100_000), `${' '.repeat(1_000_000)}x`]) {
    wordsOf(text);
    stripBootImage(text);
    recoveryWord(text);
  }
  assert.ok(performance.now() - start < 20_000);
});
