import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { all, defaultOf, remarks, syslinux } from './support.ts';

const ONE = 'default a\nlabel a\n';

describe('what a label of SYSLINUX starts', () => {
  const cases: readonly (readonly [rule: string, lines: string, expected: string])[] = [
    ['kernel and APPEND', 'kernel /k\nappend root=/dev/sda1 ro', '*a /k [] “root=/dev/sda1 ro”'],
    ['keywords in any case, tabs, blanks', '\t KERNEL\t/k \n APPEND \t ro  quiet', '*a /k [] “ro  quiet”'],
    ['lines that end as on Windows', 'kernel /k\r\nappend ro\r', '*a /k [] “ro”'],
    ['LINUX is KERNEL', 'linux /k.img', '*a /k.img [] “”'],
    ['the last KERNEL counts', 'kernel /k\nlinux /k2', '*a /k2 [] “”'],
    ['without KERNEL the name of the label is the kernel', 'append ro', '*a /boot/extlinux/a [] “ro”'],
    ['a relative path counts from the directory of the configuration', 'kernel ../vmlinuz\ninitrd initrd.img', '*a /boot/extlinux/../vmlinuz [/boot/extlinux/initrd.img] “initrd=initrd.img”'],
    ['initrds in APPEND, at commas', 'kernel /k\nappend initrd=/ucode.img,/i ro', '*a /k [/ucode.img /i] “initrd=/ucode.img,/i ro”'],
    ['INITRD adds initrd= behind APPEND', 'kernel /k\ninitrd /u,/i\nappend ro', '*a /k [/u /i] “ro initrd=/u,/i”'],
    ['INITRD and initrd= are one too many', 'kernel /k\ninitrd /i\nappend initrd=/j', '*a /k [/j] “initrd=/j initrd=/i” !evaluation'],
    ['words behind the kernel come first', 'kernel /k single\nappend ro', '*a /k [] “single ro”'],
    ['APPEND - means none', 'kernel /k\nappend -', '*a /k [] “”'],
    ['comments and unknown keywords are skipped', 'kernel /k\n# append no\n## x\nfrobnicate 1\nsay hello\nappend ro', '*a /k [] “ro”'],
    ['help texts are skipped', 'kernel /k\ntext help\n kernel /wrong\nendtext\nappend ro', '*a /k [] “ro”'],
    ['a module is no kernel', 'kernel chain.c32\nappend hd0', '*a - [] “” !not-linux'],
    ['LOCALBOOT is no kernel', 'localboot 0x80', '*a - [] “” !not-linux'],
    ['Xen is a multiboot image', 'kernel mboot.c32\nappend /xen.gz --- /k ro --- /i', '*a - [] “” !multiboot'],
    ['another disk is out of reach', 'kernel (hd1,1)/k', '*a (hd1,1)/k [] “” !device-unknown'],
    ['the network too', 'kernel http://h/k', '*a http://h/k [] “” !device-unknown'],
    ['device trees are U-Boot’s', 'kernel /k\nfdt /x.dtb\nfdtdir /dtbs', '*a /k [] “”'],
    ['bytes that are no text are told', 'kernel /k\nappend a\0b', '*a /k [] “a\0b” !encoding'],
  ];
  for (const [rule, lines, expected] of cases) test(rule, () => assert.deepEqual(all(syslinux(ONE + lines)), [expected]));

  test('a path counts from where the file system is mounted', () => {
    assert.deepEqual(all(syslinux(`${ONE}kernel /vmlinuz\ninitrd i`, {}, '/boot')), ['*a /boot/vmlinuz [/boot/extlinux/i] “initrd=i”']);
  });

  test('a global APPEND holds for labels after it that have none', () => {
    const config = 'append ro\nlabel a\nkernel /k\nlabel b\nkernel /k\nappend rw\nlabel c\nkernel /k\nappend -\nmenu separator\nappend quiet\nlabel d\nkernel /k\n';
    assert.deepEqual(all(syslinux(config)), ['a /k [] “ro”', 'b /k [] “rw”', 'c /k [] “”', 'd /k [] “quiet”']);
  });

  test('a second label of one name has another id', () => {
    assert.deepEqual(all(syslinux('label a\nkernel /k\nlabel a\nkernel /l\nlabel a#2\nkernel /m\n')), ['a /k [] “”', 'a#2 /l [] “”', 'a#2#2 /m [] “”']);
  });
});

