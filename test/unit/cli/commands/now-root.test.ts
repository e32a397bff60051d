import assert from 'node:assert/strict';
import { join } from 'node:path';
import test, { describe, type TestContext } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { FstabFileSystems } from '../../../../src/adapters/file-systems/fstab-file-systems.ts';
import type { OpenTarget } from '../../../../src/cli/context.ts';
import { err, ok } from '../../../../src/core/result.ts';
import type { LoadRecord } from '../../../../src/ports/load-record.ts';
import type { Holder, TargetMount } from '../../../../src/ports/target-mounts.ts';
import { FakeComputer, sampleFailure, sampleInhibitor } from '../../../fakes/computer.ts';
import { forbiddenPlan, refusedPlan, sampleEntry, samplePlan } from '../../../fakes/sample-plan.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import { runCli, type Ran } from '../../../fakes/terminal.ts';

/** An installed system with mounts in memory; everything that is done with them, and to the computer, in one list. */
class Installed {
  readonly computer = new FakeComputer();
  mounted: readonly string[];
  holders: readonly Holder[] = [];
  /** Why a mount point cannot be unmounted. */
  readonly stuck = new Map<string, string>();
  syncFailure: string | null = null;
  otherDisks: readonly string[] = [];
  jumpFailure: string | null = null;
  record: LoadRecord | null = null;
  readonly directory: string;
  readonly target: OpenTarget;

  constructor(t: TestContext, fstab = 'UUID=1 / ext4 defaults 0 1\n', sign = 'etc/fstab') {
    this.directory = temporaryTree(t, { [sign]: fstab });
    this.mounted = [join(this.directory, 'dev'), this.directory];
    const files = new LocalBootFiles(this.directory);
    const { calls } = this.computer;
    this.target = {
      directory: this.directory,
      files,
      fileSystems: new FstabFileSystems(files),
      records: { isUnderWay: () => false, read: () => this.record, write: (record) => {
        this.record = record;
        return ok(null);
      }, clear: () => void (this.record = null) },
      jump: () => {
        calls.push('jump');
        return Promise.resolve(this.jumpFailure === null ? ok(null) : err({ kind: 'failed', detail: this.jumpFailure }));
      },
      mounts: {
        read: (directory) => ok(this.mounted.filter((one) => one === directory || one.startsWith(`${directory}/`)).map(asMount)),
        writableDisks: () => ok(this.otherDisks.map(asMount)),
        holders: () => this.holders,
        unmount: ({ mountPoint }) => {
          const why = this.stuck.get(mountPoint);
          if (why !== undefined) return Promise.resolve(err(why));
          calls.push(`unmount ${mountPoint.slice(this.directory.length) || '/'}`);
          this.mounted = this.mounted.filter((one) => one !== mountPoint);
          return Promise.resolve(ok(null));
        },
        sync: () => {
          calls.push('sync');
          return Promise.resolve(this.syncFailure === null ? ok(null) : err(this.syncFailure));
        },
      },
    };
  }

  run(...more: readonly string[]): Promise<Ran> {
    return runCli(['now', '--root', this.directory, '--unmount', '--yes', ...more], this.computer, { isRoot: true, target: this.target });
  }
}

function asMount(mountPoint: string): TargetMount {
  return { mountPoint, type: 'ext4', source: '/dev/vda1', writableDisk: true };
}

const SHELL: Holder = { kind: 'process', pid: 812, name: 'bash', path: '/target/root' };

