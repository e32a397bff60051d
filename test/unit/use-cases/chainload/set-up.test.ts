import assert from 'node:assert/strict';
import { chmodSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe, type TestContext } from 'node:test';
import type { ChainloadWay } from '../../../../src/ports/chainload.ts';
import { disableChainload } from '../../../../src/use-cases/chainload/disable.ts';
import { enableChainload, type Enabled, type EnableRequest } from '../../../../src/use-cases/chainload/enable.ts';
import type { Failure } from '../../../../src/contracts/errors.ts';
import type { Result } from '../../../../src/core/result.ts';
import { chainloadMachine, type ChainloadMachine } from '../../../fakes/chainload-machine.ts';
import { NEW_RELEASE, OLD_RELEASE, ROOT_UUID } from '../../../fakes/engine-machine.ts';
import { portableExecutable } from '../../core/kernel/support/images.ts';

const CONF = 'etc/quick-restart/chainload.conf';
const KERNEL = `/boot/vmlinuz-${OLD_RELEASE}`;
const INITRD = `/boot/initrd.img-${OLD_RELEASE}`;
const FILES = { kind: 'files', kernel: KERNEL, initrds: [INITRD], append: '', reuse: true } as const;
const NOTHING_SAID: EnableRequest = { source: { kind: 'kept' }, slot: null, delaySeconds: null, tries: null, way: null };

function enable(machine: ChainloadMachine, changes: Partial<EnableRequest> = {}): Promise<Result<Enabled, Failure>> {
  return enableChainload(machine.parts, { ...NOTHING_SAID, source: FILES, ...changes });
}

async function enabled(machine: ChainloadMachine, changes: Partial<EnableRequest> = {}): Promise<Enabled> {
  const done = await enable(machine, changes);
  assert.ok(done.ok, done.ok ? '' : done.error.message);
  return done.value;
}

async function failure(machine: ChainloadMachine, changes: Partial<EnableRequest> = {}): Promise<Failure> {
  const done = await enable(machine, changes);
  assert.ok(!done.ok);
  return done.error;
}