describe('the menu of SYSLINUX', () => {
  const MENU = [
    'ui vesamenu.c32',
    'menu title ^Boot',
    'label top',
    'menu label ^Top entry',
    'kernel /k',
    'menu begin more',
    'menu label ^More of it',
    'label inner',
    'menu label Inner',
    'kernel /k',
    'menu passwd secret',
    'menu begin deeper',
    'menu title Deep',
    'menu passwd other',
    'label deepest',
    'kernel /k',
    'menu end',
    'label back',
    'menu exit',
    'menu end',
    'menu separator',
    'label heading',
    'menu label -- Others --',
    'menu disable',
    'label ghost',
    'menu hide',
    'kernel /k',
    '',
  ].join('\n');

  test('submenus are flattened, carets go, headings stay, hidden entries and ways back are not shown', () => {
    const { entries } = syslinux(MENU);
    const lines = entries.map((entry) => [...entry.titlePath, entry.title].join(' > ') + (entry.restricted ? ' (password)' : '') + (entry.kernel === null ? ' (no kernel)' : ''));
    assert.deepEqual(lines, ['Top entry', 'More of it > Inner (password)', 'More of it > Deep > deepest (password)', '-- Others -- (no kernel)']);
  });

  test('an entry knows its file and its line', () => {
    const { entries } = syslinux('menu include more.cfg Second\nlabel z\nkernel /k\n', { '/boot/extlinux/more.cfg': '\nlabel y\nkernel /k\n' });
    assert.deepEqual(entries.map(({ source, titlePath }) => [source.file, source.line, ...titlePath]), [
      ['/boot/extlinux/more.cfg', 2, 'Second'],
      ['/boot/extlinux/extlinux.conf', 2],
    ]);
  });
});

describe('which label SYSLINUX starts', () => {
  const LABELS = 'label a\nkernel /k\nlabel b\nkernel /k\nmenu hide\nlabel c\nkernel /k\n';
  const cases: readonly (readonly [rule: string, lines: string, expected: string | null])[] = [
    ['DEFAULT', 'default c', 'c'],
    ['the last DEFAULT', 'default a\ndefault c', 'c'],
    ['DEFAULT and not ONTIMEOUT where nothing times out', 'default c\nontimeout a\ntimeout 50', 'c'],
    ['ONTIMEOUT at a prompt', 'default c\nontimeout a\ntimeout 50\nprompt 1', 'a'],
    ['DEFAULT at a prompt that waits for ever', 'default c\nontimeout a\nprompt 1', 'c'],
    ['a hidden label too, without a menu', 'default b', 'b'],
    ['nothing without DEFAULT', 'prompt 1\ntimeout 50', null],
    ['nothing where DEFAULT is no label', 'default vmlinuz', null],
    ['nothing where DEFAULT adds words', 'default a single', null],
    ['labels are known by their exact name', 'default A', null],
    ['the first entry of a menu', 'ui menu.c32', 'a'],
    ['DEFAULT beside a menu', 'ui menu.c32\ndefault c', 'c'],
    ['DEFAULT beside a menu, its words ignored', 'ui menu.c32\ndefault c single', 'c'],
    ['a module as DEFAULT is a menu', 'default vesamenu.c32\nprompt 0', 'a'],
    ['a hidden DEFAULT is not in the menu', 'ui menu.c32\ndefault b', 'a'],
    ['ONTIMEOUT of a menu', 'ui menu.c32\ndefault c\nontimeout a\ntimeout 1', 'a'],
    ['ONTIMEOUT may be hidden', 'ui menu.c32\nontimeout b\ntotaltimeout 1', 'b'],
  ];
  for (const [rule, lines, expected] of cases) {
    test(rule, () => {
      const read = syslinux(`${lines}\n${LABELS}`);
      assert.equal(defaultOf(read), expected);
      if (expected === null) assert.deepEqual(read.diagnostics.map(({ kind }) => kind), ['default-entry']);
    });
  }

  const menuCases: readonly (readonly [rule: string, config: string, expected: string | null])[] = [
    ['MENU DEFAULT', 'label a\nkernel /k\nlabel b\nkernel /k\nmenu default\n', 'b'],
    ['the last MENU DEFAULT', 'label a\nmenu default\nlabel b\nmenu default\nlabel c\n', 'b'],
    ['DEFAULT before MENU DEFAULT', 'default a\nlabel a\nlabel b\nmenu default\n', 'a'],
    ['nothing where a submenu is the default', 'label a\nmenu begin x\nmenu default\nlabel b\nmenu end\n', null],
    ['nothing where a submenu is first', 'menu begin x\nlabel b\nmenu end\nlabel a\n', null],
    ['nothing where a separator is first', 'menu separator\nlabel a\n', null],
    ['nothing where a way out is first', 'label q\nmenu quit\nlabel a\n', null],
    ['MENU START', 'label a\nmenu begin x\nmenu start\nlabel b\nlabel c\nmenu default\nmenu end\n', 'c'],
    ['nothing where a heading is first', 'label h\nmenu disable\nlabel a\n', null],
    ['a heading cannot be the default', 'label a\nlabel h\nmenu disable\nmenu default\n', 'a'],
  ];
  for (const [rule, config, expected] of menuCases) test(rule, () => assert.equal(defaultOf(syslinux(`ui menu.c32\n${config}`)), expected));
});

