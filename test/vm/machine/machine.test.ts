// The harness itself: what the suites beside it rely on.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { guestImage } from '../../../scripts/guest/image.ts';
import { stepsTo } from '../../../scripts/guest/steps.ts';
import { GuestRestarted } from './agent.ts';
import { startCopy, type WorkingCopy } from './working-copy.ts';

describe('the machine of these tests', { timeout: 1_800_000 }, () => {
  let copy: WorkingCopy;
  before(async () => {
    const image = await guestImage(stepsTo((text) => void process.stdout.write(text)));
    copy = await startCopy(image.disk, 'booted');
  });
  after(() => copy.remove());

  test('a command gives its exit code, stdout and stderr apart, whatever bytes they hold', async () => {
    const { code, stdout, stderr } = await copy.machine.root.run("printf 'a\\0b\\n\\ndone 1 0 .x .y\\n'; echo e >&2; exit 7");
    assert.deepEqual({ code, stdout, stderr }, { code: 7, stdout: 'a\0b\n\ndone 1 0 .x .y\n', stderr: 'e\n' });
  });

  test('large outputs and files arrive whole', async () => {
    assert.equal((await copy.machine.root.read('head -c 3000000 /dev/zero | tr "\\0" x')).length, 3_000_000);
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 256));
    await copy.machine.person.put('/tmp/bytes', bytes, '600');
    assert.equal(await copy.machine.person.read('stat -c "%s %a %U" /tmp/bytes; md5sum </tmp/bytes'), `300000 600 person\n${md5(bytes)}  -`);
  });

  test('a command that takes too long is killed, and the next one is answered', async () => {
    assert.equal((await copy.machine.root.run('sleep 600', 1_000)).code, 124);
    assert.equal(await copy.machine.root.read('echo next'), 'next');
  });

  test('the person is at the machine, the remote one is not, and root is neither', async () => {
    const { root, person } = copy.machine;
    assert.match(await person.read('loginctl show-session $XDG_SESSION_ID'), /^Seat=seat0\n[^]*^Remote=no\n[^]*^Active=yes$/m);
    assert.match(await root.read("ssh -o BatchMode=yes person@localhost 'loginctl show-session $XDG_SESSION_ID'"), /^Remote=yes$/m);
    assert.equal(await root.read('id -u'), '0');
    assert.notEqual(await person.read('id -u'), '0');
  });

  test('an authentication agent is seen in the journal that proves that there was none', async () => {
    const { root, person } = copy.machine;
    const agent = person.run('pkttyagent --process $$', 60_000);
    await root.read("until journalctl -b -u polkit --no-pager -o cat | grep -iE 'authentication agent' | grep -q '^Registered'; do sleep 0.2; done; kill $(pidof pkttyagent)", 60_000);
    await agent;
  });

  test('going back takes the disk and the memory back, and ends what was under way', async () => {
    const { machine } = copy;
    const bootId = machine.root.bootId;
    await machine.root.read('touch /srv/later /run/later; sync');
    const cut = assert.rejects(machine.person.run('touch /tmp/under-way; sleep 600'), GuestRestarted);
    await machine.root.read('until [ -e /tmp/under-way ]; do sleep 0.1; done', 60_000);
    const startMs = performance.now();
    await machine.restoreTo('booted');
    await cut;
    assert.ok(performance.now() - startMs < 30_000);
    assert.equal(machine.root.bootId, bootId);
    assert.equal((await machine.root.run('ls /srv/later /run/later')).stdout, '');
  });
});

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
