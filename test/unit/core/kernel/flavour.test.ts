import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { flavourOf } from '../../../../src/core/kernel/flavour.ts';

describe('the flavour of a release', () => {
  const cases = [
    ['6.12.1', ''],
    ['6.12.1+', ''],
    ['6.12.107+deb13-amd64', 'amd64'],
    ['6.12.107+deb13-cloud-amd64', 'cloud-amd64'],
    ['6.12.9+bpo-rt-amd64', 'rt-amd64'],
    ['6.1.0-50-686', '686'],
    ['6.1.0-50-686-pae', '686-pae'],
    ['6.1.0-25-arm64-16k', 'arm64-16k'],
    ['6.12~rc6-amd64', 'amd64'],
    ['6.8.0-45-generic', 'generic'],
    ['6.8.0-45-generic.old', 'generic'],
    ['6.10.0-061000rc3-generic', 'generic'],
    ['6.8.0-1015-aws', 'aws'],
    ['6.11.4-301.fc41.x86_64', ''],
    ['6.11.4-301.fc41.x86_64+debug', 'debug'],
    ['5.14.0-427.13.1.el9_4.x86_64', ''],
    ['5.14.0-427.13.1.el9_4.aarch64+64k', '64k'],
    ['5.14.0-427.13.1.el9_4.x86_64+rt', 'rt'],
    ['5.15.0-3.60.5.1.el9uek.x86_64', 'uek'],
    ['6.1.112-122.189.amzn2023.x86_64', ''],
    ['6.12.1-arch1-1', ''],
    ['6.6.62-1-lts', 'lts'],
    ['6.12.1-zen1-1-zen', 'zen'],
    ['6.12.1-hardened1-1-hardened', 'hardened'],
    ['6.6.30-rt30-1-rt', 'rt'],
    ['6.4.0-150600.23.25-default', 'default'],
    ['6.13.0-rc1-1.g1a2b3c4-default', 'default'],
    ['6.6.31-gentoo-r1-dist', 'gentoo-dist'],
    ['6.6.51+rpt-rpi-v8', 'rpi-v8'],
    ['6.6.51+rpt-rpi-2712', 'rpi-2712'],
    ['6.8.12-4-pve', 'pve'],
    ['6.11.4-x64v3-xanmod1', 'x64v3-xanmod'],
    ['6.6.31_1', ''],
    ['6.6.31-0-lts', 'lts'],
    ['', ''],
  ] as const;
  for (const [release, flavour] of cases) test(`${release} → ${flavour}`, () => assert.equal(flavourOf(release), flavour));
});