describe('what SYSLINUX includes', () => {
  test('counts as if its text stood there, its paths from the configuration’s directory', () => {
    const tree = { '/boot/extlinux/sub/x.cfg': 'append ro\nkernel k\ninclude y.cfg\n', '/boot/extlinux/y.cfg': 'label b\nkernel /k\n' };
    assert.deepEqual(all(syslinux('default b\nlabel a\ninclude sub/x.cfg\n', tree)), ['a /boot/extlinux/k [] “ro”', '*b /k [] “”']);
  });

  test('that is missing or unreadable is told, and the rest is read', () => {
    const read = syslinux('include gone.cfg\ninclude secret.cfg\ninclude (hd1,1)/x\ndefault a\nlabel a\nkernel /k\n', { '/boot/extlinux/secret.cfg': { error: 'denied' } });
    assert.deepEqual(remarks(read), ['extlinux.conf:1 file-missing', 'extlinux.conf:2 file-unreadable', 'extlinux.conf:3 device-not-found']);
    assert.equal(defaultOf(read), 'a');
  });

  test('goes sixteen deep', () => {
    const read = syslinux('label a\nkernel /k\ninclude extlinux.conf\n');
    assert.equal(read.entries.length, 17);
    assert.deepEqual(remarks(read), ['extlinux.conf:3 limit-exceeded', 'extlinux.conf:0 default-entry']);
  });

  test('that includes itself twice ends', () => {
    const read = syslinux('default a\nlabel a\nkernel /k\ninclude extlinux.conf\ninclude extlinux.conf\n');
    assert.ok(read.diagnostics.some(({ kind }) => kind === 'limit-exceeded'));
    assert.ok(read.entries.length > 1 && read.entries.length < 500);
  });
});

describe('what ldlinux.sys remembers', () => {
  const CONFIG = 'default a\nui menu.c32\nmenu save\nlabel a\nlabel b\nlabel c\n';
  const cases: readonly (readonly [rule: string, items: readonly (readonly [number, string])[], expected: string | null])[] = [
    ['nothing', [], 'a'],
    ['extlinux --once', [[1, 'b']], 'b'],
    ['the entry chosen last, under MENU SAVE', [[2, 'c']], 'c'],
    ['once before saved', [[2, 'c'], [1, 'b']], 'b'],
    ['an unknown item is passed over', [[9, 'xyz'], [1, 'b']], 'b'],
    ['a command line with more words is no entry', [[1, 'b single']], null],
  ];
  for (const [rule, items, expected] of cases) {
    test(rule, () => assert.equal(defaultOf(syslinux(CONFIG, { '/boot/extlinux/ldlinux.sys': vectors(items) })), expected));
  }

  test('a broken first copy: the second counts; both broken: neither', () => {
    const sys = vectors([[1, 'b']]);
    sys[600] = 1;
    assert.equal(defaultOf(syslinux(CONFIG, { '/boot/extlinux/ldlinux.sys': sys })), 'b');
    sys[600 + 512] = 1;
    assert.equal(defaultOf(syslinux(CONFIG, { '/boot/extlinux/ldlinux.sys': sys })), 'a');
  });
});

/** An ldlinux.sys of 512 bytes of program and two copies of the auxiliary data vector. */
function vectors(items: readonly (readonly [tag: number, text: string])[]): Uint8Array {
  const vector = new Uint8Array(512);
  const view = new DataView(vector.buffer);
  view.setUint32(0, 0x5a2d2fa5, true);
  view.setUint32(508, 0xdd28bf64, true);
  let at = 8;
  for (const [tag, text] of items) {
    vector.set([tag, text.length, ...new TextEncoder().encode(text)], at);
    at += 2 + text.length;
  }
  let sum = 0xa3041767;
  for (let word = 8; word < 508; word += 4) sum -= view.getUint32(word, true);
  view.setUint32(4, sum >>> 0, true);
  const file = new Uint8Array(1536);
  file.set(vector, 512);
  file.set(vector, 1024);
  return file;
}
