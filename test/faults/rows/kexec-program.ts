import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { EXIT, kexecIs, refusal, WITHIN } from './ways.ts';

/** kexec(8), which does the loading. */
export const KEXEC_PROGRAM: readonly Fault[] = [
  refusal({
    id: 'kexec-missing',
    fault: 'kexec is not installed',
    outcome: 'refused: kexec is not installed',
    break: 'rm /usr/sbin/kexec',
    says: /kexec is not installed/,
  }),
  refusal({
    id: 'kexec-fails',
    fault: 'kexec fails',
    outcome: 'told, with what kexec said; nothing is loaded',
    break: kexecIs('echo "kexec_file_load failed: Input/output error" >&2; exit 255'),
    exit: EXIT.failed,
    says: /Input\/output error/,
  }),
  refusal({
    id: 'kexec-not-executable',
    fault: 'kexec is a file that cannot be run',
    outcome: 'told; nothing is loaded',
    break: 'head -c 4096 /dev/urandom >/usr/sbin/kexec',
    exit: EXIT.failed,
    says: /kexec/,
  }),
  refusal({
    id: 'kexec-killed',
    fault: 'kexec is killed before it has loaded',
    outcome: 'told; nothing is loaded',
    break: kexecIs('kill -KILL $$'),
    exit: EXIT.failed,
    says: /could not be loaded/,
  }),
  refusal({
    id: 'kexec-killed-late',
    fault: 'kexec is killed after it has loaded, before it could say so',
    outcome: 'told, and unloaded',
    chosen: true,
    break: kexecIs('/usr/sbin/kexec.real "$@"; kill -KILL $$'),
    exit: EXIT.failed,
    says: /could not be loaded/,
  }),
  refusal({
    id: 'kexec-lies',
    fault: 'kexec reports success and has loaded nothing',
    outcome: 'told: the kernel confirms nothing',
    break: kexecIs('exit 0'),
    exit: EXIT.failed,
    says: /nothing is loaded/,
  }),
  {
    id: 'kexec-hangs',
    fault: 'kexec hangs after it has loaded',
    outcome: 'ended after two minutes, told, and unloaded',
    withinSeconds: 400,
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read(kexecIs('/usr/sbin/kexec.real "$@"; sleep 1000'));
      const now = await stand.person.run('quick-restart now --yes', 300_000);
      assert.equal(now.code, EXIT.failed, now.stdout + now.stderr);
      assert.match(now.stderr, /timeout/);
    },
  },
  {
    id: 'kexec-fails-fallback',
    fault: 'kexec fails, and the person said --fallback',
    outcome: 'ordinary restart',
    withinSeconds: WITHIN.restart,
    ends: { way: 'ordinary' },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read(kexecIs('echo "kexec_file_load failed: Input/output error" >&2; exit 255'));
      await stand.restart('quick-restart now --yes --fallback');
    },
  },
];
