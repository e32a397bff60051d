import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { err, ok } from '../../../src/core/result.ts';
import { say } from '../../../src/core/sentence.ts';
import { failure } from '../../../src/contracts/failure.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import type { Authorise, Engine } from '../../../src/use-cases/engine.ts';
import { emptyEnvironmentBlock, engineMachine, menuOf, NEW_RELEASE, OLD_RELEASE, type EngineMachine } from '../../fakes/engine-machine.ts';
import { smallBzImage, smallInitrd } from '../../fakes/kernel-files.ts';

const NEVER = new AbortController().signal;
const YES: Authorise = () => Promise.resolve(ok(null));
const OLD_ID = `advanced>linux-${OLD_RELEASE}`;

function changesOf(engine: Engine): readonly string[] {
  const state = engine.state();
  return state.ok ? state.value.loadedChanges : ['failed'];
}

/** As grub-set-default(8) does, and as its hook for the next entry. */
function save(machine: EngineMachine, variable: string): void {
  writeFileSync(join(machine.root, 'boot/grub/grubenv'), emptyEnvironmentBlock().replace(/\n#*$/, `\n${variable}\n`).padEnd(1024, '#'));
}

describe('another default than the one that is loaded', () => {
  for (const [what, variable] of [['grub-set-default', `saved_entry=${OLD_ID}`], ['grub-reboot', `next_entry=${OLD_ID}`]] as const) {
    test(`by ${what}: told, with the file that says so, also by a helper that starts later`, async (t) => {
      const machine = engineMachine(t);
      const engine = createEngine(machine.ports);
      await engine.load('', YES, NEVER);
      const before = changesOf(engine);
      save(machine, variable);
      const grubenv = join(machine.root, 'boot/grub/grubenv');
      assert.deepEqual([before, changesOf(engine), changesOf(createEngine(machine.ports))], [[], [grubenv], [grubenv]]);
    });
  }

  test('what GRUB writes there at every boot is no change', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    await engine.load('', YES, NEVER);
    save(machine, 'boot_success=1');
    assert.deepEqual(changesOf(engine), []);
  });

  test('is no concern of an entry that was chosen, nor of one that another system’s policy selected', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    await engine.load(`advanced>linux-${NEW_RELEASE}`, YES, NEVER);
    save(machine, `saved_entry=${OLD_ID}`);
    assert.deepEqual([machine.records.record?.policyOf, changesOf(engine)], [undefined, []]);
    machine.records.record = { state: 'loaded', entryId: 'simple', policyOf: '/mnt' };
    assert.deepEqual(changesOf(engine), []);
  });

  test('set through us: what was loaded is unloaded', async (t) => {
    const ways: readonly ((engine: Engine) => ReturnType<Engine['setDefault']>)[] = [(engine) => engine.setBootLoaderDefault(OLD_ID, YES), (engine) => engine.setDefault({ kind: 'entry', id: OLD_ID }, YES)];
    for (const set of ways) {
      const machine = engineMachine(t);
      const engine = createEngine(machine.ports);
      await engine.load('', YES, NEVER);
      assert.ok((await set(engine)).ok);
      assert.deepEqual([machine.kexec.loaded, machine.records.record], [false, null]);
    }
  });

  test('set through us, and it cannot be unloaded: told', async (t) => {
    const machine = engineMachine(t);
    const engine = createEngine(machine.ports);
    await engine.load('', YES, NEVER);
    machine.kexec.unloadFailure = { kind: 'failed', detail: 'no' };
    const set = await engine.setBootLoaderDefault(OLD_ID, YES);
    assert.equal(set.ok || set.error.kind, 'unload-failed');
  });

  test('set to what is loaded, or refused, or set while a chosen entry is loaded: it stays loaded', async (t) => {
    const no: Authorise = () => Promise.resolve(err(failure('not-authorised', say('No kernel is loaded.'))));
    const ways: readonly (readonly [string, (engine: Engine) => Promise<unknown>])[] = [
      ['', (engine) => engine.setDefault({ kind: 'entry', id: 'simple' }, YES)],
      ['', (engine) => engine.setDefault({ kind: 'entry', id: OLD_ID }, no)],
      [`advanced>linux-${NEW_RELEASE}`, (engine) => engine.setDefault({ kind: 'entry', id: OLD_ID }, YES)],
    ];
    for (const [selector, set] of ways) {
      const machine = engineMachine(t);
      const engine = createEngine(machine.ports);
      await engine.load(selector, YES, NEVER);
      await set(engine);
      assert.equal(machine.kexec.loaded, true);
    }
  });
});

