// A slot of chain loading that was made from a boot entry follows it, on a whole machine: kernel hook, refresh, and the confined unit behind it.
// And each way is set up and undone by the machine's own systemctl and update-rc.d.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Machine } from '../machine/machine.ts';
import { withInstalled } from '../machine/upgraded-image.ts';

const CONF = '/etc/quick-restart/chainload.conf';
const RELEASES = "ls /boot/vmlinuz-* | sed 's,.*/vmlinuz-,,' | sort -V";
/** Everything that is set up at boot, with modes, links and contents. insserv's own notes are made anew each time. */
const SET_UP = "find /etc/systemd /etc/rc?.d /etc/init.d /etc/quick-restart /var/lib/quick-restart/chainload ! -name '.depend.*' -printf '%p %M %l\\n' 2>/dev/null | sort; find /etc/quick-restart -type f | sort | xargs md5sum";
const PATIENCE_MS = 400_000;

describe('slots that were made from boot entries', { timeout: 1_800_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  test('each way, set up and undone, leaves the machine as it was', async () => {
    const before = await machine.root.read(SET_UP);
    for (const way of ['systemd', 'sysv', 'init']) {
      await machine.root.read(`quick-restart chainload enable --entry default --how ${way}`, PATIENCE_MS);
      assert.notEqual(await machine.root.read(SET_UP), before, way);
      const { how } = JSON.parse(await machine.root.read('quick-restart chainload status --json')) as { readonly how: readonly string[] };
      assert.deepEqual(how, [way]);
      await machine.root.read('quick-restart chainload disable --forget', PATIENCE_MS);
      assert.equal(await machine.root.read(SET_UP), before, way);
    }
  });

  test('another default, and a kernel hook: the slot starts what the entry starts now, and the journal says so', async (t) => {
    const [older = '', ...others] = (await machine.root.read(RELEASES)).split('\n');
    const newer = others.at(-1) ?? '';
    const { entries } = JSON.parse(await machine.root.read('quick-restart list --json', PATIENCE_MS)) as { readonly entries: readonly { readonly id: string; readonly kernelRelease: string; readonly recovery: boolean }[] };
    const id = entries.find((entry) => entry.kernelRelease === older && !entry.recovery)?.id ?? '';
    await machine.root.read(`quick-restart default 'entry:${id}' && quick-restart chainload enable --entry default --reuse`, PATIENCE_MS);
    assert.match(await machine.root.read(`cat ${CONF}`), new RegExp(`^a\\.kernel=/boot/vmlinuz-${older.replaceAll('+', '\\+')}$`, 'm'));
    await machine.root.read(`quick-restart default newest && echo '# mine' >>${CONF} && /etc/kernel/postinst.d/zzz-quick-restart ${newer}`, PATIENCE_MS);
    await machine.root.read(`for i in $(seq 300); do grep -q '^a.kernel=/boot/vmlinuz-${newer}$' ${CONF} && exit 0; sleep 1; done; journalctl -q -u 'quick-restart*'; exit 1`, PATIENCE_MS);
    const config = await machine.root.read(`cat ${CONF}`);
    t.diagnostic(config);
    assert.match(config, new RegExp(`^a\\.initrd=/boot/initrd\\.img-${newer.replaceAll('+', '\\+')}\\n[^]*^a\\.reuse=yes\\n[^]*^a\\.entry=default\\n# mine$`, 'm'));
    const journal = await machine.root.read("for i in $(seq 60); do journalctl -q -o cat -u quick-restart-chainload-refresh.service | grep -q 'Slot a' && break; sleep 1; done; journalctl -q -o cat -u quick-restart-chainload-refresh.service", PATIENCE_MS);
    assert.match(journal, new RegExp(`Slot a starts /boot/vmlinuz-${newer.replaceAll('+', '\\+')} from now on\\.`));
    assert.equal(await machine.root.read('systemctl is-failed quick-restart-chainload-refresh.service || true'), 'inactive');
  });

  test('a quick restart here is told to stay in the kernel that was asked for', async () => {
    const { addedWords } = JSON.parse((await machine.root.run('quick-restart plan --json')).stdout) as { readonly addedWords: readonly string[] };
    assert.ok(addedWords.includes('quick_restart.chain=no'), addedWords.join(' '));
  });
});
