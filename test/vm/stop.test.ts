// How a machine goes down: a kernel that is out of date is not jumped into, somebody else's is, boots that were not recorded are
// recorded by the next one, and who made the shutdown slow is named. Real systemd, journal, kexec and firmware.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { measureRestart } from '../../scripts/try/measure-restart.ts';
import type { StatusJson } from '../../src/cli/view/status.ts';
import type { HistoryJson } from '../../src/cli/view/history.ts';
import type { WhySlowJson } from '../../src/cli/view/why-slow.ts';
import type { Machine } from './machine/machine.ts';
import { withInstalled } from './machine/upgraded-image.ts';

const STUBBORN = `[Service]
ExecStart=/bin/sh -c "trap '' TERM; while :; do sleep 1; done"
TimeoutStopSec=6
`;
const RECORDED_WITHIN_MS = 180_000;

describe('how a machine goes down', { timeout: 1_800_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  test('the initrd is replaced behind the load: status says so, and kexec.target ends in the firmware', async (t) => {
    await machine.root.read(`cat >/etc/systemd/system/stubborn.service <<'END'\n${STUBBORN}END\nsystemctl daemon-reload && systemctl start stubborn.service`);
    // The boot that follows shall not be recorded.
    await machine.root.read("for i in $(seq 300); do test -e /run/quick-restart/boot-recorded && break; sleep 0.3; done; systemctl mask quick-restart-boot.service");
    await machine.person.read('quick-restart load');
    assert.deepEqual((await status(machine)).loadedChanges, []);
    const initrd = (await status(machine)).plan?.initrds[0] ?? '';
    await machine.root.read(`cp -p ${initrd} ${initrd}.new && mv ${initrd}.new ${initrd}`);
    assert.deepEqual((await status(machine)).loadedChanges, [initrd]);
    const sinceMs = performance.now();
    const report = await measureRestart(machine, machine.root, 'systemctl kexec');
    assert.ok(report.firmwareStarts > 0 && report.resets > 0, 'the firmware did not start');
    assert.ok(machine.serial.find(/Quick Restart: the loaded kernel was unloaded, and the machine restarts the ordinary way \(changed since it was loaded: .*initrd/, sinceMs) !== null, machine.serial.tail());
    t.diagnostic(await machine.root.read("journalctl --no-pager -o short-monotonic -b -1 | tail -n 60"));
  });

  test('status --why-slow names the service that ignored SIGTERM, to root, and tells others why not', async (t) => {
    const slow = JSON.parse(await machine.root.read('quick-restart status --why-slow --json')) as WhySlowJson;
    t.diagnostic(await machine.root.read('COLUMNS=100 LANG=C.UTF-8 quick-restart status --why-slow'));
    // On a busy emulated processor others take as long; who ran into a timeout is another matter.
    const stubborn = slow.units.find((one) => one.unit === 'stubborn.service')!;
    assert.deepEqual([stubborn.timedOut, stubborn.stopped], [true, true]);
    assert.ok(slow.units.every((one, at) => at === 0 || slow.units[at - 1]!.seconds >= one.seconds), 'the slowest first');
    // Its six seconds begin a moment before the journal says so.
    assert.ok(stubborn.seconds >= 4 && stubborn.seconds < 60, JSON.stringify(stubborn));
    assert.ok((slow.stoppingSeconds ?? 0) >= stubborn.seconds && slow.units.length > 5);
    const { code, stderr } = await machine.person.run('quick-restart status --why-slow');
    assert.equal(code, 4, stderr);
    assert.match(stderr, /may not read the journal/);
  });

  test('a kernel that somebody else loaded is theirs: the machine jumps, and the next boot records both restarts', async (t) => {
    await machine.root.read('systemctl unmask quick-restart-boot.service && test ! -e /run/quick-restart/boot-recorded');
    const plan = (await status(machine)).plan!;
    await machine.root.read(`kexec -s -l ${String(plan.kernel)} --initrd=${plan.initrds.join()} --command-line='${plan.commandLine}'`);
    const report = await measureRestart(machine, machine.root, 'systemctl kexec');
    assert.equal(report.firmwareStarts, 0);
    const records = await recorded(machine, 2);
    t.diagnostic(JSON.stringify(records));
    t.diagnostic(await machine.root.read("journalctl --no-pager -o short-monotonic -b -u 'quick-restart-*'; journalctl --no-pager -o short-monotonic -b -1 -u 'quick-restart-*'"));
    assert.deepEqual(records.map((one) => [one.kind, one.cameUp, one.askedAtMs !== null]), [['quick', true, true], ['quick', false, true]]);
    for (const times of records.map((one) => [one.stoppingSeconds, one.startingSeconds, one.totalSeconds])) assert.ok(times.every((seconds) => seconds !== null && seconds > 0));
    // No note of a stop is left; what became of the first test's load is in `kernels`.
    assert.equal(await machine.root.read('ls /var/lib/quick-restart'), 'history\nkernels');
  });
});

async function status(machine: Machine): Promise<StatusJson> {
  return JSON.parse(await machine.person.read('quick-restart status --json')) as StatusJson;
}

/** The record is written when systemd has finished the start, which is a moment after the guest answers. */
async function recorded(machine: Machine, count: number): Promise<HistoryJson['records']> {
  const endMs = performance.now() + RECORDED_WITHIN_MS;
  for (;;) {
    const { records } = JSON.parse(await machine.person.read('quick-restart history --json')) as HistoryJson;
    if (records.length >= count) return records;
    if (performance.now() > endMs) throw new Error(`no record\n${await machine.root.read("journalctl --no-pager -b -u 'quick-restart-*'; ls -l /var/lib/quick-restart; cat /var/lib/quick-restart/stop || true")}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
