import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { PRIVATE, replaceFile } from '../../../../src/adapters/files/replace-file.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

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
    symlinkSync('victim', join(folder, 'note.new'));
    replaceFile(join(folder, 'note'), 'new');
    assert.equal(readFileSync(join(folder, 'victim'), 'utf8'), 'untouched');
    assert.deepEqual(readdirSync(folder).sort(), ['note', 'victim']);
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
