// The app from its Debian package, on a whole machine: a person's keys in its restart window restart the machine.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { stepsTo } from '../../../scripts/guest/steps.ts';
import { builtPackage } from '../../../scripts/try/guest-packages.ts';
import { measureRestart } from '../../../scripts/try/measure-restart.ts';
import { promisedBy, prove } from '../../../scripts/try/proofs.ts';
import type { Machine } from '../machine/machine.ts';
import { installBoth } from '../machine/our-packages.ts';
import { startCopy, type WorkingCopy } from '../machine/working-copy.ts';
import { APP_SHAPE, appImage, DESKTOP } from './app-image.ts';

const WINDOW_OPEN = 'window-open';
const APP_TIMEOUT_MS = 960_000;

/** The restart window is found by its class, whatever its title. */
const WORDS = `
set -u
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
`;

/**
 * A screen, a session bus, and the app with its restart window, which has read what it shows when the helper has gone: that ends 30 s
 * after its last call, and the window waits, for its countdown is off.
 */
const OPEN_WINDOW = `${WORDS}
mkdir -p "$HOME/.config/quick-restart"
echo '{"countdown":false}' >"$HOME/.config/quick-restart/preferences.json"
Xvfb "$DISPLAY" -screen 0 1024x768x24 -nolisten tcp >/dev/null 2>&1 &
until_seen 120 xdpyinfo >/dev/null
dbus-run-session -- quick-restart-tray --restart >"$HOME/app.log" 2>&1 &
until_seen 400 is_open
until_seen 200 reads
until_seen 200 has_read
xdotool windowfocus "$(windows | head -n 1)"
`;

describe('the app on a whole machine', { timeout: 2_400_000 }, () => {
  let copy: WorkingCopy;
  let machine: Machine;
  let plan: Parameters<typeof promisedBy>[0];
  before(async () => {
    const steps = stepsTo((text) => void process.stdout.write(text));
    const deb = await steps.run('building our packages', builtPackage);
    copy = await startCopy(await appImage(steps), DESKTOP, { shape: APP_SHAPE });
    machine = copy.machine;
    await steps.run('installing our packages in the guest', () => installBoth(machine, deb));
    plan = JSON.parse(await machine.person.read('quick-restart plan --json')) as typeof plan;
    await machine.root.read('systemctl stop quick-restartd.service');
    await steps.run('opening the restart window', () => explained(machine, () => machine.person.read(OPEN_WINDOW, APP_TIMEOUT_MS)));
    await machine.save(WINDOW_OPEN);
  });
  after(() => copy.remove());

  test('none of its processes was ended by a fault', async () => {
    assert.equal(await machine.root.read("journalctl -b -k -o cat --no-pager | grep -E 'segfault|traps:' || true"), '');
  });

  test('Escape closes its window: nothing is loaded, and the machine runs on', async () => {
    const bootId = machine.root.bootId;
    await explained(machine, () => machine.person.read(`${WORDS}\nxdotool key Escape; until_seen 60 is_closed`));
    assert.equal(await machine.root.read('cat /sys/kernel/kexec_loaded'), '0');
    assert.equal(await machine.root.read('cat /proc/sys/kernel/random/boot_id'), bootId);
  });

  test('Shift and Enter in its window: a quick restart into the planned kernel, and nothing is lost', async (t) => {
    await machine.restoreTo(WINDOW_OPEN);
    assert.notEqual(plan.entry?.kernelRelease, await machine.root.read('uname -r'), 'the plan is the kernel that runs already');
    const report = await explained(machine, () => measureRestart(machine, machine.person, 'DISPLAY=:7 xdotool key shift+Return; sleep 400'));
    const failed = prove(promisedBy(plan), report).filter((proof) => !proof.holds);
    assert.deepEqual(failed, []);
    t.diagnostic(`the app's quick restart: ${(report.parts.firmwareMs / 1000).toFixed(1)} s between the kernels`);
  });
});

/** Adds to an error what the app, the helper and the kernel wrote. */
async function explained<T>(machine: Machine, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    const said = await machine.root.read('cat ~person/app.log; journalctl -b -u quick-restartd -o cat --no-pager; journalctl -b -k -p warning -o cat --no-pager | tail -n 20').catch(String);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n--- the app ---\n${said}`, { cause: error });
  }
}
