import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe, type TestContext } from 'node:test';
import { KexecTool } from '../../../../src/adapters/kexec/kexec-tool.ts';
import type { KexecRequest } from '../../../../src/ports/kexec.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import { portableExecutable, smallBzImage } from '../../core/kernel/support/images.ts';

const REQUEST: KexecRequest = { kernel: '/boot/vmlinuz-1', initrds: [], commandLine: 'root=/dev/vda1 "a b"', allowClassicLoad: true };
const NEVER = new AbortController().signal;

/** A stand-in for kexec(8): a script that writes its arguments down and sets the loaded mark as told. */
function machineWith(t: TestContext, script: string, loaded = '0'): { tool: KexecTool; calls: () => string[]; loadedNow: () => string; work: string } {
  const root = temporaryTree(t, { loaded: `${loaded}\n`, calls: '' });
  const program = join(root, 'kexec');
  writeFileSync(program, `#!/bin/sh\nR=${root}\nprintf '<%s>' "$@" >>$R/calls; echo >>$R/calls\ncase "$1" in -u) echo 0 >$R/loaded; exit 0;; esac\n${script}\n`);
  chmodSync(program, 0o755);
  return {
    tool: new KexecTool({ tools: [join(root, 'none'), program], loadedFile: join(root, 'loaded'), workDirectory: join(root, 'work') }),
    calls: () => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n').filter((line) => line !== ''),
    loadedNow: () => readFileSync(join(root, 'loaded'), 'utf8').trim(),
    work: join(root, 'work'),
  };
}

const DONE = 'echo 1 >$R/loaded';

describe('load', () => {
  test('kexec_file_load first, the command line and the path as they are', async (t) => {
    const machine = machineWith(t, DONE);
    assert.deepEqual(await machine.tool.load({ ...REQUEST, initrds: ['/boot/initrd'] }, NEVER), { ok: true, value: { call: 'kexec_file_load', reason: '' } });
    assert.deepEqual(machine.calls(), ['<-s><-l><--no-sync><--command-line=root=/dev/vda1 "a b"><--initrd=/boot/initrd><--></boot/vmlinuz-1>']);
  });

  test('what was loaded before is unloaded first', async (t) => {
    const machine = machineWith(t, DONE, '1');
    await machine.tool.load(REQUEST, NEVER);
    assert.match(machine.calls()[0] ?? '', /^<-u><-a>$/);
  });

  const failures: readonly (readonly [string, string, string, number])[] = [
    ['a signature that is refused', 'kexec_file_load failed: Required key not available', 'signature', 1],
    ['lockdown', 'kexec_file_load failed: Operation not permitted', 'not-permitted', 1],
    ['a broken image', 'kexec_file_load failed: Exec format error', 'rejected', 1],
    ['no kexec at all', 'kexec_file_load failed: Function not implemented', 'not-supported', 2],
    ['words that nobody knows', 'surprise', 'failed', 1],
  ];
  for (const [what, stderr, kind, attempts] of failures) {
    test(`${what}: ${kind}, after ${attempts} attempt(s), nothing left loaded`, async (t) => {
      const machine = machineWith(t, `echo "${stderr}" >&2; ${DONE}; exit 255`);
      const loaded = await machine.tool.load(REQUEST, NEVER);
      assert.ok(!loaded.ok);
      assert.equal(loaded.error.kind, kind);
      assert.equal(machine.loadedNow(), '0');
      assert.equal(machine.calls().filter((call) => call.includes('<-l>')).length, attempts);
    });
  }

  test('the old call only where it is allowed, with the reason', async (t) => {
    const script = `case "$1" in -s) echo "syscall kexec_file_load not available." >&2; exit 1;; esac; ${DONE}`;
    const allowed = await machineWith(t, script).tool.load(REQUEST, NEVER);
    assert.deepEqual(allowed, { ok: true, value: { call: 'kexec_load', reason: 'syscall kexec_file_load not available.' } });
    const forbidden = await machineWith(t, script).tool.load({ ...REQUEST, allowClassicLoad: false }, NEVER);
    assert.ok(!forbidden.ok);
  });

  test('success without a loaded kernel is a failure', async (t) => {
    const loaded = await machineWith(t, 'exit 0').tool.load(REQUEST, NEVER);
    assert.ok(!loaded.ok);
    assert.equal(loaded.error.kind, 'not-verified');
  });

  test('an abort ends kexec and leaves nothing loaded', async (t) => {
    const machine = machineWith(t, `${DONE}; exec sleep 30`);
    const loaded = await machine.tool.load(REQUEST, AbortSignal.timeout(300));
    assert.ok(!loaded.ok);
    assert.equal(machine.loadedNow(), '0');
  });

  test('several initrds are joined in order, each padded to four bytes, and the joined file is removed', async (t) => {
    const machine = machineWith(t, `for a; do case "$a" in --initrd=*) cp "\${a#--initrd=}" $R/seen;; esac; done; ${DONE}`);
    const files = temporaryTree(t, { microcode: 'abcde', main: 'xyz' });
    const loaded = await machine.tool.load({ ...REQUEST, initrds: [join(files, 'microcode'), join(files, 'main')] }, NEVER);
    assert.ok(loaded.ok);
    assert.equal(readFileSync(join(machine.work, '../seen'), 'latin1'), 'abcde\0\0\0xyz\0');
    assert.deepEqual(readdirSync(machine.work), []);
  });

  test('a unified kernel image is taken apart as its stub does it: microcode, initrd, kernel; the rest stays out', async (t) => {
    const machine = machineWith(t, `for a; do case "$a" in --initrd=*) cp "\${a#--initrd=}" $R/initrd;; esac; last=$a; done; cp "$last" $R/kernel; ${DONE}`);
    const kernel = smallBzImage({ release: '6.12.1' });
    const parts = { '.osrel': 'ID=x', '.cmdline': 'ro', '.initrd': 'main', '.ucode': 'abcde', '.linux': kernel, '.profile': 'ID=other' };
    const image = portableExecutable(0x8664, Object.entries(parts).map(([name, contents]) => [name, Buffer.from(contents)]));
    const files = temporaryTree(t, { 'image.efi': '' });
    writeFileSync(join(files, 'image.efi'), image);
    assert.ok((await machine.tool.load({ ...REQUEST, kernel: join(files, 'image.efi') }, NEVER)).ok);
    assert.deepEqual(readFileSync(join(machine.work, '../kernel')), kernel);
    assert.equal(readFileSync(join(machine.work, '../initrd'), 'latin1'), 'abcde\0\0\0main');
    assert.deepEqual(readdirSync(machine.work), []);
  });

  test('a unified kernel image without initrd gives kexec none', async (t) => {
    const machine = machineWith(t, DONE);
    const files = temporaryTree(t, { 'image.efi': '' });
    writeFileSync(join(files, 'image.efi'), portableExecutable(0x8664, [['.linux', smallBzImage({ release: '6.12.1' })]]));
    assert.ok((await machine.tool.load({ ...REQUEST, kernel: join(files, 'image.efi') }, NEVER)).ok);
    assert.match(machine.calls()[0] ?? '', /^<-s><-l><--no-sync><--command-line=[^>]*><--><\S+\/work\/kernel-[0-9a-f-]+>$/);
  });

  test('an initrd that went away is an error and leaves no file', async (t) => {
    const machine = machineWith(t, DONE);
    const loaded = await machine.tool.load({ ...REQUEST, initrds: ['/nonexistent/a', '/nonexistent/b'] }, NEVER);
    assert.ok(!loaded.ok);
    assert.deepEqual(existsSync(machine.work) ? readdirSync(machine.work) : [], []);
  });
});