describe('now --root DIR --unmount', () => {
  test('plan, load, sync, unmount inside out, then logind; the record has no files any more', async (t) => {
    const installed = new Installed(t);
    const { exitCode, stdout, stderr, roots } = await installed.run();
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(installed.computer.calls, ['plan', `load ${sampleEntry().id}`, 'sync', 'unmount /dev', 'unmount /', 'restartThroughKexec']);
    assert.deepEqual([roots, installed.computer.restarted], [[installed.directory], 'quick']);
    assert.deepEqual(installed.record, { state: 'loaded', entryId: sampleEntry().id });
    assert.match(stderr, /Will be unmounted first: .*\/dev, /);
    assert.match(stdout, /Restarting into the system that is installed below/);
  });

  test('--json, and an entry of its own', async (t) => {
    const installed = new Installed(t);
    const { stdout } = await installed.run('6.12', '--json');
    assert.deepEqual(JSON.parse(stdout), { schema: 1, restart: 'quick', entry: sampleEntry().id, kernelRelease: '6.12.107+deb13-amd64', root: installed.directory });
    assert.equal(installed.computer.calls[0], 'plan 6.12');
  });

  test('a no: nothing is loaded or unmounted', async (t) => {
    const installed = new Installed(t);
    const { exitCode } = await runCli(['now', '--root', installed.directory, '--unmount'], installed.computer, { isRoot: true, target: installed.target, tty: true, typed: 'n\n' });
    assert.equal(exitCode, 1);
    assert.deepEqual([installed.computer.calls, installed.mounted.length], [['plan'], 2]);
  });

  const before: readonly (readonly [string, (one: Installed) => void, number, RegExp])[] = [
    ['in use', (one) => (one.holders = [SHELL, { kind: 'loop', name: '/dev/loop0', path: '/target/x' }, { kind: 'swap', name: '', path: '/target/swap' }]), 1, /bash \(process 812\) has \/target\/root; \/dev\/loop0 is made from \/target\/x; \/target\/swap is swap/],
    ['many holders', (one) => (one.holders = Array.from({ length: 9 }, () => SHELL)), 1, /and 3 more/],
    ['not mounted', (one) => (one.mounted = ['/elsewhere']), 2, /Nothing is mounted/],
    ['a plan that refuses', (one) => (one.computer.plan = ok(refusedPlan())), 3, /cut off/],
    ['a package manager at work', (one) => (one.computer.plan = ok(forbiddenPlan())), 3, /dpkg/],
    ['no plan', (one) => (one.computer.plan = err(sampleFailure('not-supported'))), 5, /It failed/],
    ['blocked', (one) => (one.computer.inhibitors = ok([sampleInhibitor()])), 3, /packagekitd/],
  ];
  for (const [what, change, code, message] of before) {
    test(`${what}: exit ${code}, nothing is loaded or unmounted`, async (t) => {
      const installed = new Installed(t);
      change(installed);
      const { exitCode, stderr } = await installed.run();
      assert.equal(exitCode, code);
      assert.match(stderr, message);
      assert.ok(!installed.computer.calls.some((call) => /load|unmount|restart/.test(call)), installed.computer.calls.join());
    });
  }

  test('/, no root of a system, and a /boot or /efi that is not mounted', async (t) => {
    const root = new Installed(t);
    const running = await runCli(['now', '--root', '/', '--unmount', '--yes'], root.computer, { isRoot: true, target: { ...root.target, directory: '/' } });
    assert.deepEqual([running.exitCode, /running system/.test(running.stderr)], [2, true]);
    const other = await new Installed(t, 'text', 'photos/1').run();
    assert.deepEqual([other.exitCode, /does not look like/.test(other.stderr)], [2, true]);
    for (const [place, device] of [['/boot', 'UUID=77'], ['/efi', '/dev/vda9']] as const) {
      const separate = new Installed(t, `UUID=1 / ext4 defaults 0 1\n${device} ${place} ext4 defaults 0 2\n`);
      const { exitCode, stderr } = await separate.run();
      assert.equal(exitCode, 1);
      assert.match(stderr, new RegExp(`not mounted\\.\\n.*mount ${device} .*${place}`));
      separate.mounted = [`${separate.directory}${place}`, ...separate.mounted];
      assert.equal((await separate.run()).exitCode, 0);
    }
  });

  const after: readonly (readonly [string, (one: Installed) => void, RegExp])[] = [
    ['a mount that is stuck', (one) => one.stuck.set(one.directory, 'target is busy'), /could not be unmounted: target is busy\. Unmounted already: .*\/dev/],
    ['a disk that cannot be written', (one) => (one.syncFailure = 'I/O error'), /I\/O error/],
    ['logind says no', (one) => (one.computer.kexecFailure = { kind: 'failed', detail: 'busy' }), /logind did not restart/],
    ['files that change behind the load', (one) => one.computer.during.set('load', () => (one.computer.state = { loadedChanges: ['/target/boot/vmlinuz'] })), /changed in between/],
    ['another plan than was shown', (one) => (one.computer.planAfterLoad = samplePlan({ commandLine: 'root=/dev/other' })), /not what the plan showed/],
  ];
  for (const [what, change, message] of after) {
    test(`${what}: nothing stays loaded, nothing restarts`, async (t) => {
      const installed = new Installed(t);
      change(installed);
      const { exitCode, stderr } = await installed.run();
      assert.equal(exitCode, 1);
      assert.match(stderr, message);
      assert.deepEqual([installed.computer.loaded, installed.computer.restarted], ['', 'no']);
    });
  }

  test('not root: 4', async (t) => {
    const installed = new Installed(t);
    assert.equal((await runCli(['now', '--root', '/t', '--unmount', '--yes'], installed.computer, { target: installed.target })).exitCode, 4);
  });

  test('no directory: 2', async () => assert.equal((await runCli(['now', '--root', '/t', '--unmount', '--yes'], new FakeComputer(), { isRoot: true })).exitCode, 2));
});

describe('--direct', () => {
  test('is refused where logind is there', async (t) => {
    const installed = new Installed(t);
    const { exitCode, stderr } = await installed.run('--direct');
    assert.equal(exitCode, 5);
    assert.match(stderr, /Leave out --direct/);
    assert.deepEqual(installed.computer.calls, []);
  });

  test('without logind: asked for, then at once behind the unmounting', async (t) => {
    const installed = new Installed(t);
    installed.computer.canRestart = err({ kind: 'absent', detail: '' });
    const { exitCode, stderr } = await installed.run();
    assert.equal(exitCode, 5);
    assert.match(stderr, /add --direct/);
    assert.equal((await installed.run('--direct')).exitCode, 0);
    assert.deepEqual(installed.computer.calls, ['plan', `load ${sampleEntry().id}`, 'sync', 'unmount /dev', 'unmount /', 'jump']);
  });

  test('not while another disk is mounted for writing; a jump that fails leaves nothing loaded', async (t) => {
    const installed = new Installed(t);
    installed.computer.canRestart = err({ kind: 'absent', detail: '' });
    installed.otherDisks = ['/home'];
    const { exitCode, stderr } = await installed.run('--direct');
    assert.equal(exitCode, 3);
    assert.match(stderr, /written to \/home/);
    assert.deepEqual([installed.computer.loaded, installed.computer.calls.includes('jump')], ['', false]);
    const failing = new Installed(t);
    failing.computer.canRestart = err({ kind: 'absent', detail: '' });
    failing.jumpFailure = 'no';
    assert.equal((await failing.run('--direct')).exitCode, 1);
    assert.equal(failing.computer.loaded, '');
  });
});
