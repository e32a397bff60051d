import assert from 'node:assert/strict';
import test from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { isRemoteSession, type SessionEnvironment } from '../../../../src/adapters/machine-facts/own-session.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import type { Tree } from './disks.ts';

const note = (id: string, remote: 0 | 1): Tree => ({ [`run/systemd/sessions/${id}`]: `# This is private data. Do not parse.\nUID=1000\nREMOTE=${remote}\nTYPE=tty\n` });
const scope = (id: string): Tree => ({ 'proc/self/cgroup': `0::/user.slice/user-1000.slice/session-${id}.scope\n` });
const USER_SERVICE: Tree = { 'proc/self/cgroup': '0::/user.slice/user-1000.slice/user@1000.service/app.slice/vte.scope\n' };
const SYSTEM_SERVICE: Tree = { 'proc/self/cgroup': '0::/system.slice/cron.service\n' };

const cases: readonly (readonly [string, Tree, Partial<SessionEnvironment>, boolean | null])[] = [
  ['ssh', {}, { sshConnection: '10.0.0.7 51234 10.0.0.1 22' }, true],
  ['an empty SSH_CONNECTION', SYSTEM_SERVICE, { sshConnection: '' }, false],
  ['sudo in ssh: the environment is gone, the control group is not', { ...scope('12'), ...note('12', 1) }, {}, true],
  ['at the machine', { ...scope('2'), ...note('2', 0) }, { sessionId: '2' }, false],
  ['a terminal of a desktop, which is a service of the user', { ...USER_SERVICE, ...note('2', 0) }, { sessionId: '2' }, false],
  ['a terminal of a remote desktop', { ...USER_SERVICE, ...note('c4', 1) }, { sessionId: 'c4' }, true],
  ['the control group counts before the environment', { ...scope('12'), ...note('12', 1), ...note('2', 0) }, { sessionId: '2' }, true],
  ['cgroup v1', { 'proc/self/cgroup': '12:pids:/user.slice\n1:name=systemd:/user.slice/user-0.slice/session-5.scope\n', ...note('5', 1) }, {}, true],
  ['a timer or an agent', SYSTEM_SERVICE, {}, false],
  ['no note of the session', scope('2'), {}, null],
  ['a session that is no word', note('2', 0), { sessionId: '../sessions/2' }, null],
];
for (const [name, tree, environment, expected] of cases) {
  test(`${name}: ${expected}`, (t) => {
    assert.equal(isRemoteSession(new LocalBootFiles(temporaryTree(t, tree)), { sshConnection: undefined, sessionId: undefined, ...environment }), expected);
  });
}
