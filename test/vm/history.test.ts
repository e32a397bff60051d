// What restarts took, on a whole machine: recorded by its own systemd, kernel and clocks, against what QEMU saw from outside.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { measureRestart } from '../../scripts/try/measure-restart.ts';
import { type RestartReport, totalMs } from '../../scripts/try/restart-report.ts';
import type { HistoryJson } from '../../src/cli/view/history.ts';
import { medianOf } from '../../src/core/history/median.ts';
import type { Machine } from './machine/machine.ts';
import { withInstalled } from './machine/upgraded-image.ts';

type Row = HistoryJson['records'][number];

const RECORDED_WITHIN_MS = 180_000;

describe('the history of restarts', { timeout: 2_400_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  test('with the package installed, this boot is noted and the units that note a stop run', async () => {
    assert.deepEqual((await history(machine)).records, []);
    const kept = JSON.parse(await machine.root.read(`${until('test -e /var/lib/quick-restart/history')}; cat /var/lib/quick-restart/history`)) as { boot: { id: string } };
    assert.equal(kept.boot.id, await machine.root.read('cat /proc/sys/kernel/random/boot_id'));
    assert.equal(await machine.root.read('systemctl is-active quick-restart-boot quick-restart-stop@kexec quick-restart-stop@reboot quick-restart-stopped quick-restart-recheck'), Array(5).fill('active').join('\n'));
  });

  for (const [at, kind, command] of [
    [0, 'ordinary', 'systemctl --no-ask-password reboot'],
    [1, 'quick', 'quick-restart now --yes'],
    [2, 'ordinary', 'systemctl --no-ask-password reboot'],
  ] as const) {
    test(`restart ${at + 1}: ${kind}, with the times that QEMU saw`, async (t) => {
      const from = await machine.root.read('uname -r');
      const report = await measureRestart(machine, machine.person, command);
      const { records } = await historyOf(machine, at + 1);
      const record = records[0]!;
      t.diagnostic(`recorded ${JSON.stringify(record)}; seen ${JSON.stringify(report.parts)}`);
      t.diagnostic(await machine.root.read("journalctl --no-pager -o short-monotonic -b -1 -u 'quick-restart-*'; journalctl --no-pager -o short-monotonic -b -u 'quick-restart-*'"));
      assert.deepEqual([record.kind, record.cameUp, record.fromRelease, record.toRelease], [kind, true, from, report.kernelRelease]);
      assertTimes(record, report);
    });
  }

  test('three right rows, the latest first; the time saved is measured, and the plan says the same', async (t) => {
    const { records, savedSeconds } = await history(machine);
    assert.deepEqual(records.map((one) => one.kind), ['ordinary', 'quick', 'ordinary']);
    const [last, quick, first] = records.map((one) => one.totalSeconds ?? Number.NaN);
    const saved = Math.round(((medianOf([last!, first!]) ?? 0) - quick!) * 10) / 10;
    assert.deepEqual(savedSeconds, { value: saved, from: 'measured', total: saved });
    const plan = JSON.parse(await machine.person.read('quick-restart plan --json')) as { savedSeconds: unknown };
    assert.deepEqual(plan.savedSeconds, { value: saved, from: 'measured' });
    const text = await machine.person.read('COLUMNS=100 LANG=C.UTF-8 quick-restart history');
    t.diagnostic(text);
    assert.match(text, /^A quick restart of this machine usually takes .* than an ordinary one/m);
  });

  for (const [what, options, hindrance] of [
    ['read-only', 'ro,mode=755', 'true'],
    ['full', 'size=8k,mode=755', 'head -c 64k /dev/zero >/var/lib/quick-restart/filler || true'],
  ] as const) {
    test(`a disk that is ${what}: told in the journal, the system is not degraded`, async () => {
      const script = [
        `mount -t tmpfs -o ${options} tmpfs /var/lib/quick-restart`,
        hindrance,
        'systemctl restart quick-restart-boot.service',
        until('[ "$(systemctl show -P MainPID quick-restart-boot.service)" = 0 ]'),
        'umount /var/lib/quick-restart',
        'journalctl --no-pager -o cat -u quick-restart-boot.service -n 20',
        'systemctl is-failed quick-restart-boot.service || true',
      ];
      const told = await machine.root.read(script.join('\n'));
      assert.match(told, /This boot could not be recorded/);
      assert.match(told, /\nactive$/);
      assert.equal((await history(machine)).records.length, 3);
    });
  }
});

function assertTimes(record: Row, { parts }: RestartReport): void {
  const near = (what: string, recorded: number | null, seenMs: number, within: number): void =>
    assert.ok(recorded !== null && Math.abs(recorded - seenMs / 1000) <= within, `${what}: recorded ${recorded} s, seen ${seenMs / 1000} s`);
  near('starting', record.startingSeconds, parts.kernelMs + parts.servicesMs, 0.5);
  // Between the key press and the first service that stops lie the question, the plan and logind, which nobody records.
  const whole = totalMs(parts) / 1000;
  const total = record.totalSeconds ?? 0;
  assert.ok(total <= whole + 3 && total >= whole - parts.shutdownMs / 1000 + (record.stoppingSeconds ?? 0) - 3, `total: recorded ${total} s, seen ${whole} s`);
  assert.ok((record.stoppingSeconds ?? -1) > 0 && (record.stoppingSeconds ?? 0) * 1000 <= parts.shutdownMs + 1000, `stopping: ${record.stoppingSeconds} s`);
  if (record.kind === 'ordinary') assertFirmware(record, parts);
  else assert.equal(record.firmwareSeconds, null);
}

/**
 * No service is left to note when systemd has unmounted everything and resets the machine, so the record counts that for firmware and
 * boot loader. QEMU counts it for the shutdown, of which the record's stopping is a part. Clocks tell whole seconds.
 */
function assertFirmware({ firmwareSeconds, stoppingSeconds }: Row, { firmwareMs, shutdownMs }: RestartReport['parts']): void {
  const [least, most] = [firmwareMs / 1000 - 2, firmwareMs / 1000 + shutdownMs / 1000 - (stoppingSeconds ?? 0) + 2];
  assert.ok(firmwareSeconds !== null && firmwareSeconds >= least && firmwareSeconds <= most, `firmware and boot loader: recorded ${firmwareSeconds} s, seen ${least} to ${most} s`);
}

/** A shell line that waits until `condition` holds, for a minute or two. */
function until(condition: string): string {
  return `for i in $(seq 300); do ${condition} && break; sleep 0.3; done`;
}

async function history(machine: Machine): Promise<HistoryJson> {
  return JSON.parse(await machine.person.read('quick-restart history --json')) as HistoryJson;
}

/** The record is written when systemd has finished the start, which is a moment after the guest answers. */
async function historyOf(machine: Machine, count: number): Promise<HistoryJson> {
  const endMs = performance.now() + RECORDED_WITHIN_MS;
  for (;;) {
    const read = await history(machine);
    if (read.records.length >= count) return read;
    if (performance.now() > endMs) throw new Error(`no record\n${await machine.root.read("journalctl --no-pager -b -u 'quick-restart-*'; ls -l /var/lib/quick-restart")}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