function settings(machine: ChainloadMachine): readonly string[] {
  return (machine.read(CONF) ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('chainload enable', () => {
  test('files: the slot, the settings, and a unit that runs at boot', async (t) => {
    const machine = chainloadMachine(t);
    assert.deepEqual(await enabled(machine, { delaySeconds: 5 }), { slot: 'a', active: 'a', kernel: KERNEL, kernelRelease: OLD_RELEASE, way: 'systemd', delaySeconds: 5, remarks: [] });
    assert.deepEqual(settings(machine), ['enabled=yes', 'delay=5', 'active=a', `a.kernel=${KERNEL}`, `a.initrd=${INITRD}`, 'a.reuse=yes']);
    assert.deepEqual(machine.parts.ways.readSetUp(), ['systemd']);
    assert.equal(machine.read('var/lib/quick-restart/chainload/tries'), 'a=0\nb=0\n');
    assert.equal(statSync(join(machine.root, 'var/lib/quick-restart/chainload')).mode & 0o777, 0o700);
    assert.equal(statSync(join(machine.root, CONF)).mode & 0o777, 0o644);
  });

  test('an entry: its files and its command line, or the running one', async (t) => {
    const machine = chainloadMachine(t);
    await enabled(machine, { source: { kind: 'entry', entry: 'default', reuse: false } });
    assert.deepEqual(settings(machine).slice(-4), [`a.kernel=/boot/vmlinuz-${NEW_RELEASE}`, `a.initrd=/boot/initrd.img-${NEW_RELEASE}`, `a.append=root=UUID=${ROOT_UUID} ro quiet`, 'a.entry=default']);
    await enabled(machine, { source: { kind: 'entry', entry: OLD_RELEASE, reuse: true }, slot: 'b' });
    assert.deepEqual(settings(machine).slice(-4), [`b.kernel=${KERNEL}`, `b.initrd=${INITRD}`, 'b.reuse=yes', `b.entry=advanced>linux-${OLD_RELEASE}`]);
    assert.ok(settings(machine).includes('active=a'), 'a second slot is the backup');
  });

  test('the first slot is the active one, whichever it is', async (t) => {
    const machine = chainloadMachine(t);
    assert.equal((await enabled(machine, { slot: 'b' })).active, 'b');
  });

  test('again without a kernel: what stood there', async (t) => {
    const machine = chainloadMachine(t);
    await enabled(machine);
    await disableChainload(machine.parts, false);
    assert.equal((await enabled(machine, { source: { kind: 'kept' }, tries: 5 })).kernel, KERNEL);
    assert.ok(settings(machine).includes('tries=5'));
    assert.deepEqual(machine.parts.ways.readSetUp(), ['systemd']);
  });

  test('in a boot that was chain loaded, what its kernel may load does not count: another one loads', async (t) => {
    const kexec = { tool: '/usr/sbin/kexec', fileLoad: false, classicLoad: false, loadDisabled: true, loaded: false };
    await enabled(chainloadMachine(t, { machine: { kexec, lockdown: 'integrity', commandLine: 'root=/dev/vda1 quick_restart.chained=a' } }));
  });

  test('a slot that is given anew has all its tries', async (t) => {
    const machine = chainloadMachine(t);
    machine.write('var/lib/quick-restart/chainload/tries', 'a=3\nb=2\n');
    await enabled(machine);
    assert.equal(machine.read('var/lib/quick-restart/chainload/tries'), 'a=0\nb=2\n');
  });

  test('comments, and what is somebody’s own link or mode, stay', async (t) => {
    const machine = chainloadMachine(t);
    machine.write('etc/mine.conf', '# mine\nenabled=no\n# end\n');
    chmodSync(join(machine.root, 'etc/mine.conf'), 0o600);
    symlinkSync('../mine.conf', join(machine.root, CONF));
    await enabled(machine);
    assert.match(machine.read('etc/mine.conf') ?? '', /^# mine\nenabled=yes\nactive=a\n.*# end\n/s);
    assert.equal(statSync(join(machine.root, 'etc/mine.conf')).mode & 0o777, 0o600);
  });
});

/** Nothing of the machine is changed by what is refused. */
async function refuses(t: TestContext, changes: Partial<EnableRequest>, kind: string, message: RegExp, options: { readonly machine?: Parameters<typeof chainloadMachine>[1]; readonly prepare?: (machine: ChainloadMachine) => void } = {}): Promise<void> {
  const machine = chainloadMachine(t, options.machine);
  options.prepare?.(machine);
  const before = machine.everything();
  const failed = await failure(machine, changes);
  assert.equal(failed.kind, kind);
  assert.match(failed.message, message);
  assert.notEqual(failed.hint, '');
  assert.equal(machine.everything(), before);
}

describe('what would not come up is refused, and nothing is written', () => {
  const path = (machine: ChainloadMachine, name: string): string => join(machine.root, name);
  test('no kernel said', (t) => refuses(t, { source: { kind: 'kept' } }, 'usage', /Which kernel/));
  test('a kernel that is not there', (t) => refuses(t, { source: { ...FILES, kernel: '/boot/nothing' } }, 'refused', /\/boot\/nothing is missing/));
  test('a kernel that is cut off', (t) => refuses(t, {}, 'refused', /is cut off/, { prepare: (machine) => writeFileSync(path(machine, KERNEL), startOf(machine)) }));
  test('an initrd that is a kernel', (t) => refuses(t, { source: { ...FILES, initrds: [KERNEL] } }, 'refused', /initrd .* cannot be used/));
  test('an initrd that is not there', (t) => refuses(t, { source: { ...FILES, initrds: [INITRD, '/nothing'] } }, 'refused', /initrd \/nothing is missing/));
  test('a kernel for another machine', (t) => refuses(t, {}, 'refused', /is for x86_64/, { machine: { machine: { architecture: 'aarch64' } } }));
  test('kexec switched off', (t) => refuses(t, {}, 'refused', /switched off/, { machine: { machine: { kexec: { tool: '/usr/sbin/kexec', fileLoad: true, classicLoad: true, loadDisabled: true, loaded: false } } } }));
  test('no kexec', (t) => refuses(t, {}, 'refused', /kexec/, { machine: { machine: { kexec: { tool: null, fileLoad: true, classicLoad: true, loadDisabled: false, loaded: false } } } }));
  test('a unified kernel image, which a script does not take apart', (t) =>
    refuses(t, { source: { ...FILES, initrds: [] } }, 'refused', /is a unified kernel image/, { prepare: (machine) => writeFileSync(path(machine, KERNEL), portableExecutable(0x8664, [['.linux', startOf(machine, 9000)], ['.initrd', new Uint8Array(512)]])) }));
  test('a container', (t) => refuses(t, {}, 'refused', /container/, { machine: { machine: { container: true } } }));
  test('an entry that is none', (t) => refuses(t, { source: { kind: 'entry', entry: 'nothing', reuse: false } }, 'entry-unknown', /no boot entry/));
  test('somebody who is not root', (t) => refuses(t, {}, 'not-authorised', /Only root/, { machine: { isRoot: false } }));
  test('a configuration that is not understood', (t) => refuses(t, {}, 'settings-failed', /line 2: There is no setting enable\. And 1 more\./, { prepare: (machine) => machine.write(CONF, '# mine\nenable=yes\nx\n') }));
  test('a way that is not installed', (t) => refuses(t, { way: 'sysv' }, 'not-supported', /chainload\.init is not installed/, { prepare: (machine) => rmSync(path(machine, 'usr/lib/quick-restart/chainload.init')) }));
  test('a package that is not installed', (t) => refuses(t, {}, 'not-supported', /is not installed/, { prepare: (machine) => rmSync(path(machine, 'usr/lib/quick-restart/chainload')) }));

  test('an entry, on a disk without a boot loader: the files can be named', async (t) => {
    const machine = chainloadMachine(t);
    rmSync(path(machine, 'boot/grub'), { recursive: true });
    const failed = await failure(machine, { source: { kind: 'entry', entry: 'default', reuse: true } });
    assert.match(failed.hint, /--kernel \/vmlinuz/);
  });

  test('an entry whose id would be a second line', (t) =>
    refuses(t, { source: { kind: 'entry', entry: 'Odd', reuse: false } }, 'refused', /control characters/, {
      prepare: (machine) => machine.write('boot/grub/grub.cfg', `menuentry Odd --id 'x\nenabled=no' {\n linux ${KERNEL} root=UUID=${ROOT_UUID}\n initrd ${INITRD}\n}\n`),
    }));

  test('where the unit cannot be enabled, the configuration is what it was', async (t) => {
    const machine = chainloadMachine(t);
    machine.breakPrograms();
    assert.match((await failure(machine)).message, /by systemd could not be set up or undone: .*it is broken/);
    assert.equal(machine.read(CONF), null);
    assert.deepEqual(machine.parts.ways.readSetUp(), []);
  });
});

/** The first part of the kernel image. */
function startOf(machine: ChainloadMachine, lengthBytes = 2000): Uint8Array {
  const bytes = machine.engine.ports.files.readRange(KERNEL, 0, lengthBytes);
  assert.ok(bytes.ok);
  return bytes.value;
}

describe('chainload disable', () => {
  const WAYS: readonly ChainloadWay[] = ['systemd', 'init', 'sysv'];
  for (const way of WAYS) {
    test(`${way}: with --forget the tree is what it was before; without, all but configuration and counters`, async (t) => {
      const machine = chainloadMachine(t);
      const before = machine.everything();
      await enabled(machine, { way });
      assert.notEqual(machine.everything(), before);
      const undone = await disableChainload(machine.parts, true);
      assert.deepEqual(undone, { ok: true, value: { ways: [way], wasEnabled: true, forgotten: true } });
      assert.equal(machine.everything(), before);
      await enabled(machine, { way });
      await disableChainload(machine.parts, false);
      assert.equal(settings(machine)[0], 'enabled=no');
      assert.ok(!settings(machine).some((line) => line.startsWith('init=')));
      rmSync(join(machine.root, CONF));
      rmSync(join(machine.root, 'var/lib/quick-restart/chainload'), { recursive: true });
      assert.equal(machine.everything(), before);
    });
  }

  test('one way follows another, and only the last one stays', async (t) => {
    const machine = chainloadMachine(t);
    for (const way of [...WAYS, ...WAYS]) {
      await enabled(machine, { way });
      assert.deepEqual(machine.parts.ways.readSetUp(), [way]);
      assert.equal(settings(machine).includes('init=/sbin/init'), way === 'init');
    }
    assert.equal((await enabled(machine)).way, 'sysv', 'what is set up stays');
  });

  test('a machine without systemd takes the init script', async (t) => {
    const machine = chainloadMachine(t, { systemd: false });
    assert.equal((await enabled(machine)).way, 'sysv');
    assert.equal(statSync(join(machine.root, 'etc/init.d/quick-restart-chainload')).mode & 0o777, 0o755);
  });

  test('nothing was set up: nothing is changed', async (t) => {
    const machine = chainloadMachine(t);
    const before = machine.everything();
    assert.deepEqual(await disableChainload(machine.parts, false), { ok: true, value: { ways: [], wasEnabled: false, forgotten: false } });
    assert.equal(machine.everything(), before);
  });

  test('a configuration that is not understood is switched off, too', async (t) => {
    const machine = chainloadMachine(t);
    await enabled(machine);
    machine.write(CONF, `${machine.read(CONF) ?? ''}nonsense\n`);
    assert.ok((await disableChainload(machine.parts, false)).ok);
    assert.match(machine.read(CONF) ?? '', /^enabled=no$/m);
    assert.deepEqual(machine.parts.ways.readSetUp(), []);
  });

  test('not by somebody who is not root', async (t) => {
    const done = await disableChainload(chainloadMachine(t, { isRoot: false }).parts, true);
    assert.equal(!done.ok && done.error.kind, 'not-authorised');
  });
});
