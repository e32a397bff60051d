import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { NO_CONFIG, parseConfig, type ChainloadConfig } from '../../../../src/core/chainload/config.ts';
import { editConfig, slotEdits } from '../../../../src/core/chainload/edit-config.ts';

const SLOT = { kernel: '/k', initrds: [], append: '', reuse: false, entry: null };

const READ: readonly (readonly [text: string, expected: Partial<ChainloadConfig>])[] = [
  ['', {}],
  ['# enabled=yes\n\n \t# x\n', {}],
  ['enabled=yes', { enabled: true }],
  [' enabled \t= yes \n', { enabled: true }],
  ['enabled=yes\nenabled=no\n', { enabled: false }],
  ['delay=0\ntries=10\nactive=b\ninit=/sbin/my init\n', { delaySeconds: 0, tries: 10, active: 'b', init: '/sbin/my init' }],
  ['delay=300\n', { delaySeconds: 300 }],
  ['a.kernel=/k\n', { slots: { a: SLOT, b: null } }],
  ['a.kernel=/k\na.kernel=/l\n', { slots: { a: { ...SLOT, kernel: '/l' }, b: null } }],
  ['b.initrd=/1\nb.append= root=/dev/vda1  a=b # no comment \nb.initrd=/2\nb.kernel=/k\nb.reuse=yes\nb.entry=linux-6.12\n', { slots: { a: null, b: { kernel: '/k', initrds: ['/1', '/2'], append: 'root=/dev/vda1  a=b # no comment', reuse: true, entry: 'linux-6.12' } } }],
  ['a.append=ro\na.entry=\n', {}], // no kernel, no slot
  ['a.append=\na.kernel=/k\na.entry=\n', { slots: { a: SLOT, b: null } }],
];

describe('a configuration that is understood', () => {
  for (const [text, expected] of READ) {
    test(JSON.stringify(text), () => assert.deepEqual(parseConfig(text), { ok: true, value: { ...NO_CONFIG, ...expected } }));
  }
});

const REFUSED: readonly (readonly [text: string, line: number, message: RegExp])[] = [
  ['enabled', 1, /neither/],
  ['\n\nenabled=maybe\n', 3, /enabled must be yes or no, not “maybe”/],
  ['Enabled=yes', 1, /no setting Enabled/],
  ['=x', 1, /no setting /],
  ['c.kernel=/k', 1, /no setting c\.kernel/],
  ['__proto__=x', 1, /no setting/],
  ['delay=301', 1, /0 to 300/],
  ['delay=-1', 1, /0 to 300/],
  ['delay=010', 1, /0 to 300/],
  ['delay=', 1, /0 to 300/],
  ['delay=1 0', 1, /0 to 300/],
  ['tries=0', 1, /1 to 10/],
  ['tries=11', 1, /1 to 10/],
  ['active=c', 1, /a or b/],
  ['active=A', 1, /a or b/],
  ['init=init', 1, /begins with \//],
  ['a.kernel=boot/vmlinuz', 1, /begins with \//],
  ['a.kernel=', 1, /begins with \//],
  ['a.initrd=x', 1, /begins with \//],
  ['a.reuse=1', 1, /yes or no/],
  ['enabled=yes\r\n', 1, /character/],
  ['a.append=a\0b', 1, /character/],
];

describe('a line that is not understood is named, and nothing of the file counts', () => {
  for (const [text, line, message] of REFUSED) {
    test(JSON.stringify(text), () => {
      const parsed = parseConfig(text);
      assert.ok(!parsed.ok);
      assert.equal(parsed.error[0]?.line, line);
      assert.match(parsed.error[0].message, message);
    });
  }

  test('every one of them', () => {
    const parsed = parseConfig('x\nenabled=yes\ny=1\n');
    assert.deepEqual(!parsed.ok && parsed.error.map(({ line }) => line), [1, 3]);
  });
});

describe('a change leaves what a person wrote', () => {
  const MINE = '# mine\n\n  enabled = no   \n# the kernel\na.kernel=/old\na.initrd=/1\n# between\na.initrd=/2\n\n# end';
  const EDITS: readonly (readonly [what: string, text: string, edits: Parameters<typeof editConfig>[1], expected: string])[] = [
    ['a value in its place', MINE, { enabled: ['yes'] }, `${MINE.replace('  enabled = no   ', 'enabled=yes')}\n`],
    ['a list in the place of its first', MINE, { 'a.initrd': ['/3', '/4', '/5'] }, '# mine\n\n  enabled = no   \n# the kernel\na.kernel=/old\na.initrd=/3\na.initrd=/4\na.initrd=/5\n# between\n\n# end\n'],
    ['a new key behind its kind', MINE, { 'a.append': ['ro'], delay: ['5'] }, '# mine\n\n  enabled = no   \ndelay=5\n# the kernel\na.kernel=/old\na.initrd=/1\n# between\na.initrd=/2\na.append=ro\n\n# end\n'],
    ['a key of a kind that is not there at the end', MINE, { 'b.kernel': ['/k'] }, `${MINE}\nb.kernel=/k\n`],
    ['nothing where nothing shall stand', 'enabled=yes\ninit=/x\n', { init: [], tries: [] }, 'enabled=yes\n'],
    ['an empty file', '', { enabled: ['no'] }, 'enabled=no\n'],
    ['what is not understood', 'what\nenabled=yes\n', { enabled: ['no'] }, 'what\nenabled=no\n'],
    ['a key that stands twice once', 'enabled=no\n#\nenabled=no\n', { enabled: ['yes'] }, 'enabled=yes\n#\n'],
  ];
  for (const [what, text, edits, expected] of EDITS) test(what, () => assert.equal(editConfig(text, edits), expected));

  test('a slot comes back as it was given', () => {
    const slot = { kernel: '/k x', initrds: ['/1', '/2'], append: 'root="a  b"', reuse: true, entry: 'gnulinux>6.12' };
    const parsed = parseConfig(editConfig(MINE, slotEdits('a', slot)));
    assert.deepEqual(parsed.ok && parsed.value.slots.a, slot);
    const gone = parseConfig(editConfig(MINE, slotEdits('a', null)));
    assert.deepEqual(gone.ok && gone.value.slots.a, null);
  });

  test('a value of more than one line is a bug, not a second setting', () => {
    assert.throws(() => editConfig('', { 'a.append': ['ro\nenabled=yes'] }), /one line/);
  });
});
