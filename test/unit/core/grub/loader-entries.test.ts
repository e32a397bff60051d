// blscfg: the menus of Fedora and RHEL, whose grub.cfg holds no entries (Fedora's patches to GRUB, blscfg.c and menu.c).
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { readGrubMenu } from '../../../../src/core/grub/index.ts';
import { block, fakeHost, menuOf, type FakeMachine } from './fake-host.ts';

const ID = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const FOREIGN = '9fffffffffffffffffffffffffffffff';

/** What Fedora's and RHEL's grub2-mkconfig write, long repetitions left out. */
const CONFIG = `if [ -f \${config_directory}/grubenv ]; then
  load_env -f \${config_directory}/grubenv
elif [ -s $prefix/grubenv ]; then
  load_env
fi
if [ "\${next_entry}" ] ; then
   set default="\${next_entry}"
   set next_entry=
   save_env next_entry
   set boot_once=true
else
   set default="\${saved_entry}"
fi
if [ -f $prefix/user.cfg ]; then
  source $prefix/user.cfg
  if [ -n "\${GRUB2_PASSWORD}" ]; then
    set superusers="root"
    export superusers
    password_pbkdf2 root \${GRUB2_PASSWORD}
  fi
fi
function load_video {
  insmod all_video
}
search --no-floppy --fs-uuid --set=root boot-uuid
search --no-floppy --fs-uuid --set=boot boot-uuid
if [ -z "\${kernelopts}" ]; then
  set kernelopts="root=/dev/mapper/rhel-root ro fallback "
fi
insmod blscfg
blscfg
`;

/** /boot is a file system of its own. */
const MACHINE = { found: { 'boot-uuid': 'boot' }, mounts: { disk: '', boot: '/boot' }, idsComeFirst: true };

type Entries = Readonly<Record<string, string>>;

/** The fields of a file below /boot/loader/entries, by its name without `.conf`. */
function machineWith(entries: Entries, grubenv = '', changes: FakeMachine = {}): FakeMachine {
  const files = Object.fromEntries(Object.entries(entries).map(([name, text]) => [`/loader/entries/${name}.conf`, text]));
  return { ...MACHINE, ...changes, files: { ...files, '/boot/grub/grubenv': block(grubenv), ...changes.files } };
}

function fedora(version: string, id = ID): Entries {
  return {
    [`${id}-${version}`]: `title Fedora Linux (${version}) 40 (Workstation Edition)
version ${version}
linux /vmlinuz-${version}
initrd /initramfs-${version}.img
options root=UUID=77aa ro rootflags=subvol=root rhgb quiet 
grub_users $grub_users
grub_arg --unrestricted
grub_class fedora
`,
  };
}

function rhel(version: string): Entries {
  return {
    [`${ID}-${version}`]: `title Red Hat Enterprise Linux (${version}) 9.4 (Plow)
version ${version}
linux /vmlinuz-${version}
initrd /initramfs-${version}.img $tuned_initrd
options $kernelopts $tuned_params
grub_users $grub_users
grub_arg --unrestricted
grub_class rhel
`,
  };
}

/** One line an entry: default mark, id, files, command line. */
function summary(machine: FakeMachine, config = CONFIG): readonly string[] {
  return menuOf(config, machine).entries.map((entry) => `${entry.default ? '*' : ' '}${entry.id.replace(ID, 'ID')} ${[entry.kernel, ...entry.initrds].join(' ')} ${entry.commandLine}`);
}

function defaultId(machine: FakeMachine, config = CONFIG): string | undefined {
  return menuOf(config, machine).entries.find((entry) => entry.default)?.id.replace(ID, 'ID');
}

