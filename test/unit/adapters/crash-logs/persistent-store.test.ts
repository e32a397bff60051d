import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { PersistentStore } from '../../../../src/adapters/crash-logs/persistent-store.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

test('a crash is logged where a dump of the kernel’s log is not older than the moment', (t) => {
  for (const [path, seconds, since, expected] of [
    ['dmesg-efi-1', 1000, 900, true],
    ['dmesg-efi-1', 1000, 1000, true],
    ['dmesg-efi-1', 1000, 1100, false],
    ['1795262400/dmesg.txt', 1000, 900, true],
    ['1795262400/001/dmesg.txt', 1000, 900, true],
    ['console-ramoops-0', 1000, 900, false],
    ['other/dmesg.txt', 1000, 900, false],
  ] as const) {
    const place = temporaryTree(t, { [path]: 'x' });
    utimesSync(join(place, path), seconds, seconds);
    assert.equal(new PersistentStore(['/nonexistent', place]).loggedSince(since * 1000), expected, `${path} since ${since}`);
  }
});
