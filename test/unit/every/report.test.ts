import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEBIAN_13, GUEST_RELEASES } from '../../../scripts/guest/releases.ts';
import type { Path } from '../../every/path.ts';
import { reportOf } from '../../every/report.ts';

const SOFT: Path = { id: 'soft', way: 'systemctl soft-reboot', mode: 'on', given: '', command: 'systemctl soft-reboot', as: 'root', end: 'soft-reboot', notIn: { suites: ['bookworm'], why: 'no such way' } };
const QUICK: Path = { id: 'quick', way: 'systemctl reboot', mode: 'once', given: 'nothing', command: 'systemctl reboot', as: 'person', end: 'quick' };

test('a line for each path, and what each release did', () => {
  const report = reportOf(GUEST_RELEASES, [QUICK, SOFT], ({ suite }, { id, end }) => (id === 'soft' && suite === 'bookworm' ? null : { end, kernelRelease: id === 'quick' ? '6.1.0-9' : null, seconds: 12.4 }), 'kvm');
  assert.match(report, /^\| way \| mode \| given \| Debian 12 \| Debian 13 \| Debian testing \|\n\|---\|---\|---\|---\|---\|---\|$/m);
  assert.match(report, /^\| systemctl reboot \| once \| nothing \| \*\*quick\*\*, 6\.1\.0-9, 12 s \| \*\*quick\*\*, 6\.1\.0-9, 12 s \| \*\*quick\*\*, 6\.1\.0-9, 12 s \|$/m);
  assert.match(report, /^\| systemctl soft-reboot \| on \| {2}\| no such way \| user space only, 12 s \| user space only, 12 s \|$/m);
});

test('what was not walked is not told as walked, and a release of which nothing was seen has no column', () => {
  const report = reportOf(GUEST_RELEASES, [QUICK, SOFT], ({ suite }, { id, end }) => (suite === 'forky' || id === 'soft' ? null : { end, kernelRelease: null, seconds: 12.4 }), 'kvm');
  assert.match(report, /^\| way \| mode \| given \| Debian 12 \| Debian 13 \|\n/m);
  assert.match(report, /^\| systemctl soft-reboot \| on \| {2}\| no such way \| not seen yet \|$/m);
});

test('the accelerator that it ran on is named', () => {
  const report = (accelerator: 'kvm' | 'tcg'): string => reportOf([DEBIAN_13], [], () => null, accelerator);
  assert.match(report('kvm'), /a real one \(KVM\)/);
  assert.match(report('tcg'), /was emulated/);
});