describe('Fedora', () => {
  const entries = { ...fedora('6.8.5-301.fc40.x86_64'), ...fedora('6.10.10-200.fc40.x86_64'), ...fedora('0-rescue') };

  test('the newest first, the rescue entry last, options as they stand', () => {
    assert.deepEqual(summary(machineWith(entries)), [
      '*ID-6.10.10-200.fc40.x86_64 /boot/vmlinuz-6.10.10-200.fc40.x86_64 /boot/initramfs-6.10.10-200.fc40.x86_64.img root=UUID=77aa ro rootflags=subvol=root rhgb quiet',
      ' ID-6.8.5-301.fc40.x86_64 /boot/vmlinuz-6.8.5-301.fc40.x86_64 /boot/initramfs-6.8.5-301.fc40.x86_64.img root=UUID=77aa ro rootflags=subvol=root rhgb quiet',
      ' ID-0-rescue /boot/vmlinuz-0-rescue /boot/initramfs-0-rescue.img root=UUID=77aa ro rootflags=subvol=root rhgb quiet',
    ]);
  });

  test('an entry says which file it is from', () => {
    const [first] = menuOf(CONFIG, machineWith(entries)).entries;
    assert.deepEqual([first?.title, first?.source], ['Fedora Linux (6.10.10-200.fc40.x86_64) 40 (Workstation Edition)', { kind: 'bls', file: `/boot/loader/entries/${ID}-6.10.10-200.fc40.x86_64.conf`, line: 0 }]);
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ['no setting', '', 'ID-6.10.10-200.fc40.x86_64'],
    ['the saved id', `saved_entry=${ID}-6.8.5-301.fc40.x86_64\n`, 'ID-6.8.5-301.fc40.x86_64'],
    ['the saved title', 'saved_entry=Fedora Linux (0-rescue) 40 (Workstation Edition)\n', 'ID-0-rescue'],
    ['an index', 'saved_entry=1\n', 'ID-6.8.5-301.fc40.x86_64'],
    ['an id that has gone', `saved_entry=${ID}-6.7.0-1.fc40.x86_64\n`, 'ID-6.10.10-200.fc40.x86_64'],
    ['for once', `saved_entry=0\nnext_entry=${ID}-0-rescue\n`, 'ID-0-rescue'],
  ];
  for (const [what, grubenv, expected] of cases) test(`default: ${what}`, () => assert.equal(defaultId(machineWith(entries, grubenv)), expected));

  test('a machine id that begins with digits is no index', () => {
    const [newest, other] = ['6.10.10-200.fc40.x86_64', '6.8.5-301.fc40.x86_64'] as const;
    const numbered = { ...fedora(newest, '1abc'), ...fedora(other, '1abc') };
    assert.equal(defaultId(machineWith(numbered, `saved_entry=1abc-${newest}\n`)), `1abc-${newest}`);
    assert.equal(defaultId(machineWith(numbered, `saved_entry=1abc-${newest}\n`, { idsComeFirst: false })), `1abc-${other}`);
  });

  test('entries of another machine id stand where their name puts them', () => {
    const both = { ...entries, ...fedora('6.1.0-1.fc40.x86_64', FOREIGN) };
    assert.equal(defaultId(machineWith(both)), `${FOREIGN}-6.1.0-1.fc40.x86_64`);
  });
});

describe('RHEL', () => {
  const entries = { ...rhel('5.14.0-427.el9.x86_64'), ...rhel('5.14.0-427.13.1.el9_4.x86_64') };

  test('kernelopts and the settings of tuned come from the environment block', () => {
    const machine = machineWith(entries, 'kernelopts=root=/dev/mapper/rhel-root ro crashkernel=1G-4G:192M\ntuned_params=skew_tick=1 isolcpus=1\ntuned_initrd=/tuned-initrd.img\n');
    assert.deepEqual(summary({ ...machine, files: { ...machine.files, '/tuned-initrd.img': 'x' } }), [
      '*ID-5.14.0-427.13.1.el9_4.x86_64 /boot/vmlinuz-5.14.0-427.13.1.el9_4.x86_64 /boot/initramfs-5.14.0-427.13.1.el9_4.x86_64.img /boot/tuned-initrd.img root=/dev/mapper/rhel-root ro crashkernel=1G-4G:192M skew_tick=1 isolcpus=1',
      ' ID-5.14.0-427.el9.x86_64 /boot/vmlinuz-5.14.0-427.el9.x86_64 /boot/initramfs-5.14.0-427.el9.x86_64.img /boot/tuned-initrd.img root=/dev/mapper/rhel-root ro crashkernel=1G-4G:192M skew_tick=1 isolcpus=1',
    ]);
  });

  test('kernelopts of grub.cfg where the block has none, and nothing of tuned', () => {
    assert.equal(summary(machineWith(rhel('5.14.0-427.el9.x86_64')))[0], '*ID-5.14.0-427.el9.x86_64 /boot/vmlinuz-5.14.0-427.el9.x86_64 /boot/initramfs-5.14.0-427.el9.x86_64.img root=/dev/mapper/rhel-root ro fallback');
  });

  const users = 'title A\nlinux /vmlinuz\ngrub_users $grub_users\n';
  const cases: readonly (readonly [what: string, text: string, grubenv: string, userConfiguration: string, restricted: boolean])[] = [
    ['nobody has a password', users, 'grub_users=root\n', '', false],
    ['a password, and everybody may start the entry', users, '', 'GRUB2_PASSWORD=grub.pbkdf2.sha512.1.A.B\n', false],
    ['a password, and the entry is kept for those who know it', users, 'grub_users=root\n', 'GRUB2_PASSWORD=grub.pbkdf2.sha512.1.A.B\n', true],
    ['users in the file', 'title A\nlinux /vmlinuz\ngrub_users root\n', '', 'GRUB2_PASSWORD=grub.pbkdf2.sha512.1.A.B\n', true],
  ];
  for (const [what, text, grubenv, userConfiguration, restricted] of cases) {
    test(`grub_users: ${what}`, () => {
      const machine = machineWith({ a: text }, grubenv, { files: { '/boot/grub/user.cfg': userConfiguration } });
      assert.deepEqual(menuOf(CONFIG, machine).entries.map((entry) => entry.restricted), [restricted]);
    });
  }
});

describe('what an entry makes of its file', () => {
  const only = (text: string, changes: FakeMachine = {}): string => summary(machineWith({ a: text }, '', changes)).join('\n');

  test('a path with /boot is below /boot on a separate boot partition, as GRUB takes it', () => {
    const [entry] = menuOf(CONFIG, machineWith({ a: 'linux /boot/vmlinuz-missing\n' })).entries;
    assert.deepEqual([entry?.kernel, entry?.default], ['/boot/boot/vmlinuz-missing', true]);
  });
  test('a path with /boot where /boot is part of the root', () => {
    assert.equal(only('linux /boot/vmlinuz\ninitrd /boot/initrd\n', { found: { 'boot-uuid': 'boot' }, mounts: { disk: '', boot: '' } }), '*a /boot/vmlinuz /boot/initrd ');
  });
  test('options are words of a script once more', () => assert.equal(only('linux /vmlinuz\noptions a="b  c" d\\\\x20 \'e f\' $none last\n'), '*a /boot/vmlinuz "a=b  c" d\\\\x20 "e f" last'));
  test('\\xHH stays in the builds that have blscfg', () => assert.equal(only("linux /vmlinuz\noptions 'a\\x20b'\n", { keepsHexEscapes: true }), '*a /boot/vmlinuz a\\x20b'));
  test('variables that change later do not count', () => assert.equal(summary(machineWith({ a: 'linux /vmlinuz\noptions $kernelopts last\n' }), `${CONFIG}set kernelopts=later\n`)[0], '*a /boot/vmlinuz root=/dev/mapper/rhel-root ro fallback last'));
  test('a device tree', () => assert.deepEqual(menuOf(CONFIG, machineWith({ a: 'linux /vmlinuz\ndevicetree /i.dtb\n' })).entries.map((entry) => [entry.devicetree, entry.problems[0]?.kind]), [['/boot/i.dtb', 'devicetree']]));
});

describe('where entries are looked for', () => {
  const find = (config: string, paths: readonly string[], changes: FakeMachine = {}): string => {
    const files = Object.fromEntries(paths.map((path) => [path, 'linux /vmlinuz\n']));
    const { entries, diagnostics } = menuOf(`function load_video { true; }\n${config}`, { mounts: { disk: '' }, idsComeFirst: true, ...changes, files });
    return [...entries.map((entry) => entry.id), ...diagnostics.map((one) => one.kind)].join(' ');
  };

  const cases: readonly (readonly [what: string, config: string, paths: readonly string[], expected: string])[] = [
    ['/loader/entries', 'set boot=disk; blscfg', ['/loader/entries/a.conf', '/boot/loader/entries/b.conf'], 'a'],
    ['else /boot/loader/entries', 'set boot=disk; blscfg', ['/boot/loader/entries/b.conf'], 'b'],
    ['blsdir', 'set boot=disk; blsdir=/x/y; blscfg', ['/loader/entries/a.conf', '/x/y/c.conf'], 'c'],
    ['an argument', 'blscfg (disk)/x', ['/loader/entries/a.conf', '/x/c.conf'], 'c'],
    ['one file', 'blscfg (disk)/x/c.conf', ['/x/b.conf', '/x/c.conf'], 'c'],
    ['one id', 'set boot=disk; blscfg b', ['/loader/entries/a.conf', '/loader/entries/b.conf'], 'b'],
    ['the default and the others', 'set boot=disk; set default=a; blscfg default; menuentry M { linux /k; }; blscfg non-default', ['/loader/entries/a.conf', '/loader/entries/b.conf'], 'a M b'],
    ['each file once', 'set boot=disk; blscfg; blscfg', ['/loader/entries/a.conf'], 'a'],
    ['no directory', 'set boot=disk; blscfg; menuentry M { linux /k; }', [], 'M file-missing'],
    ['no variable boot', 'blscfg', ['/loader/entries/a.conf'], 'device-not-found'],
    ['no such device', 'set boot=nothing; blscfg', ['/loader/entries/a.conf'], 'device-not-found'],
  ];
  for (const [what, config, paths, expected] of cases) test(what, () => assert.equal(find(config, paths), expected));

  test('on EFI, the variable root', () => assert.equal(find('set root=disk; unset boot; blscfg', ['/loader/entries/a.conf'], { platform: 'efi' }), 'a'));

  test('a directory that only root may read is not an empty one', () => {
    const config = { '/boot/grub/grub.cfg': 'set boot=disk\nblscfg\n' };
    const { diagnostics } = readGrubMenu({ ...fakeHost({ files: config }), list: () => ({ ok: false, error: 'unreadable' }) }, { device: 'disk', path: '/boot/grub/grub.cfg' });
    assert.deepEqual(diagnostics.map((one) => [one.line, one.kind]), [[2, 'file-unreadable']]);
  });
});

describe('GNU’s blscfg (GRUB 2.14)', () => {
  const LIST = { '/boot/grub/i386-pc/command.lst': '*blscfg: blsuki\n', '/boot/grub/x86_64-efi/command.lst': '*blscfg: blsuki\n*uki: blsuki\n' };
  const find = (config: string, paths: readonly string[], changes: FakeMachine = {}): string => {
    const files = Object.fromEntries(paths.map((path) => [path, `title T ${path}\nlinux /vmlinuz\n`]));
    const { entries, diagnostics } = menuOf(config, { mounts: { disk: '', other: '/other' }, ...changes, files: { ...LIST, ...files, ...changes.files } });
    return [...entries.map((entry) => (entry.default ? '*' : '') + entry.id), ...diagnostics.map((one) => one.kind)].join(' ');
  };
  const two = ['/loader/entries/a.conf', '/loader/entries/b.conf'] as const;

  const cases: readonly (readonly [what: string, config: string, paths: readonly string[], expected: string])[] = [
    ['/loader/entries of root', 'set boot=other; blscfg', [...two, '/boot/loader/entries/c.conf'], '*b a'],
    ['not /boot/loader/entries', 'blscfg', ['/boot/loader/entries/b.conf'], 'file-missing'],
    ['--path', 'blsdir=/y; blscfg --path=/x', [...two, '/x/c.conf'], '*c'],
    ['--path with a device', 'blscfg -p (disk)/x/', ['/x/c.conf'], '*c'],
    ['--path that is no path', 'blscfg -p word', two, '*b a'],
    ['--path of one file', 'blscfg -p /x/c.conf', ['/x/c.conf', '/x/d.conf'], '*c'],
    ['--path without a device’s end', 'blscfg -p (disk', two, ''],
    ['--enable-fallback', 'blscfg -f -p /x', two, '*b a file-missing'],
    ['no fallback where there are entries', 'blscfg -f -p /x', [...two, '/x/c.conf'], '*c'],
    ['an argument', 'blscfg b', two, 'command-failed'],
    ['an unknown option', 'blscfg --all', two, 'command-failed'],
    ['no device', 'blscfg -p (none)/x', two, 'device-not-found'],
    ['no root', 'unset root; blscfg', two, 'device-not-found'],
    ['twice', 'blscfg; blscfg', two, '*b a b#2 a#2'],
    ['the default is an index', 'set default=1; blscfg', two, 'b *a'],
    ['the default is an id', 'set default=a; blscfg', two, 'b *a'],
    ['--show-default by index', 'set default=1; blscfg -d', two, '*a default-entry'],
    ['--show-default by title', 'set default="T /loader/entries/a.conf"; blscfg -d', two, '*a'],
    ['--show-default does not know ids', 'set default=a; blscfg -d', two, ''],
    ['but file names', 'set default=a.conf; blscfg -d', two, '*a default-entry'],
    ['--show-non-default', 'set default=b.conf; blscfg -n', two, '*a default-entry'],
    ['--entry', 'blscfg --entry a.conf', two, '*a'],
    ['--entry with an id', 'blscfg -e a', two, ''],
    ['Fedora’s other name for it', 'bls_import', two, 'unknown-command'],
    ['no uki on a BIOS', 'uki', [], 'unknown-command'],
  ];
  for (const [what, config, paths, expected] of cases) test(what, () => assert.equal(find(config, paths), expected));

  test('options that do not parse leave the entry without a kernel', () => {
    const { entries } = menuOf('blscfg', { files: { ...LIST, '/loader/entries/a.conf': 'linux /vmlinuz\noptions <a>\n' } });
    assert.deepEqual(entries.map((entry) => [entry.kernel, entry.problems.length > 0]), [[null, true]]);
  });

  test('uki: newest first, not to be started quickly, and no default by title', () => {
    const { entries, diagnostics } = menuOf('uki', { platform: 'efi', cpu: 'x86_64', found: { '/EFI/Linux': 'esp' }, mounts: { disk: '', esp: '/efi' }, files: { ...LIST, '/EFI/Linux/m-6.9.efi': 'x', '/EFI/Linux/m-6.12.efi': 'x', '/EFI/Linux/m.txt': 'x' } });
    assert.deepEqual(entries.map((entry) => [entry.id, entry.default, entry.problems[0]?.kind, entry.source.file]), [
      ['m-6.12.efi', true, 'not-linux', '/efi/EFI/Linux/m-6.12.efi'],
      ['m-6.9.efi', false, 'not-linux', '/efi/EFI/Linux/m-6.9.efi'],
    ]);
    assert.deepEqual(diagnostics.map((one) => one.kind), ['unsupported-command']);
  });
});

describe('which blscfg it is', () => {
  const files = { '/loader/entries/m-6.12.9rc-1.conf': 'linux /vmlinuz\n', '/loader/entries/m-6.12.9+x-1.conf': 'linux /vmlinuz\n' };
  const [gnu, fedora] = ['m-6.12.9+x-1 m-6.12.9rc-1', 'm-6.12.9rc-1 m-6.12.9+x-1'];
  const cases: readonly (readonly [what: string, list: string | null, idsComeFirst: boolean, expected: string])[] = [
    ['the list of commands says GNU’s', '*acpi: acpi\n*blscfg: blsuki\nboot: boot\n', false, gnu],
    ['the list says GNU’s, on Fedora', '*blscfg: blsuki\n', true, gnu],
    ['the list says Fedora’s', 'blscfg: blscfg\n', false, fedora],
    ['no list, on Fedora: the command is part of its image', null, true, fedora],
    ['a list without it, on Fedora', 'boot: boot\n', true, fedora],
    ['no list, elsewhere', null, false, gnu],
    ['a list without it: GRUB up to 2.12', 'boot: boot\n', false, 'unknown-command'],
  ];
  for (const [what, list, idsComeFirst, expected] of cases) {
    test(what, () => {
      const { entries, diagnostics } = menuOf('function load_video { true; }\nset boot=disk\nblscfg\n', { idsComeFirst, files: { ...files, ...(list === null ? {} : { '/boot/grub/i386-pc/command.lst': list }) } });
      assert.equal([...entries.map((entry) => entry.id), ...diagnostics.map((one) => one.kind)].join(' '), expected);
    });
  }
});
