import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { columnsOf } from '../../../../src/cli/text/layout.ts';
import { computerWith, FakeComputer } from '../../../fakes/computer.ts';
import { ENTRY_FIELDS, NEXT_RELEASE, RUNNING_RELEASE, sampleEntry } from '../../../fakes/sample-plan.ts';
import { parse, plain, runCli } from '../../../fakes/terminal.ts';

describe('list', () => {
  test('--json has the fields of the contract and no others', async () => {
    const computer = new FakeComputer();
    computer.entries = [{ ...sampleEntry(), secret: 1 } as never];
    computer.diagnostics = [{ file: '/boot/grub/grub.cfg', line: 12, kind: 'syntax', message: 'A word is missing.' }];
    const { exitCode, stdout, stderr } = await runCli(['list', '--json'], computer);
    const json = parse(stdout) as { schema: number; entries: Record<string, unknown>[]; diagnostics: unknown[] };
    assert.equal(exitCode, 0);
    assert.equal(stderr, '');
    assert.deepEqual(Object.keys(json), ['schema', 'entries', 'diagnostics']);
    assert.equal(json.schema, 1);
    assert.deepEqual(Object.keys(json.entries[0]!), ENTRY_FIELDS);
    assert.deepEqual(json.entries[0]!['source'], { kind: 'grub', file: '/boot/grub/grub.cfg', line: 112 });
    assert.deepEqual(json.diagnostics, [{ file: '/boot/grub/grub.cfg', line: 12, kind: 'syntax', message: 'A word is missing.' }]);
  });

  for (const columns of [80, 120]) {
    test(`at ${columns} columns nothing is cut off and nothing is wider`, async () => {
      const computer = new FakeComputer();
      const { stdout } = await runCli(['list'], computer, { tty: true, columns });
      const lines = plain(stdout).split('\n');
      assert.ok(lines.every((line) => columnsOf(line) <= columns));
      const words = new Set(plain(stdout).split(/\s+/));
      for (const entry of computer.entries) for (const word of entry.title.split(' ')) assert.ok(words.has(word), word);
      assert.equal(lines.some((line) => line.includes('grub.cfg:112')), columns === 120);
      assert.match(plain(stdout), /From \/boot\/grub\/grub\.cfg/);
    });
  }

  test('default and running are marked, submenus are headings, what cannot be restarted is dim with its reason', async () => {
    const { stdout } = await runCli(['list'], new FakeComputer(), { tty: true, columns: 140 });
    const lines = plain(stdout).split('\n');
    assert.match(lines[1]!, new RegExp(`^✓ +default +${NEXT_RELEASE.replaceAll('+', '\\+')} +Debian GNU/Linux`));
    assert.match(lines[2]!, /^ +Advanced options for Debian GNU\/Linux ›$/);
    assert.ok(lines.some((line) => line.includes('running') && line.includes(RUNNING_RELEASE) && !line.includes('recovery')));
    const memtest = lines.findIndex((line) => line.includes('memtest86+'));
    assert.match(lines[memtest]!, /^✗/);
    assert.match(lines[memtest + 1]!, /This starts no Linux kernel\./);
    assert.ok(stdout.includes('\u001b[2mMemory test (memtest86+x64.bin)\u001b[0m'));
  });

  test('at 80 columns the same without colour when piped', async () => {
    const terminal = await runCli(['list'], new FakeComputer(), { tty: true, columns: 80 });
    const pipe = await runCli(['list'], new FakeComputer());
    assert.equal(pipe.stdout, plain(terminal.stdout));
    assert.ok(!pipe.stdout.includes('\u001b'));
  });

  test('NO_COLOR on a terminal', async () => {
    const { stdout } = await runCli(['list'], new FakeComputer(), { tty: true, environment: { NO_COLOR: '1' } });
    assert.ok(!stdout.includes('\u001b'));
  });

  test('a locale without UTF-8 gets ASCII only', async () => {
    const computer = computerWith({ entries: [sampleEntry({ title: 'Größe' }), sampleEntry({ quickRestart: false, default: false, kernelRelease: null })] });
    const { stdout } = await runCli(['list'], computer, { tty: true, environment: { LANG: 'C' } });
    assert.match(plain(stdout), /^[\x20-\x7e\n]*$/);
    assert.match(plain(stdout), /^\+ +default/m);
    assert.match(plain(stdout), /Gr\\xf6\\xdfe/);
    assert.match(plain(stdout), /^x/m);
  });

  test('a hostile title can neither move the cursor nor fake a line', async () => {
    const title = 'Debian\u001b[2J\r\n✓ default fake\u202egnp';
    for (const options of [{ tty: true }, {}]) {
      const { stdout } = await runCli(['list'], computerWith({ entries: [sampleEntry({ title, titlePath: [title] })] }), options);
      assert.doesNotMatch(plain(stdout).replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
      assert.ok(!stdout.split('\n').some((line) => line.startsWith('✓ default fake')));
      assert.match(plain(stdout).replace(/\n +/g, ''), /Debian\\x1b\[2J\\x0d\\x0a/);
    }
    const json = await runCli(['list', '--json'], computerWith({ entries: [sampleEntry({ title })] }));
    assert.doesNotMatch(json.stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    assert.equal((parse(json.stdout) as { entries: { title: string }[] }).entries[0]!.title, title);
  });

  test('a password in the boot loader, and diagnostics with file and line, at most five', async () => {
    const diagnostics = Array.from({ length: 7 }, (_, at) => ({ file: '/boot/grub/grub.cfg', line: at, kind: 'syntax' as const, message: `Remark ${at}.` }));
    const { stdout } = await runCli(['list'], computerWith({ entries: [sampleEntry({ restricted: true })], diagnostics }));
    assert.match(stdout, /asks for a password/);
    assert.match(stdout, /^! \/boot\/grub\/grub\.cfg: Remark 0\.$/m);
    assert.match(stdout, /^! \/boot\/grub\/grub\.cfg:4: Remark 4\.$/m);
    assert.doesNotMatch(stdout, /Remark 5/);
    assert.match(stdout, /2 more/);
  });

  test('no entries', async () => {
    const { exitCode, stdout } = await runCli(['list'], computerWith({ entries: [] }));
    assert.equal(exitCode, 0);
    assert.match(stdout, /no entries/);
  });

  test('--root is handed on', async () => {
    assert.deepEqual((await runCli(['list', '--root', '/mnt'], new FakeComputer())).roots, ['/mnt']);
    assert.deepEqual((await runCli(['list'], new FakeComputer())).roots, [null]);
  });
});
