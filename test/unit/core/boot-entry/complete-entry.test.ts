import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { completeEntry } from '../../../../src/core/boot-entry/complete-entry.ts';
import { releaseInPath } from '../../../../src/core/boot-entry/release-in-path.ts';
import type { InitrdState, KernelImageState } from '../../../../src/core/restart-plan/machine.ts';
import { draft, files, machine, NEWER, RUNNING } from './support/sample-entries.ts';

const INITRD = `/boot/initrd.img-${NEWER}`;

test('an entry whose files are in order', () => {
  const { kernelRelease, architecture, running, recovery, quickRestart, problems } = completeEntry(draft(), files(), machine());
  assert.deepEqual({ kernelRelease, architecture, running, recovery, quickRestart, problems }, { kernelRelease: NEWER, architecture: 'x86_64', running: false, recovery: false, quickRestart: true, problems: [] });
});

describe('kernel images', () => {
  const cases: readonly (readonly [KernelImageState, string, RegExp])[] = [
    [{ kind: 'missing' }, 'kernel-missing', /vmlinuz-\S+ is missing/],
    [{ kind: 'unreadable', detail: 'permission denied' }, 'kernel-unreadable', /permission denied/],
    [{ kind: 'invalid', detail: 'it is cut off' }, 'kernel-invalid', /it is cut off/],
    [{ kind: 'valid', release: NEWER, architecture: 'aarch64', sizeBytes: 1 }, 'kernel-architecture', /for aarch64, this machine is x86_64/],
    [{ kind: 'valid', release: NEWER, architecture: 'i686', sizeBytes: 1 }, 'kernel-architecture', /for i686/],
  ];
  for (const [kernel, kind, message] of cases) {
    test(`${kernel.kind}: ${kind}`, () => {
      const { problems, quickRestart } = completeEntry(draft(), files({ kernel }), machine());
      assert.deepEqual(problems.map((problem) => problem.kind), [kind]);
      assert.match(problems[0]?.message ?? '', message);
      assert.equal(quickRestart, false);
    });
  }
  test('an unknown architecture is no problem, and the name says the release where the image does not', () => {
    const { kernelRelease, quickRestart } = completeEntry(draft(), files({ kernel: { kind: 'valid', release: null, architecture: null, sizeBytes: 1 } }), machine());
    assert.deepEqual([kernelRelease, quickRestart], [NEWER, true]);
  });
  test('the image is believed, not its name', () => {
    const { kernelRelease } = completeEntry(draft(), files({ kernel: { kind: 'valid', release: '6.1.0', architecture: 'x86_64', sizeBytes: 1 } }), machine());
    assert.equal(kernelRelease, '6.1.0');
  });
  test('i386 to i686 are one', () => {
    const kernel = { kind: 'valid', release: NEWER, architecture: 'i686', sizeBytes: 1 } as const;
    assert.deepEqual(completeEntry(draft(), files({ kernel }), machine({ architecture: 'i586' })).problems, []);
  });
});

describe('initrds', () => {
  const cases: readonly (readonly [InitrdState, string | undefined])[] = [
    [{ kind: 'missing' }, 'initrd-missing'],
    [{ kind: 'unreadable', detail: 'input error' }, 'initrd-unreadable'],
    [{ kind: 'invalid', detail: 'the file is empty', truncated: true }, 'initrd-invalid'],
    [{ kind: 'valid', sizeBytes: 1, endUnseen: true }, undefined],
  ];
  for (const [state, kind] of cases) {
    test(`${state.kind}: ${kind ?? 'no problem'}`, () => {
      const both = files({ initrds: [{ path: '/boot/ucode.img', state: { kind: 'valid', sizeBytes: 1 } }, { path: INITRD, state }] });
      assert.deepEqual(completeEntry(draft({ initrds: ['/boot/ucode.img', INITRD] }), both, machine()).problems.map((problem) => problem.kind), kind === undefined ? [] : [kind]);
    });
  }
});

describe('what the configuration already knows', () => {
  test('its problems stay, and those of the files come behind', () => {
    const problems = [{ kind: 'devicetree', message: 'It wants a device tree.' }] as const;
    const completed = completeEntry(draft({ problems }), files({ kernel: { kind: 'missing' } }), machine());
    assert.deepEqual(completed.problems.map((problem) => problem.kind), ['devicetree', 'kernel-missing']);
  });
  test('files of an entry without a kernel are not looked at', () => {
    const problems = [{ kind: 'not-linux', message: 'It starts memtest.' }] as const;
    const completed = completeEntry(draft({ kernel: null, initrds: [], problems }), files({ kernel: { kind: 'missing' } }), machine());
    assert.deepEqual([completed.problems, completed.kernelRelease, completed.quickRestart], [problems, null, false]);
  });
  test('an entry without kernel and without a reason gets one', () => {
    assert.deepEqual(completeEntry(draft({ kernel: null }), files(), machine()).problems.map((problem) => problem.kind), ['not-linux']);
  });
  test('recovery', () => assert.equal(completeEntry(draft({ commandLine: 'root=x single' }), files(), machine()).recovery, true));
});

describe('the running entry', () => {
  const same = `BOOT_IMAGE=/boot/vmlinuz-${NEWER} root=UUID=1-2 ro quiet`;
  const cases = [
    ['same release and line', NEWER, same, true],
    ['loaded by kexec', NEWER, 'root=UUID=1-2 ro quiet', true],
    ['white space', NEWER, 'root=UUID=1-2  ro\tquiet', true],
    ['another release', RUNNING, same, false],
    ['another line', NEWER, `${same} single`, false],
  ] as const;
  for (const [name, kernelRelease, commandLine, running] of cases) {
    test(name, () => assert.equal(completeEntry(draft(), files(), machine({ kernelRelease, commandLine })).running, running));
  }
});

describe('the release in a path', () => {
  const cases = [
    ['/boot/vmlinuz-6.12.107+deb13-arm64', '6.12.107+deb13-arm64'],
    ['/boot/vmlinuz-6.8.0-45-generic.old', '6.8.0-45-generic.old'],
    ['/boot/Image-6.4.0-150600.23.25-default', '6.4.0-150600.23.25-default'],
    ['/usr/lib/modules/6.12.1-arch1-1/vmlinuz', '6.12.1-arch1-1'],
    ['/efi/0123456789abcdef0123456789abcdef/6.11.4-301.fc41.aarch64/linux', '6.11.4-301.fc41.aarch64'],
    ['/boot/vmlinuz-linux-lts', null],
    ['/boot/vmlinuz', null],
    ['/boot/kernel-genkernel', null],
    ['', null],
  ] as const;
  for (const [path, release] of cases) test(path, () => assert.equal(releaseInPath(path), release));
});
