import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { failure } from '../../../src/contracts/failure.ts';
import { err, ok } from '../../../src/core/result.ts';
import { say } from '../../../src/core/sentence.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import type { Authorise } from '../../../src/use-cases/engine.ts';
import { debianTree, engineMachine, NEW_RELEASE, OLD_RELEASE, ROOT_UUID } from '../../fakes/engine-machine.ts';

const YES: Authorise = () => Promise.resolve(ok(null));

describe('list', () => {
  test('every entry in menu order with its release, running, recovery and default marks', (t) => {
    const listed = createEngine(engineMachine(t).ports).listEntries();
    assert.ok(listed.ok);
    assert.deepEqual(
      listed.value.entries.map((entry) => [entry.id, entry.kernelRelease, entry.default, entry.running, entry.recovery, entry.quickRestart]),
      [
        ['simple', NEW_RELEASE, true, false, false, true],
        [`advanced>linux-${NEW_RELEASE}`, NEW_RELEASE, false, false, false, true],
        [`advanced>recovery-${NEW_RELEASE}`, NEW_RELEASE, false, false, true, true],
        [`advanced>linux-${OLD_RELEASE}`, OLD_RELEASE, false, true, false, true],
        [`advanced>recovery-${OLD_RELEASE}`, OLD_RELEASE, false, false, true, true],
      ],
    );
  });

  test('a settings line that nobody understands is a diagnostic', (t) => {
    const machine = engineMachine(t, { tree: { ...debianTree(), 'etc/quick-restart/quick-restart.conf': '[Restart]\nDefault=fastest\n' } });
    const listed = createEngine(machine.ports).listEntries();
    assert.ok(listed.ok);
    assert.deepEqual(listed.value.diagnostics.map((one) => [one.file, one.line, one.kind]), [['/etc/quick-restart/quick-restart.conf', 2, 'syntax']]);
  });
});

describe('policy', () => {
  test('is written, read again and followed', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    assert.ok((await engine.setDefault({ kind: 'entry', id: `advanced>linux-${OLD_RELEASE}` }, YES)).ok);
    const plan = await engine.plan('');
    assert.ok(plan.ok);
    assert.deepEqual([plan.value.entry?.id, plan.value.policy], [`advanced>linux-${OLD_RELEASE}`, `entry:advanced>linux-${OLD_RELEASE}`]);
  });

  test('an entry that does not exist is not written', async (t) => {
    const engine = createEngine(engineMachine(t).ports);
    const set = await engine.setDefault({ kind: 'entry', id: 'gone' }, YES);
    const state = engine.state();
    assert.deepEqual([set.ok || set.error.kind, state.ok && state.value.policy], ['entry-unknown', { kind: 'boot-loader' }]);
  });
});

describe("the boot loader's own default", () => {
  test('the environment block is changed in place and the default follows', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    const before = statSync(join(machine.root, 'boot/grub/grubenv'));
    const id = `advanced>linux-${OLD_RELEASE}`;
    assert.ok((await engine.setBootLoaderDefault(id, YES)).ok);
    const after = statSync(join(machine.root, 'boot/grub/grubenv'));
    assert.deepEqual([after.ino, after.size], [before.ino, 1024]);
    const listed = engine.listEntries();
    assert.ok(listed.ok);
    assert.deepEqual(listed.value.entries.filter((entry) => entry.default).map((entry) => entry.id), [id]);
  });

  test('where GRUB would not follow its saved entry nothing is written', async (t) => {
    const machine = engineMachine(t);
    writeFileSync(join(machine.root, 'boot/grub/grub.cfg'), readFileSync(join(machine.root, 'boot/grub/grub.cfg'), 'utf8').replaceAll(/set default="\$\{\w+\}"/g, 'set default=0'));
    const before = readFileSync(join(machine.root, 'boot/grub/grubenv'));
    const set = await createEngine(machine.ports).setBootLoaderDefault(`advanced>linux-${OLD_RELEASE}`, YES);
    assert.equal(set.ok || set.error.kind, 'not-supported');
    assert.deepEqual(readFileSync(join(machine.root, 'boot/grub/grubenv')), before);
  });
});

