import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { block, menuOf, type FakeMachine } from './fake-host.ts';

const LINUX = 'linux /vmlinuz ro; initrd /initrd';

/** `id [kernel] line`, with `*` before the default. */
function summary(config: string, machine: FakeMachine = {}): string {
  return menuOf(config, machine).entries.map((entry) => `${entry.default ? '*' : ''}${entry.id} [${entry.kernel ?? ''}] ${entry.commandLine}`.trimEnd()).join('\n');
}

function problems(body: string, machine: FakeMachine = {}): string {
  return menuOf(`menuentry e { ${body} }`, machine).entries.flatMap((entry) => entry.problems.map((problem) => problem.kind)).join(' ');
}

function kinds(config: string, machine: FakeMachine = {}): string {
  return menuOf(config, machine).diagnostics.map((one) => `${one.line}:${one.kind}`).join(' ');
}

describe('entries', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['one entry', `menuentry 'A b' { ${LINUX} }`, '*A b [/vmlinuz] ro'],
    ['an id', `menuentry A --id x { ${LINUX} }\nmenuentry B --id=y --class z --unrestricted --users u --hotkey k { ${LINUX} }`, '*x [/vmlinuz] ro\ny [/vmlinuz] ro'],
    ['an option from a variable that is not set', `menuentry A $menuentry_id_option x { ${LINUX} }`, '*A [/vmlinuz] ro'],
    ['the brace on a line of its own is not GRUB’s', `menuentry A\n{\n${LINUX}\n}\nmenuentry B { ${LINUX} }`, '*B [/vmlinuz] ro'],
    ['--source', `menuentry A --source='linux /vmlinuz $1'`, '*A [/vmlinuz] A'],
    ['arguments', `menuentry A x "y z" { linux /k $# $1 "$3"; }`, '*A [/k] 3 A "y z"'],
    ['variables are those at the end of the script', `menuentry A { linux /k $v; }\nset v=late`, '*A [/k] late'],
    ['a body changes nothing for the next', `v=1\nmenuentry A { v=2; linux /k $v; }\nmenuentry B { linux /k $v; }`, '*A [/k] 2\nB [/k] 1'],
    ['chosen', `menuentry 'a > b' { linux /k "$chosen"; }`, '*a >> b [/k] "a >> b"'],
    ['hidden state in functions', `function gfxmode {\nset gfxpayload="\${1}"\nif [ "\${1}" = "keep" ]; then\nset vt_handoff=vt.handoff=7\nelse\nset vt_handoff=\nfi\n}\nset linux_gfx_mode=keep\nexport linux_gfx_mode\nmenuentry A {\ngfxmode $linux_gfx_mode\nlinux /k ro $vt_handoff\n}`, '*A [/k] ro vt.handoff=7'],
    ['a submenu sees exported variables only', `a=1; b=2; export b\nsubmenu S { menuentry T { linux /k a=$a b=$b; } }`, '*S>T [/k] a= b=2'],
    ['a submenu has variables of its own', `submenu S { c=3; menuentry T { linux /k $c; }; submenu U { menuentry V { linux /k "<$c>"; } } }`, '*S>T [/k] 3\nS>U>V [/k] <>'],
    ['an empty submenu shows nothing', `submenu S { true; }\nmenuentry B { ${LINUX} }`, 'B [/vmlinuz] ro'],
    ['two of one name', `menuentry A { linux /k1; }\nmenuentry A { linux /k2; }\nmenuentry A { linux /k3; }`, '*A [/k1]\nA#2 [/k2]\nA#3 [/k3]'],
    ['the last linux counts', 'menuentry A { linux /k1 a; linux /k2 b; }', '*A [/k2] b'],
    ['words that contain spaces and quotes', `menuentry A { linux /k "a b" c\\"d 'e\\f' "it's"; }`, '*A [/k] "a b" c\\"d e\\\\f it\\\'s'],
    ['linux16, linuxefi', 'menuentry A { linux16 /k a; }\nmenuentry B { linuxefi /k b; }', '*A [/k] a\nB [/k] b'],
    ['source adds to the menu', `menuentry A { ${LINUX} }\nsource /boot/grub/more.cfg`, '*A [/vmlinuz] ro\nM [/k] /boot/grub'],
    ['configfile shows another menu, and nothing more', `menuentry A { ${LINUX} }\nv=1\nconfigfile $prefix/more.cfg\nmenuentry C { ${LINUX} }`, '*M [/k] /boot/grub'],
    ['an entry that loads another configuration is a menu', `menuentry A { configfile $prefix/more.cfg; }`, '*A>M [/k] /boot/grub'],
    ['a script that boots by itself', 'linux /k x\ninitrd /i\nboot', '*GRUB without a menu [/k] x'],
    ['an entry without a body is not added', `menuentry A\nmenuentry B { ${LINUX} }`, '*B [/vmlinuz] ro'],
  ];
  const files = { '/boot/grub/more.cfg': 'v=$config_directory\nregexp -s v "\\\\(disk\\\\)(.*)" $config_directory\nmenuentry M { linux /k $v; }' };
  for (const [name, config, expected] of cases) test(name, () => assert.equal(summary(config, { files }), expected));

  test('titles, places and initrds', () => {
    const { entries } = menuOf('\nsubmenu S {\n# comment\nmenuentry T {\nlinux /vmlinuz\ninitrd /i1 /i2 (disk)/i3\n}\n}');
    assert.deepEqual(entries, [{ id: 'S>T', title: 'T', titlePath: ['S'], source: { kind: 'grub', file: '/boot/grub/grub.cfg', line: 4 }, kernel: '/vmlinuz', initrds: ['/i1', '/i2', '/i3'], devicetree: null, commandLine: '', default: true, restricted: false, problems: [] }]);
  });

  test('a second initrd command replaces the first', () => {
    assert.deepEqual(menuOf('menuentry A { linux /k; initrd /i1; initrd16 /i2; }').entries[0]?.initrds, ['/i2']);
  });

  test('paths on another device', () => {
    const mounts = { disk: '', boot: '/boot', esp: '/boot/efi' };
    const [entry] = menuOf('search --no-floppy --fs-uuid --set=root 1-2\nmenuentry A { linux /vmlinuz; initrd (esp)/i /missing; }', { mounts, found: { '1-2': 'boot' } }).entries;
    assert.deepEqual([entry?.kernel, entry?.initrds], ['/boot/vmlinuz', ['/boot/efi/i', '/boot/missing']]);
  });

  test('Fedora’s \\xHH stays where the host’s GRUB keeps it', () => {
    const config = "menuentry A { linux /k 'a\\x20b'; }";
    assert.equal(menuOf(config).entries[0]?.commandLine, 'a\\\\x20b');
    assert.equal(menuOf(config, { keepsHexEscapes: true }).entries[0]?.commandLine, 'a\\x20b');
  });
});

