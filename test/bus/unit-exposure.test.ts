import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

const LIMIT = 2.0;

test(`systemd calls the helper's exposure ${LIMIT} or lower`, () => {
  const analysed = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', 'systemd/quick-restartd.service'], { encoding: 'utf8' });
  const exposure = /Overall exposure level for quick-restartd\.service: ([\d.]+)/.exec(analysed.stdout)?.[1];
  assert.ok(exposure !== undefined, analysed.stderr);
  assert.ok(Number(exposure) <= LIMIT, `${exposure}\n${analysed.stdout}`);
});