describe("the boot loader's entry for one start", () => {
  const GRUB = 'boot/grub/grubenv';
  const id = `advanced>linux-${OLD_RELEASE}`;

  test('is set in place and followed; an empty text takes it back', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    const before = readFileSync(join(machine.root, GRUB), 'utf8');
    assert.ok((await engine.setOneShotEntry(id, YES)).ok);
    assert.match(readFileSync(join(machine.root, GRUB), 'utf8'), new RegExp(`\nnext_entry=${id.replaceAll('+', '\\+')}\n`));
    const listed = engine.listEntries();
    assert.deepEqual(listed.ok && listed.value.entries.filter((entry) => entry.default).map((entry) => entry.id), [id]);
    assert.ok((await engine.setOneShotEntry('', YES)).ok);
    assert.equal(readFileSync(join(machine.root, GRUB), 'utf8'), before);
  });

  test('asks for the action of the default, and writes nothing without it', async (t) => {
    const machine = engineMachine(t);
    const before = readFileSync(join(machine.root, GRUB), 'utf8');
    const asked: string[] = [];
    const set = await createEngine(machine.ports).setOneShotEntry(id, (action) => {
      asked.push(action);
      return Promise.resolve(err(failure('not-authorised', say('No kernel is loaded.'))));
    });
    assert.deepEqual([set.ok, asked, readFileSync(join(machine.root, GRUB), 'utf8')], [false, ['org.quickrestart1.set-boot-loader-default'], before]);
  });

  const impossible: readonly (readonly [string, (root: string) => void, string, string])[] = [
    ['no such entry', () => undefined, 'gone', 'entry-unknown'],
    ['a configuration that does not look', (root) => writeFileSync(join(root, 'boot/grub/grub.cfg'), readFileSync(join(root, 'boot/grub/grub.cfg'), 'utf8').replaceAll(/set default="\$\{\w+\}"/g, 'set default=0')), id, 'not-supported'],
    ['a file system that GRUB does not write to', (root) => writeFileSync(join(root, 'etc/fstab'), `UUID=${ROOT_UUID} / btrfs defaults 0 1\n`), id, 'not-supported'],
    ['LVM', (root) => writeFileSync(join(root, 'etc/fstab'), '/dev/mapper/vg-root / ext4 defaults 0 1\n'), id, 'not-supported'],
    ['no environment block', (root) => rmSync(join(root, GRUB)), id, 'not-supported'],
  ];
  for (const [what, change, selector, kind] of impossible) {
    test(`${what}: ${kind}, nobody is asked`, async (t) => {
      const machine = engineMachine(t);
      change(machine.root);
      const set = await createEngine(machine.ports).setOneShotEntry(selector, () => assert.fail('asked'));
      assert.equal(set.ok || set.error.kind, kind);
    });
  }
});

describe('state', () => {
  test('says why a restart is required', (t) => {
    const machine = engineMachine(t, { tree: { ...debianTree(), 'run/reboot-required': '', 'run/reboot-required.pkgs': 'libc6\nlibc6\n\nlinux-image-amd64\n' } });
    const state = createEngine(machine.ports).state();
    assert.ok(state.ok);
    assert.ok(state.value.restartRequired);
    assert.deepEqual(state.value.restartReasons.map((reason) => reason.kind).sort(), ['kernel-superseded', 'libraries']);
    assert.deepEqual(state.value.restartReasons.map((reason) => reason.packages), [['linux-image-amd64'], ['libc6']]);
  });

  test('no reason, no restart', (t) => {
    const machine = engineMachine(t, { tree: { ...debianTree(), [`lib/modules/${NEW_RELEASE}/x`]: '' }, machine: { kernelRelease: NEW_RELEASE } });
    const state = createEngine(machine.ports).state();
    assert.deepEqual(state.ok && [state.value.restartRequired, state.value.restartReasons], [false, []]);
  });
});
