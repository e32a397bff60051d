import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe, type TestContext } from 'node:test';
import { readOnChange, type Readings } from '../../../../src/use-cases/read-entries/readings.ts';
import { debianTree, engineMachine, menuOf, NEW_RELEASE, OLD_RELEASE } from '../../../fakes/engine-machine.ts';
import { smallBzImage, smallInitrd } from '../../../fakes/kernel-files.ts';

const CONFIGURATION = 'boot/grub/grub.cfg';
const INITRD = `boot/initrd.img-${NEW_RELEASE}`;
const HOUR_MS = 3_600_000;

/** A Debian system whose readings are counted; its clock goes an hour ahead, so that all files are old, until it is set. */
function counting(t: TestContext): { readonly root: string; readonly readings: Readings; readonly clock: { aheadMs: number }; readonly parses: () => number; readonly unpacked: () => number; readonly machine: { release: string; mounts: number } } {
  const { root, ports } = engineMachine(t, { tree: { ...debianTree(), 'boot/other': 'x' } });
  const clock = { aheadMs: HOUR_MS };
  const machine = { release: OLD_RELEASE, mounts: 1 };
  let parses = 0;
  let unpacked = 0;
  const files = Object.assign(Object.create(ports.files) as typeof ports.files, {
    root,
    readText: (path: string, maxBytes: number) => {
      if (path === `/${CONFIGURATION}`) parses += 1;
      return ports.files.readText(path, maxBytes);
    },
    ...Object.fromEntries((['stat', 'list', 'realPath', 'hostPath'] as const).map((name) => [name, (path: string) => ports.files[name](path)])),
    readRange: (path: string, offset: number, length: number) => {
      if (path === `/${INITRD}` && length > 1) unpacked += 1;
      return ports.files.readRange(path, offset, length);
    },
  });
  const fileSystems = { read: () => Array.from({ length: machine.mounts }, () => ports.fileSystems.read()).flat(), has: (by: 'uuid' | 'label', value: string) => ports.fileSystems.has(by, value) };
  const watched = { ...ports, files, fileSystems, machine: { ...ports.machine, read: () => ({ ...ports.machine.read(), kernelRelease: machine.release }) } };
  return { root, clock, machine, readings: readOnChange(watched, () => Date.now() + clock.aheadMs), parses: () => parses, unpacked: () => unpacked };
}

describe('the boot configuration', () => {
  test('is parsed once for a thousand askers', (t) => {
    const { readings, parses } = counting(t);
    const first = readings.entries();
    assert.ok(first.ok && first.value.entries.length > 3);
    for (let call = 0; call < 1000; call += 1) readings.entries();
    assert.equal(parses(), 1);
  });

  const config = (root: string): string => join(root, CONFIGURATION);
  const CHANGES: readonly (readonly [what: string, (root: string, machine: { release: string; mounts: number }) => void])[] = [
    ['a byte more in the configuration', (root) => appendFileSync(config(root), '#')],
    ['as many bytes, and the old time of modification', (root) => {
      const text = menuOf(NEW_RELEASE, OLD_RELEASE);
      writeFileSync(config(root), text.replace('quiet', 'quick'));
      utimesSync(config(root), 1, 1);
    }],
    ['the configuration replaced', (root) => {
      writeFileSync(`${config(root)}.new`, menuOf(NEW_RELEASE, OLD_RELEASE));
      renameSync(`${config(root)}.new`, config(root));
    }],
    ['who may read the configuration', (root) => chmodSync(config(root), 0o600)],
    ['a link in its place', (root) => {
      renameSync(config(root), `${config(root)}.old`);
      symlinkSync('grub.cfg.old', config(root));
      appendFileSync(config(root), '#');
    }],
    ['the environment block', (root) => writeFileSync(join(root, 'boot/grub/grubenv'), `# GRUB Environment Block\nsaved_entry=advanced\n`.padEnd(1024, '#'))],
    ['a kernel image gone', (root) => rmSync(join(root, `boot/vmlinuz-${NEW_RELEASE}`))],
    ['an initrd emptied', (root) => writeFileSync(join(root, INITRD), '')],
    ['a kernel that no entry names', (root) => writeFileSync(join(root, 'boot/vmlinuz-6.13.0'), smallBzImage('6.13.0'))],
    ['a directory that was looked for', (root) => mkdirSync(join(root, 'boot/loader/entries'), { recursive: true })],
    ['another system name', (root) => {
      mkdirSync(join(root, 'etc'), { recursive: true });
      writeFileSync(join(root, 'etc/os-release'), 'ID=fedora\n');
    }],
    ['the mount table', (_, machine) => (machine.mounts = 2)],
    ['the running kernel', (_, machine) => (machine.release = NEW_RELEASE)],
  ];
  for (const [what, change] of CHANGES) {
    test(`is parsed again after a change: ${what}`, (t) => {
      const { root, machine, readings, parses } = counting(t);
      readings.entries();
      change(root, machine);
      const seen = readings.entries();
      assert.equal(parses(), 2);
      readings.entries();
      assert.equal(parses(), 2, 'and then kept again');
      assert.ok(seen.ok);
    });
  }

  test('is not parsed again for a file that was not asked for', (t) => {
    const { root, readings, parses } = counting(t);
    readings.entries();
    writeFileSync(join(root, 'boot/other'), 'y');
    readings.entries();
    assert.equal(parses(), 1);
  });

  test('that was changed a moment ago is parsed four times in a second, until its times can tell', async (t) => {
    const { readings, clock, parses } = counting(t);
    clock.aheadMs = 0;
    for (let call = 0; call < 100; call += 1) readings.entries();
    assert.ok(parses() <= 2, String(parses()));
    const before = parses();
    clock.aheadMs = 260;
    readings.entries();
    assert.equal(parses(), before + 1, 'one change more in the same moment would not have shown');
    clock.aheadMs = HOUR_MS;
    readings.entries();
    clock.aheadMs = 2 * HOUR_MS;
    readings.entries();
    assert.equal(parses(), before + 2, 'an hour later they tell');
    await Promise.resolve();
  });

  test('that is not there is looked for once', (t) => {
    const { root, readings } = counting(t);
    rmSync(join(root, 'boot'), { recursive: true });
    const missing = readings.entries();
    assert.equal(missing.ok, false);
    assert.equal(readings.entries(), missing);
    mkdirSync(join(root, 'boot'));
    assert.notEqual(readings.entries(), missing);
  });
});

describe('the files of an entry', () => {
  test('are walked through once for a thousand askers, sixty-four of them at once', async (t) => {
    const { readings, unpacked } = counting(t);
    const read = readings.entries();
    const draft = read.ok ? read.value.drafts[0] : undefined;
    assert.ok(draft !== undefined);
    const all = await Promise.all(Array.from({ length: 64 }, () => readings.wholeFiles(draft)));
    const once = unpacked();
    assert.ok(once > 0 && all[0]?.initrds[0]?.state.kind === 'valid');
    for (let call = 0; call < 1000; call += 1) await readings.wholeFiles(draft);
    assert.equal(unpacked(), once);
  });

  test('are walked through again after a change', async (t) => {
    const { root, readings } = counting(t);
    const read = readings.entries();
    const draft = read.ok ? read.value.drafts[0] : undefined;
    assert.ok(draft !== undefined);
    assert.equal((await readings.wholeFiles(draft))?.initrds[0]?.state.kind, 'valid');
    writeFileSync(join(root, INITRD), smallInitrd().subarray(0, 50));
    assert.equal((await readings.wholeFiles(draft))?.initrds[0]?.state.kind, 'invalid');
  });
});