describe('problems', () => {
  const cases: readonly (readonly [string, string])[] = [
    [LINUX, ''],
    ['true', 'not-linux'],
    ['chainloader +1', 'not-linux'],
    ['fwsetup', 'not-linux'],
    ['halt', 'not-linux'],
    ['exit 1', 'not-linux'],
    ['linux16 /boot/memtest86+.bin', ''],
    ['multiboot2 /boot/xen.gz; module2 /vmlinuz', 'multiboot'],
    ['set root=hd7,1; linux /k', 'device-unknown'],
    ['linux (hd7)/k; initrd (hd8)/i', 'device-unknown device-unknown'],
    ['linux /k; devicetree /a.dtb', 'devicetree'],
    ['linux /k; initrd newc:x:/i', 'evaluation'],
    ['while true; do true; done; linux /k', 'evaluation'],
    ['linux /k \uFFFD', 'encoding'],
    ['linux /missing; initrd /i', ''],
    ['if linux /missing; then true; else chainloader /x; fi', 'not-linux'],
  ];
  for (const [body, expected] of cases) test(body, () => assert.equal(problems(body), expected));

  test('an unknown device leaves the path as far as it is known', () => {
    assert.equal(menuOf('menuentry A { set root=hd7,1; linux /k; }').entries[0]?.kernel, '/k');
  });
});

