import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { compareKernelReleases, isNewerRelease } from '../../../../src/core/kernel/release-order.ts';

describe('older, newer', () => {
  const cases = [
    ['6.10.0-rc3', '6.10.0'],
    ['6.10.0-rc3', '6.10.0-rc10'],
    ['6.10.0-rc3-generic', '6.10.0-5-generic'],
    ['6.10.0-061000rc3-generic', '6.10.0-061000-generic'], // Ubuntu's mainline builds
    ['6.9.12', '6.10.0-rc1'],
    ['6.10.0-pre1', '6.10.0'],
    ['6.12~rc1', '6.12'],
    ['6.12~rc6-amd64', '6.12-amd64'],
    ['6.8.0-45-generic.old', '6.8.0-45-generic'],
    ['6.8.0-44-generic', '6.8.0-45-generic.old'],
    ['5.14.0-427', '5.14.0-427.13.1'],
    ['5.14.0-427.el9.x86_64', '5.14.0-427.13.1.el9_4.x86_64'],
    ['5.14.0-427.13.1.el9_4.x86_64', '5.14.0-427.20.1.el9_4.x86_64'],
    ['6.1.0-9-amd64', '6.1.0-25-amd64'],
    ['6.12.86+deb13-amd64', '6.12.107+deb13-amd64'],
    ['6.12-amd64', '6.12.1-amd64'],
    ['6.12.0-0.rc1.20241002gite32cde8d2bd7.19.fc42.x86_64', '6.12.0-1.fc42.x86_64'],
    ['6.11.4-301.fc41.x86_64', '6.11.10-300.fc41.x86_64'],
    ['6.12.1-arch1-1', '6.12.1-arch1-2'],
    ['6.12.1-arch1-1', '6.12.10-arch1-1'],
    ['6.4.0-150600.23.7-default', '6.4.0-150600.23.25-default'],
    ['6.13.0-rc1-1-mainline', '6.13.0-1-mainline'],
    ['6.6.31-gentoo-dist', '6.6.31-gentoo-r1-dist'],
    ['6.6.31-gentoo-x86_64', '6.6.31-gentoo-r1-x86_64'],
    ['6.6.9_1', '6.6.31_1'], // Void
    ['6.1.0-99999999999999999998-x', '6.1.0-99999999999999999999-x'],
  ] as const;
  for (const [older, newer] of cases) {
    test(`${older} < ${newer}`, () => {
      assert.ok(compareKernelReleases(older, newer) < 0);
      assert.ok(compareKernelReleases(newer, older) > 0);
      assert.ok(isNewerRelease(newer, older));
      assert.ok(!isNewerRelease(older, newer));
    });
  }
});

describe('neither is newer', () => {
  const cases = [
    ['6.12.107+deb13-amd64', '6.12.107+deb13-amd64'],
    ['6.12.107+deb13-amd64', '6.12.107+deb13-cloud-amd64'],
    ['6.12.1', '6.12.1+'],
    ['6.12.1-1-lts', '6.12.1-1'],
  ] as const;
  for (const [a, b] of cases) {
    test(`${a} | ${b}`, () => {
      assert.ok(!isNewerRelease(a, b));
      assert.ok(!isNewerRelease(b, a));
    });
  }
  test('only the same text compares as equal', () => {
    assert.equal(compareKernelReleases('6.12.1', '6.12.1'), 0);
    assert.notEqual(compareKernelReleases('6.12.1', '6.12.1+'), 0);
  });
});
