import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { restrainVariables } from '../../../../src/adapters/efi-variables/restrained-variables.ts';
import type { BootFiles } from '../../../../src/ports/boot-files.ts';
import { ok } from '../../../../src/core/result.ts';
import { memoryFiles } from '../../../fakes/memory-files.ts';

const VARIABLE = '/sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';

describe('UEFI variables that are asked for in a loop', () => {
  let nowMs = 1_000_000;
  const reads: string[] = [];
  const content: Record<string, string> = { [VARIABLE]: 'one', '/boot/grub/grub.cfg': 'a' };
  const files: BootFiles = {
    ...memoryFiles({}),
    root: '/',
    hostPath: (path) => ok(path),
    readRange: (path) => {
      reads.push(path);
      return ok(new TextEncoder().encode(content[path] ?? ''));
    },
  };
  const restrained = restrainVariables(files, () => nowMs);
  const text = (path: string): string => {
    const read = restrained.readRange(path, 0, 100);
    return read.ok ? new TextDecoder().decode(read.value) : read.error.kind;
  };

  test('are read four times in a second, and then anew', () => {
    for (let call = 0; call < 1000; call += 1) {
      nowMs += 1;
      assert.equal(text(VARIABLE), 'one');
    }
    assert.equal(reads.length, 4);
    content[VARIABLE] = 'two';
    nowMs += 250;
    assert.equal(text(VARIABLE), 'two');
  });

  test('a clock that goes back reads anew', () => {
    content[VARIABLE] = 'three';
    nowMs -= 3_600_000;
    assert.equal(text(VARIABLE), 'three');
  });

  test('other files are read each time', () => {
    reads.length = 0;
    for (const letter of ['a', 'b', 'c']) {
      content['/boot/grub/grub.cfg'] = letter;
      assert.equal(text('/boot/grub/grub.cfg'), letter);
    }
    assert.equal(reads.length, 3);
  });
});