describe('passwords', () => {
  const entry = (options: string): string => `menuentry A ${options} { ${LINUX} }\n`;
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['no superusers', entry(''), false],
    ['superusers', `set superusers=root\npassword_pbkdf2 root grub.pbkdf2\n${entry('')}`, true],
    ['--unrestricted', `set superusers=root\n${entry('--unrestricted')}`, false],
    ['--users', `set superusers=root\n${entry('--users bob --unrestricted')}`, true],
    ['no superusers to guard --users', entry('--users bob'), false],
    ['in a guarded submenu', `set superusers=root\nsubmenu S { ${entry('')} }`, true],
    ['superusers that are not exported guard no submenu', `set superusers=root\nsubmenu S --unrestricted { ${entry('')} }`, false],
    ['exported superusers', `set superusers=root\nexport superusers\nsubmenu S --unrestricted { ${entry('')} }`, true],
  ];
  for (const [name, config, expected] of cases) test(name, () => assert.equal(menuOf(config).entries[0]?.restricted, expected));
});

describe('the environment block', () => {
  const HEADER = 'if [ -s $prefix/grubenv ]; then load_env; fi\nif [ "${next_entry}" ]; then set default="${next_entry}"; set next_entry=; save_env next_entry; else set default="${saved_entry}"; fi\n';
  const MENU = 'menuentry A { linux /k1; }\nmenuentry B --id b { linux /k2; }\nmenuentry C { linux /k3; }';
  const cases: readonly (readonly [string, string, string])[] = [
    ['saved entry', 'saved_entry=b\n', '/k2'],
    ['next entry', 'saved_entry=b\nnext_entry=2\n', '/k3'],
    ['empty', '', '/k1'],
    ['unknown', 'saved_entry=zzz\n', '/k1'],
  ];
  for (const [name, lines, expected] of cases) {
    test(name, () => assert.equal(menuOf(HEADER + MENU, { files: { '/boot/grub/grubenv': block(lines) } }).entries.find((entry) => entry.default)?.kernel, expected));
  }

  test('lists of variables, -f, and values saved for the rest of the run', () => {
    const script = 'load_env -f /other a\necho2="$a$b"\na=5\nsave_env -f /other a\na=6\nload_env -f /other\nmenuentry A { linux /k $echo2 $a $b; }';
    assert.equal(summary(script, { files: { '/other': block('a=1\nb=2\n') } }), '*A [/k] 1 5 2');
  });

  test('variables outside of files (GRUB 2.14 on btrfs) make every entry doubtful', () => {
    const config = 'load_env\nif [ "${env_block}" ]; then set env_block="(${root})${env_block}"; load_env -f "${env_block}"; fi\nmenuentry a { linux /k; }\nmenuentry b { linux /k; }\n';
    const kinds = (lines: string): unknown => {
      const { entries, diagnostics } = menuOf(config, { files: { '/boot/grub/grubenv': block(lines) } });
      return [entries.map((entry) => entry.problems.map((problem) => problem.kind)), diagnostics.map((one) => one.kind)];
    };
    assert.deepEqual(kinds('env_block=512+1\n'), [[['evaluation'], ['evaluation']], ['environment-block']]);
    assert.deepEqual(kinds('saved_entry=b\n'), [[[], []], []]);
  });

  test('a broken block is said to be one', () => {
    const { diagnostics } = menuOf('load_env', { files: { '/boot/grub/grubenv': 'saved_entry=1\n' } });
    assert.deepEqual(diagnostics.map((one) => [one.file, one.kind]), [['/boot/grub/grubenv', 'environment-block']]);
  });
});

describe('diagnostics', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing to say', `menuentry A { ${LINUX} }`, ''],
    ['a syntax error hides nothing else', `true\nif true; }\nmenuentry A { ${LINUX} }`, '2:syntax'],
    ['an unknown command', 'true\nnosuch x', '2:unknown-command'],
    ['a device that is not there', '\nsearch --label --set root x', '2:device-not-found'],
    ['a file that is not there', 'source /none', '1:file-missing'],
    ['a kernel that is not there', 'menuentry A {\nlinux /missing\n}', '2:file-missing'],
    ['a default that names nothing', `set default=9\nmenuentry A { ${LINUX} }`, '0:default-entry'],
    ['NUL bytes', 'true\0\n', '0:encoding'],
    ['the same remark once', 'for x in 1 2 3; do nosuch; done', '1:unknown-command'],
  ];
  for (const [name, config, expected] of cases) test(name, () => assert.equal(kinds(config), expected));

  test('a configuration that is not there', () => {
    const menu = menuOf('');
    assert.deepEqual(menu, { entries: [], diagnostics: [], variables: menu.variables });
    assert.equal(menu.variables.get('root'), 'disk');
  });
});
