import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { PRIVATE, replaceFile } from '../../../../src/adapters/files/replace-file.ts';
import { ChildProgram } from '../../../fakes/dbus/child-program.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

/** Writes the same file 300 times. */
const WRITER = `
import { replaceFile } from '${new URL('../../../../src/adapters/files/replace-file.ts', import.meta.url).href}';
const [path, letter] = process.argv.slice(1);
for (let time = 0; time < 300; time += 1) replaceFile(path, letter.repeat(9999));
`;

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('a file that is replaced as a whole', () => {
  const place = (t: TestContext): string => temporaryTree(t);

  test('the new text is there, whole, and nothing beside it', (t) => {
    const folder = place(t);
    writeFileSync(join(folder, 'note'), 'old');
    const long = 'ü'.repeat(3_000_000);
    replaceFile(join(folder, 'note'), long);
    assert.equal(readFileSync(join(folder, 'note'), 'utf8') === long, true);
    assert.deepEqual(readdirSync(folder), ['note']);
  });

  test('what somebody left in its way is not followed and not kept', (t) => {
    const folder = place(t);
    writeFileSync(join(folder, 'victim'), 'untouched');
    symlinkSync('victim', join(folder, `note.${process.pid}.new`));
    replaceFile(join(folder, 'note'), 'new');
    assert.equal(readFileSync(join(folder, 'victim'), 'utf8'), 'untouched');
    assert.deepEqual(readdirSync(folder).sort(), ['note', 'victim']);
  });

  test('what a killed process had begun is removed; what a running one has begun is not, nor anything of another file', (t) => {
    const folder = place(t);
    const gone = spawnSync('/bin/true').pid;
    const others = [`note.${process.ppid}.new`, `other.${gone}.new`, 'note.x.new', 'note.new.1'];
    for (const name of [`note.${gone}.new`, ...others]) writeFileSync(join(folder, name), 'begun');
    replaceFile(join(folder, 'note'), 'new');
    assert.deepEqual(readdirSync(folder).sort(), ['note', ...others].sort());
  });

  test('two that write at once, again and again: neither fails, and what is there is whole', async (t) => {
    const folder = place(t);
    const writers = ['a', 'b'].map((letter) => {
      const writer = new ChildProgram([process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', WRITER, join(folder, 'note'), letter]);
      return writer.ended.then((code) => ({ code, output: writer.output }));
    });
    assert.deepEqual(await Promise.all(writers), [{ code: 0, output: '' }, { code: 0, output: '' }]);
    assert.match(readFileSync(join(folder, 'note'), 'utf8'), /^(?:a{9999}|b{9999})$/);
    assert.deepEqual(readdirSync(folder), ['note']);
  });

  test('it fails: the old one stays, nothing is left beside it, and it is thrown', (t) => {
    const folder = place(t);
    mkdirSync(join(folder, 'note/full'), { recursive: true }); // rename(2) puts no file over a directory
    assert.throws(() => replaceFile(join(folder, 'note'), 'new'), { code: 'EISDIR' });
    assert.deepEqual(readdirSync(folder), ['note']);
  });

  test('a person’s file is theirs alone, the folders too; folders that must be there are not made', (t) => {
    const folder = place(t);
    replaceFile(join(folder, 'a/b/note'), 'new', PRIVATE);
    assert.deepEqual([mode(join(folder, 'a')), mode(join(folder, 'a/b/note'))], ['700', '600']);
    assert.throws(() => replaceFile(join(folder, 'c/note'), 'new', { file: 0o644, folders: null }), { code: 'ENOENT' });
  });
});