test('without kexec(8) nothing is tried', async (t) => {
  const root = temporaryTree(t, { loaded: '0\n' });
  const loaded = await new KexecTool({ tools: [join(root, 'none')], loadedFile: join(root, 'loaded'), workDirectory: root }).load(REQUEST, NEVER);
  assert.ok(!loaded.ok);
  assert.equal(loaded.error.kind, 'tool-missing');
});

test('a kernel that stays loaded after unload is an error', async (t) => {
  const machine = machineWith(t, '', '1');
  writeFileSync(join(machine.work, '../kexec'), '#!/bin/sh\nexit 0\n');
  const unloaded = await machine.tool.unload();
  assert.ok(!unloaded.ok);
  assert.equal(unloaded.error.kind, 'not-verified');
});

test('what a load that was killed left in memory is removed, and nothing else', (t) => {
  const left = ['initrd-01234567-89ab-cdef-0123-456789abcdef', 'kernel-01234567-89ab-cdef-0123-456789abcdef'];
  const others = ['initrd-of-mine', 'kernel-01234567-89ab-cdef-0123-456789abcdef.txt', 'load.json'];
  const workDirectory = temporaryTree(t, Object.fromEntries([...left, ...others].map((name) => [name, ''])));
  const tool = new KexecTool({ tools: [], loadedFile: '/nonexistent', workDirectory });
  tool.removeLeftovers();
  assert.deepEqual(readdirSync(workDirectory).sort(), others);
  new KexecTool({ tools: [], loadedFile: '/nonexistent', workDirectory: '/nonexistent' }).removeLeftovers();
});
