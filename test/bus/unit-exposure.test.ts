import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** The helper loads kernels and reads what only root may; the refresh runs programs of others; the others write small files. */
for (const [unit, limit] of [
  ['quick-restartd.service', 1.5],
  ['quick-restart-refresh.service', 1.5],
  ['quick-restart-boot.service', 1.0],
  ['quick-restart-stop@.service', 1.0],
  ['quick-restart-came-up.service', 1.3],
  ['quick-restart-stopped.service', 1.0],
  ['quick-restart-recheck.service', 1.5],
  ['quick-restart-every.service', 1.5],
  ['quick-restart-prepare.service', 1.5],
  ['quick-restart-jump.service', 2.5],
  // It mounts, and jumps.
  ['quick-restart-chainload.service', 4.0],
  ['quick-restart-chainload-confirm.service', 1.0],
  ['quick-restart-chainload-refresh.service', 1.3],
] as const) {
  test(`systemd calls the exposure of ${unit} ${limit} or lower`, () => {
    const analysed = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', `systemd/${unit}`], { encoding: 'utf8' });
    const exposure = /Overall exposure level for [\w@-]+\.service: ([\d.]+)/.exec(analysed.stdout)?.[1];
    assert.ok(exposure !== undefined, analysed.stderr);
    assert.ok(Number(exposure) <= limit, `${exposure}\n${analysed.stdout}`);
  });
}
