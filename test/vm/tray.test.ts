// The app from its Debian package, on a whole machine: a person's keys in its restart window restart the machine.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { output } from '../../scripts/guest/programs.ts';
import { stepsTo } from '../../scripts/guest/steps.ts';
import { builtPackage } from '../../scripts/try/guest-packages.ts';
import { measureRestart } from '../../scripts/try/measure-restart.ts';
import { promisedBy, prove } from '../../scripts/try/proofs.ts';
import { desktopImage } from './machine/desktop-image.ts';
import type { Machine } from './machine/machine.ts';
import { upgradedImage } from './machine/upgraded-image.ts';
import { startCopy, type WorkingCopy } from './machine/working-copy.ts';

const WITH_APP = 'with-app';
const INSTALL_TIMEOUT_MS = 900_000;
const APP_TIMEOUT_MS = 960_000;

/**
 * A screen, a session bus, and the app with its restart window, found by its class, whatever its title. The keys are pressed when
 * the window has read what it shows: the helper ends 30 s after its last call, and the window waits, for its countdown is off.
 * On two emulated processors Chromium's compositor was seen to end with a segmentation fault now and then, so the app gets one.
 */
const session = (keys: string): string => `
set -u
mkdir -p "$HOME/.config/quick-restart"
echo '{"countdown":false}' >"$HOME/.config/quick-restart/preferences.json"
Xvfb :7 -screen 0 1024x768x24 -nolisten tcp >/dev/null 2>&1 &
export DISPLAY=:7
until_seen() { # seconds, command
  end=$(($(date +%s) + $1))
  shift
  until "$@" 2>/dev/null; do
    [ "$(date +%s)" -lt "$end" ] || { echo "not seen: $*"; xwininfo -root -tree; exit 1; }
    sleep 0.5
  done
}
windows() { xdotool search --onlyvisible --class "Quick Restart"; }
is_open() { [ -n "$(windows)" ]; }
is_closed() { [ -z "$(windows)" ]; }
reads() { [ "$(systemctl is-active quick-restartd.service)" = active ]; }
has_read() { [ "$(systemctl is-active quick-restartd.service)" = inactive ]; }
until_seen 60 xdpyinfo >/dev/null
taskset --cpu-list 0 dbus-run-session -- quick-restart-tray --restart >"$HOME/app.log" 2>&1 &
until_seen 600 is_open
until_seen 300 reads
until_seen 300 has_read
xdotool windowfocus "$(windows | head -n 1)"
sleep 2
${keys}
`;

describe('the app on a whole machine', { timeout: 2_400_000 }, () => {
  let copy: WorkingCopy;
  let machine: Machine;
  before(async () => {
    const steps = stepsTo((text) => void process.stdout.write(text));
    const deb = await steps.run('building our packages', builtPackage);
    const upgraded = await upgradedImage(steps);
    copy = await startCopy(await desktopImage(upgraded, steps), 'desktop');
    machine = copy.machine;
    await steps.run('installing our packages in the guest', () => installBoth(machine, deb));
    await machine.save(WITH_APP);
  });
  after(() => copy.remove());

  test('Shift and Enter in its window: a quick restart into the planned kernel, and nothing is lost', async (t) => {
    const plan = JSON.parse(await machine.person.read('quick-restart plan --json')) as Parameters<typeof promisedBy>[0];
    assert.notEqual(plan.entry?.kernelRelease, await machine.root.read('uname -r'), 'the plan is the kernel that runs already');
    const report = await restartBy(machine, 'xdotool key shift+Return; sleep 300');
    const failed = prove(promisedBy(plan), report).filter((proof) => !proof.holds);
    assert.deepEqual(failed, []);
    t.diagnostic(`the app's quick restart: ${(report.parts.firmwareMs / 1000).toFixed(1)} s between the kernels`);
  });

  test('Escape closes it: nothing is loaded, and the machine runs on', async () => {
    await machine.restoreTo(WITH_APP);
    const bootId = machine.root.bootId;
    await machine.explain('the window did not close', () => machine.person.read(session('xdotool key Escape; until_seen 60 is_closed'), APP_TIMEOUT_MS));
    assert.equal(await machine.root.read('cat /sys/kernel/kexec_loaded'), '0');
    assert.equal(await machine.root.read('cat /proc/sys/kernel/random/boot_id'), bootId);
  });
});

/** The session's script stays until the machine goes down; what the app wrote explains where it does not. */
async function restartBy(machine: Machine, keys: string): ReturnType<typeof measureRestart> {
  try {
    return await measureRestart(machine, machine.person, session(keys));
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n--- the app ---\n${await machine.root.read('cat /home/person/app.log; journalctl -b -u quick-restartd -o cat --no-pager').catch(String)}`, { cause: error });
  }
}

/** As an administrator would, from a disk that is plugged in: apt refuses where a dependency is missing, for the guest has no network. */
async function installBoth(machine: Machine, deb: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quick-restart-packages-'));
  try {
    const disk = join(folder, 'packages.img');
    mkdirSync(join(folder, 'files'));
    copyFileSync(deb, join(folder, 'files/quick-restart.deb'));
    copyFileSync(join(deb, '..', readFileSync(join(deb, '../tray-package.txt'), 'utf8').trim()), join(folder, 'files/quick-restart-tray.deb'));
    await output('truncate', ['-s', '192M', disk]);
    await output('mke2fs', ['-q', '-t', 'ext4', '-O', '^has_journal', '-d', join(folder, 'files'), disk]);
    await machine.plug('ours', disk);
    const install = `
      set -eu
      for try in $(seq 100); do [ -e /dev/disk/by-id/virtio-ours ] && break; sleep 0.2; done
      mount -o ro /dev/disk/by-id/virtio-ours /mnt
      DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install /mnt/quick-restart.deb /mnt/quick-restart-tray.deb
      umount /mnt`;
    await machine.explain('our packages were not installed', () => machine.root.read(install, INSTALL_TIMEOUT_MS));
    await machine.unplug('ours');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
