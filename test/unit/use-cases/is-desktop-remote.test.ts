import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { err, ok } from '../../../src/core/result.ts';
import type { LoginSession } from '../../../src/ports/restart-manager.ts';
import { isDesktopRemote } from '../../../src/use-cases/is-desktop-remote.ts';

const session = (uid: number, seat: string): LoginSession => ({ id: `${uid}${seat}`, uid, userName: 'anna', seat });

describe('whether a desktop is far from the machine', () => {
  for (const [what, sessions, expected] of [
    ['at its screen', [session(1000, 'seat0')], false],
    ['at its screen, and logged in by ssh as well', [session(1000, ''), session(1000, 'seat0')], false],
    ['a remote desktop', [session(1000, '')], true],
    ['a remote desktop while somebody else sits at the screen', [session(1001, 'seat0'), session(1000, '')], true],
    ['no session at all', [session(1001, '')], false],
    ['no logind', null, null],
  ] as const) {
    test(`${what}: ${String(expected)}`, async () => {
      const answer = sessions === null ? err({ kind: 'absent', detail: '' } as const) : ok(sessions);
      assert.equal(await isDesktopRemote({ sessions: () => Promise.resolve(answer) }, [1000]), expected);
    });
  }
});
