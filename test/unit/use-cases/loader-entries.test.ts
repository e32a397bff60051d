// Fedora's and RHEL's systems through the engine: grub.cfg calls blscfg, the entries are files of /boot/loader/entries.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import { emptyEnvironmentBlock, engineMachine, ROOT_UUID } from '../../fakes/engine-machine.ts';
import { smallBzImage, smallInitrd } from '../../fakes/kernel-files.ts';

const BOOT_UUID = '22222222-3333-4444-5555-666666666666';
const MACHINE_ID = '1f1e2d3c4b5a69788796a5b4c3d2e1f0';
const NEW = '6.10.10-200.fc40.x86_64';
const OLD = '6.8.5-301.fc40.x86_64';

const CONFIG = `load_env
set default="\${saved_entry}"
function load_video { insmod all_video; }
search --no-floppy --fs-uuid --set=root ${BOOT_UUID}
search --no-floppy --fs-uuid --set=boot ${BOOT_UUID}
insmod blscfg
blscfg
`;

type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

function entry(release: string, prefix: string): Tree {
  const text = `title Fedora Linux (${release}) 40\nversion ${release}\nlinux ${prefix}/vmlinuz-${release}\ninitrd ${prefix}/initramfs-${release}.img\noptions root=UUID=${ROOT_UUID} ro quiet\ngrub_users $grub_users\ngrub_class fedora\n`;
  return { [`boot/loader/entries/${MACHINE_ID}-${release}.conf`]: text, [`boot/vmlinuz-${release}`]: smallBzImage(release), [`boot/initramfs-${release}.img`]: smallInitrd() };
}

function fedora(saved: string, changes: Tree = {}): Tree {
  return {
    'etc/os-release': 'NAME="Fedora Linux"\nID=fedora\n',
    'etc/fstab': `UUID=${ROOT_UUID} / btrfs subvol=root 0 0\nUUID=${BOOT_UUID} /boot ext4 defaults 1 2\n`,
    'boot/grub2/grub.cfg': CONFIG,
    'boot/grub2/grubenv': emptyEnvironmentBlock().replace(/\n#*$/, `\nsaved_entry=${saved}\n`).padEnd(1024, '#'),
    ...entry(NEW, ''),
    ...entry(OLD, ''),
    ...changes,
  };
}

describe('a Fedora system', () => {
  test('its entries, newest first, with the saved one as the default', (t) => {
    const listed = createEngine(engineMachine(t, { tree: fedora(`${MACHINE_ID}-${OLD}`), machine: { kernelRelease: OLD } }).ports).listEntries();
    assert.ok(listed.ok);
    assert.deepEqual(
      listed.value.entries.map((one) => [one.id, one.kernel, one.initrds, one.commandLine, one.default, one.running, one.quickRestart]),
      [
        [`${MACHINE_ID}-${NEW}`, `/boot/vmlinuz-${NEW}`, [`/boot/initramfs-${NEW}.img`], `root=UUID=${ROOT_UUID} ro quiet`, false, false, true],
        [`${MACHINE_ID}-${OLD}`, `/boot/vmlinuz-${OLD}`, [`/boot/initramfs-${OLD}.img`], `root=UUID=${ROOT_UUID} ro quiet`, true, true, true],
      ],
    );
    assert.deepEqual(listed.value.diagnostics, []);
  });

  test('os-release says that ids come first: a machine id that begins with a digit is no index', (t) => {
    const isDefault = (id: string): string | undefined => {
      const tree = { ...fedora(`${MACHINE_ID}-${NEW}`), 'etc/os-release': `ID=${id}\n` };
      const listed = createEngine(engineMachine(t, { tree }).ports).listEntries();
      return listed.ok ? listed.value.entries.find((one) => one.default)?.kernelRelease ?? undefined : undefined;
    };
    assert.deepEqual([isDefault('fedora'), isDefault('"rhel"'), isDefault('almalinux\nID_LIKE="rhel centos fedora"'), isDefault('debian')], [NEW, NEW, NEW, OLD]);
  });

  test('a path with /boot on a boot partition of its own is a missing kernel, unless a link leads back', (t) => {
    const problems = (tree: Tree): unknown => {
      const listed = createEngine(engineMachine(t, { tree }).ports).listEntries();
      return listed.ok && listed.value.entries.filter((one) => one.source.kind === 'bls').map((one) => [one.kernelRelease, one.problems[0]?.kind]);
    };
    assert.deepEqual(problems(fedora('', entry(OLD, '/boot'))), [[NEW, undefined], [null, 'kernel-missing']]);
    assert.deepEqual(problems(fedora('', { ...entry(OLD, '/boot'), 'boot/boot': { link: '.' } })), [[NEW, undefined], [OLD, undefined]]);
  });

  test('the default of the boot loader can be set by its id', async (t) => {
    const machine = engineMachine(t, { tree: fedora(`${MACHINE_ID}-${OLD}`) });
    const engine = createEngine(machine.ports);
    const set = await engine.setBootLoaderDefault(`${MACHINE_ID}-${NEW}`, () => Promise.resolve({ ok: true, value: null }));
    assert.ok(set.ok);
    const listed = engine.listEntries();
    assert.equal(listed.ok && listed.value.entries.find((one) => one.default)?.kernelRelease, NEW);
  });

  test('no directory of entries is said', (t) => {
    const tree = Object.fromEntries(Object.entries(fedora('')).filter(([path]) => !path.startsWith('boot/loader/')));
    const listed = createEngine(engineMachine(t, { tree }).ports).listEntries();
    assert.ok(listed.ok);
    assert.deepEqual(listed.value.diagnostics.map((one) => [one.file, one.line, one.kind]), [['/boot/grub2/grub.cfg', 7, 'file-missing']]);
  });
});
