import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { isLiveSession } from '../../../../src/adapters/live-session/live-session.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const CASES: readonly (readonly [what: string, tree: Readonly<Record<string, string>>, live: boolean])[] = [
  ['an installed system', { 'proc/cmdline': 'BOOT_IMAGE=/vmlinuz root=UUID=1-2 ro quiet\n' }, false],
  ['a name that only sounds like it', { 'proc/cmdline': 'root=/dev/vg/reboot=live-data ro xboot=live\n' }, false],
  ['Debian', { 'proc/cmdline': 'BOOT_IMAGE=/live/vmlinuz boot=live components\n' }, true],
  ['Ubuntu', { 'proc/cmdline': 'boot=casper quiet\n' }, true],
  ['Ubuntu by its place', { 'proc/cmdline': 'quiet\n', 'cdrom/casper/x': '' }, true],
  ['Fedora', { 'proc/cmdline': 'root=live:CDLABEL=F rd.live.image\n' }, true],
  ['Arch', { 'run/archiso/x': '' }, true],
  ['nothing to read', {}, false],
];

describe('a live system', () => {
  for (const [what, tree, live] of CASES) test(what, (t) => assert.equal(isLiveSession(`${temporaryTree(t, tree)}/`), live));
});