describe('systemd-boot: a kernel that is added leaves the files of the others as they are', () => {
  const entry = (release: string): string => `title Debian\nversion ${release}\nsort-key debian\nmachine-id 1f1e2d3c4b5a69788796a5b4c3d2e1f0\nlinux /${release}/linux\ninitrd /${release}/initrd\noptions root=/dev/vda2 ro\n`;
  const files = (release: string): Readonly<Record<string, string | Uint8Array>> => ({ [`efi/loader/entries/${release}.conf`]: entry(release), [`efi/${release}/linux`]: smallBzImage(release), [`efi/${release}/initrd`]: smallInitrd() });
  const tree = { 'etc/fstab': 'UUID=1111 / ext4 defaults 0 1\nUUID=AB-CD /efi vfat umask=0077 0 2\n', 'efi/EFI/systemd/systemd-bootx64.efi': '', ...files(OLD_RELEASE) };

  test('its folder tells, and so does loader.conf', async (t) => {
    const machine = engineMachine(t, { tree });
    const engine = createEngine(machine.ports);
    await engine.load('', YES, NEVER);
    const before = changesOf(engine);
    writeFileSync(join(machine.root, 'efi/loader/entries', `${NEW_RELEASE}.conf`), entry(NEW_RELEASE));
    const folder = changesOf(engine);
    writeFileSync(join(machine.root, 'efi/loader/loader.conf'), `default ${NEW_RELEASE}.conf\n`);
    assert.deepEqual([before, folder, changesOf(engine)], [[], [join(machine.root, 'efi/loader/entries')], [join(machine.root, 'efi/loader/entries'), join(machine.root, 'efi/loader/loader.conf')]]);
  });

  test('not where an entry was chosen that is not the default', async (t) => {
    const machine = engineMachine(t, { tree: { ...tree, ...files(NEW_RELEASE) } });
    const engine = createEngine(machine.ports);
    await engine.load(OLD_RELEASE, YES, NEVER);
    rmSync(join(machine.root, 'efi/loader/entries', `${NEW_RELEASE}.conf`));
    assert.deepEqual(changesOf(engine), []);
  });
});

describe('the configuration changes while it is loaded', () => {
  test('between the reading and kexec: nothing stays loaded', async (t) => {
    const machine = engineMachine(t);
    const readAdvice = machine.ports.machine.readAdvice.bind(machine.ports.machine);
    let planned = 0;
    const slow: typeof readAdvice = (commandLine) => {
      planned += 1;
      // The second plan has read the menu already, and waits for fwupd.
      if (planned === 2) writeFileSync(join(machine.root, 'boot/grub/grub.cfg'), menuOf(OLD_RELEASE));
      return readAdvice(commandLine);
    };
    const loaded = await createEngine({ ...machine.ports, machine: { ...machine.ports.machine, readAdvice: slow } }).load('', YES, NEVER);
    assert.deepEqual([loaded.ok || loaded.error.kind, machine.kexec.loaded, machine.records.record], ['load-failed', false, null]);
  });

  const behind: readonly (readonly [string, (machine: EngineMachine) => void])[] = [
    ['the default', (machine) => save(machine, `saved_entry=${OLD_ID}`)],
    ['a file that grub.cfg reads', (machine) => writeFileSync(join(machine.root, 'boot/grub/more.cfg'), 'set more=debug\n')],
  ];
  for (const [what, change] of behind) {
    test(`${what}, in a file that has no stamp: nothing stays loaded`, async (t) => {
      const machine = engineMachine(t);
      writeFileSync(join(machine.root, 'boot/grub/grub.cfg'), `source /boot/grub/more.cfg\n${menuOf(NEW_RELEASE, OLD_RELEASE).replaceAll('ro quiet', 'ro quiet $more')}`);
      writeFileSync(join(machine.root, 'boot/grub/more.cfg'), '');
      machine.kexec.during = () => {
        change(machine);
        return Promise.resolve();
      };
      const loaded = await createEngine(machine.ports).load('', YES, NEVER);
      assert.deepEqual([loaded.ok || loaded.error.kind, machine.kexec.loaded, machine.records.record], ['load-failed', false, null]);
    });
  }
});

describe('a load throws away what is loaded', () => {
  const asked = async (engine: Engine): Promise<readonly string[]> => {
    const actions: string[] = [];
    await engine.load('', (action) => {
      actions.push(action);
      return Promise.resolve(ok(null));
    }, NEVER);
    return actions;
  };

  test('somebody else’s kernel, and one by hand, take the stronger action; ours does not', async (t) => {
    const foreign = engineMachine(t);
    foreign.kexec.loaded = true;
    const byHand = engineMachine(t);
    byHand.kexec.loaded = true;
    byHand.records.record = { state: 'loaded', entryId: 'hand:/srv/bzImage' };
    const ours = engineMachine(t);
    await createEngine(ours.ports).load('', YES, NEVER);
    const engines = [foreign, byHand, ours].map(({ ports }) => createEngine(ports));
    assert.deepEqual(await Promise.all(engines.map(asked)), [['org.quickrestart1.load-recovery'], ['org.quickrestart1.load-recovery'], ['org.quickrestart1.load']]);
  });

  test('one that was loaded while the question was answered was not asked about', async (t) => {
    const machine = engineMachine(t);
    const loaded = await createEngine(machine.ports).load('', () => {
      machine.kexec.loaded = true;
      return Promise.resolve(ok(null));
    }, NEVER);
    assert.deepEqual([loaded.ok || loaded.error.kind, machine.kexec.requests.length], ['refused', 0]);
  });
});
