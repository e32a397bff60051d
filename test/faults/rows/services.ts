import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import { pause, type Stand } from '../stand.ts';
import { EXIT, GO, KEXEC_WAITS, kill, loadAndUnload, LOADED, question, typeAt, whileLoading, WITHIN, yes } from './ways.ts';

/** The services that a restart needs: polkit, logind, the bus. */
export const SERVICES: readonly Fault[] = [
  {
    id: 'polkit-killed-before-load',
    fault: 'polkit is killed between the plan and the load',
    outcome: 'the bus starts it again: loaded, then unloaded',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      await stand.person.read('quick-restart plan');
      await stand.root.read('kill -KILL $(pidof polkitd)');
      await loadAndUnload(stand);
    },
  },
  {
    id: 'polkit-gone',
    fault: 'polkit cannot be started any more',
    outcome: 'refused: nobody can say who may; nothing is loaded',
    withinSeconds: WITHIN.refusal,
    ends: { failedUnits: /^polkit/ },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read('systemctl mask -q --runtime --now polkit.service');
      const now = await stand.person.run('quick-restart now --yes');
      assert.ok(now.code === EXIT.failed || now.code === EXIT.notAuthorised, now.stdout + now.stderr);
      await stand.nothingLoaded();
    },
  },
  {
    id: 'logind-killed-before-load',
    fault: 'logind is killed between the plan and the load',
    outcome: 'systemd starts it again, the person is still at the machine: loaded, then unloaded',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      await stand.person.read('quick-restart plan');
      await stand.root.read(kill('systemd-logind.service'));
      await loadAndUnload(stand);
    },
  },
  {
    id: 'logind-and-polkit-killed-in-load',
    fault: 'logind and polkit are killed while kexec loads, before they are asked for the restart',
    outcome: 'both are started again: quick restart',
    withinSeconds: WITHIN.restart,
    ends: { way: 'quick' },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read(KEXEC_WAITS);
      const boot = stand.root.bootId;
      const now = stand.person.run('quick-restart now --yes').catch(() => null);
      await stand.root.read(`until ${LOADED}; do sleep 0.1; done; kill -KILL $(pidof polkitd); ${kill('systemd-logind.service')}; ${GO}`);
      await now;
      await stand.booted(boot);
    },
  },
  {
    id: 'logind-gone-after-load',
    fault: 'logind dies for good after the load, before it is asked for the restart',
    outcome: 'told, and unloaded',
    withinSeconds: WITHIN.refusal,
    ends: { failedUnits: /logind/ },
    play: async (stand: Stand): Promise<void> => {
      const { root } = stand;
      await root.read(KEXEC_WAITS);
      const { code, stdout, stderr } = await root.run(
        whileLoading('quick-restart now --yes', `systemctl mask -q --runtime systemd-logind.service dbus-org.freedesktop.login1.service; ${kill('systemd-logind.service')}; ${GO}`),
      );
      assert.notEqual(code, EXIT.done, stdout + stderr);
      assert.match(stderr, /logind/);
      await stand.nothingLoaded();
      await root.read('systemctl unmask -q --runtime systemd-logind.service dbus-org.freedesktop.login1.service; systemctl reset-failed systemd-logind.service; systemctl start systemd-logind.service');
    },
  },
  {
    id: 'bus-killed',
    fault: 'the system bus is killed while the person is asked',
    outcome: 'told, nothing is loaded; afterwards everything works again',
    withinSeconds: WITHIN.refusal,
    ends: { failedUnits: /dbus|logind|polkit|user@|quick-restartd/ },
    play: async (stand: Stand): Promise<void> => {
      await typeAt(stand.root, 'quick-restart now');
      await question(stand);
      await stand.root.read('kill -KILL $(pidof dbus-daemon)');
      const { code, shown } = await yes(stand, stand.root);
      assert.notEqual(code, EXIT.done, shown);
      await stand.nothingLoaded();
      await stand.until('busctl --system call org.freedesktop.DBus / org.freedesktop.DBus GetId', 60);
    },
  },
  {
    id: 'bus-killed-in-load',
    fault: 'the system bus is killed while kexec loads',
    outcome: 'told, and unloaded',
    withinSeconds: WITHIN.refusal,
    ends: { failedUnits: /dbus|logind|polkit|user@|quick-restartd/ },
    play: async (stand: Stand): Promise<void> => {
      const { root } = stand;
      await root.read(KEXEC_WAITS);
      const { code, stderr } = await root.run(whileLoading('quick-restart now --yes', 'kill -KILL $(pidof dbus-daemon)'));
      assert.notEqual(code, EXIT.done, stderr);
      await stand.until('grep -q 0 /sys/kernel/kexec_loaded', 60);
      await root.read(GO);
      await pause(1000);
    },
  },
  {
    id: 'bus-gone',
    fault: 'the system bus cannot be reached at all',
    outcome: 'told; nothing is loaded',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await root.read('mv /run/dbus/system_bus_socket /run/dbus/away');
      const now = await person.run('quick-restart now --yes');
      assert.notEqual(now.code, EXIT.done, now.stdout + now.stderr);
      assert.match(now.stderr, /bus/);
      await stand.nothingLoaded();
      await root.read('mv /run/dbus/away /run/dbus/system_bus_socket');
    },
  },
];
