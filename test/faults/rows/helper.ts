import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { EXIT, GO, HELPER_ENDED, KEXEC_WAITS, kill, loadAndUnload, LOADED, WITHIN } from './ways.ts';

const KILL_HELPER = kill('quick-restartd.service');

/** The helper, which plans and loads as root. */
export const HELPER: readonly Fault[] = [
  {
    id: 'helper-killed-before-load',
    fault: 'the helper is killed between the plan and the load',
    outcome: 'the bus starts another one: loaded, then unloaded',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      await stand.person.read('quick-restart plan');
      await stand.root.read(KILL_HELPER);
      await loadAndUnload(stand);
    },
  },
  {
    id: 'helper-killed-in-load',
    fault: 'the helper is killed after kexec has loaded, before that was noted',
    outcome: 'told, and unloaded; the next load works',
    chosen: true,
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await root.read(KEXEC_WAITS);
      const killed = root.read(`until ${LOADED}; do sleep 0.1; done; ${KILL_HELPER}; cat /run/quick-restart/load.json`);
      const [load, record] = await Promise.all([person.run('quick-restart load'), killed]);
      assert.match(record, /"loading"/);
      assert.equal(load.code, EXIT.failed, load.stdout + load.stderr);
      await root.read(HELPER_ENDED);
      await stand.nothingLoaded();
      await root.read('mv /usr/sbin/kexec.real /usr/sbin/kexec');
      await person.read('quick-restart load && quick-restart unload');
    },
  },
  {
    id: 'helper-killed-after-load',
    fault: 'the helper is killed after the load was noted',
    outcome: 'what is loaded stays, status says so, and unload takes it back',
    withinSeconds: WITHIN.refusal,
    play: async ({ root, person }: Stand): Promise<void> => {
      await person.read('quick-restart load');
      await root.read(`${KILL_HELPER}; ${HELPER_ENDED}; ${LOADED}`);
      assert.match(await person.read('quick-restart status'), /any restart starts it directly/);
      await person.read('quick-restart unload');
    },
  },
  {
    id: 'helper-stopped-in-load',
    fault: 'an administrator stops the helper in the middle of a load',
    outcome: 'told, and unloaded',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await root.read(KEXEC_WAITS);
      const stopped = root.read(`until ${LOADED}; do sleep 0.1; done; systemctl stop quick-restartd.service; ${GO}`);
      const [load] = await Promise.all([person.run('quick-restart load'), stopped]);
      assert.notEqual(load.code, EXIT.done, load.stdout + load.stderr);
      await stand.nothingLoaded();
    },
  },
  {
    id: 'helper-cannot-start',
    fault: "the helper's memory is limited to less than it needs to start",
    outcome: 'told, nothing is loaded; when it can start again, it does',
    withinSeconds: WITHIN.refusal,
    ends: { failedUnits: /^quick-restartd/ },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read('systemctl stop quick-restartd.service; mkdir -p /run/systemd/system/quick-restartd.service.d; printf "[Service]\\nMemoryMax=4M\\n" >/run/systemd/system/quick-restartd.service.d/less.conf; systemctl daemon-reload');
      const now = await stand.person.run('quick-restart now --yes');
      assert.notEqual(now.code, EXIT.done, now.stdout + now.stderr);
      await stand.root.read('rm /run/systemd/system/quick-restartd.service.d/less.conf; systemctl daemon-reload');
    },
  },
  {
    id: 'caller-killed-in-load',
    fault: 'the command is killed in the middle of the load',
    outcome: 'nobody wants it any more: unloaded',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await root.read(KEXEC_WAITS);
      const load = person.run('quick-restart now --yes');
      await root.read(`until ${LOADED}; do sleep 0.1; done; kill -KILL $(pgrep -f 'quick-restart now')`);
      assert.notEqual((await load).code, EXIT.done);
      await root.read(GO);
      await stand.until('grep -q 0 /sys/kernel/kexec_loaded', 60);
    },
  },
];
