import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { runningInitrdTools } from '../../../../src/adapters/machine-facts/initrd-tools.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

type Tree = NonNullable<Parameters<typeof temporaryTree>[1]>;

const INIT: Tree = { 'proc/1/comm': 'systemd\n', 'proc/1/status': 'Name:\tsystemd\nUid:\t0\t0\t0\t0\nNSpid:\t1\n' };
const process_ = (pid: number, comm: string | Uint8Array, status = 'Uid:\t0\t0\t0\t0\nNSpid:\t7\n'): Tree => ({ [`proc/${pid}/comm`]: comm, [`proc/${pid}/status`]: `Name:\tx\n${status}` });

describe('programs that make initrds', () => {
  const cases: readonly (readonly [string, Tree, readonly string[] | null])[] = [
    ['none', INIT, []],
    ['dracut', { ...INIT, ...process_(7, 'dracut\n') }, ['dracut 7']],
    ['a name that the kernel cuts off', { ...INIT, ...process_(7, 'update-initramf\n') }, ['update-initramf 7']],
    ['several', { ...INIT, ...process_(7, 'update-initramf\n'), ...process_(8, 'mkinitramfs\n') }, ['update-initramf 7', 'mkinitramfs 8']],
    ['another user’s program of that name', { ...INIT, ...process_(7, 'dracut\n', 'Uid:\t1000\t1000\t1000\t1000\n') }, []],
    ['one that another user started with root’s rights', { ...INIT, ...process_(7, 'dracut\n', 'Uid:\t1000\t0\t0\t0\n') }, []],
    ['one in a container', { ...INIT, ...process_(7, 'dracut\n', 'Uid:\t0\t0\t0\t0\nNSpid:\t7\t1\n') }, []],
    ['a kernel without process namespaces', { ...INIT, ...process_(7, 'mkinitcpio\n', 'Uid:\t0\t0\t0\t0\n') }, ['mkinitcpio 7']],
    ['a name that only begins so', { ...INIT, ...process_(7, 'dracut-like\n') }, []],
    ['one that has ended in between', { ...INIT, 'proc/7/cwd': '' }, []],
    ['one whose state cannot be read', { ...INIT, 'proc/7/comm': 'dracut\n' }, []],
    ['a name of any bytes', { ...INIT, ...process_(7, Uint8Array.of(255, 10, 0, 27)) }, []],
    ['what is no process', { ...INIT, 'proc/self7/comm': 'dracut\n', 'proc/07/comm': 'dracut\n' }, []],
    ['processes of others are hidden', { ...process_(7, 'bash\n') }, null],
    ['no /proc', {}, null],
  ];
  for (const [name, tree, expected] of cases) {
    test(name, (t) => {
      const found = runningInitrdTools(new LocalBootFiles(temporaryTree(t, tree)));
      assert.deepEqual(found?.map((one) => `${one.name} ${one.pid}`) ?? null, expected);
    });
  }

  test('a flood of processes gets no answer', (t) => {
    const files = new LocalBootFiles(temporaryTree(t, INIT));
    const names = Array.from({ length: 10_000 }, (_, at) => String(at + 1));
    const flooded = Object.assign(Object.create(files) as LocalBootFiles, { readRange: files.readRange.bind(files), list: () => ({ ok: true, value: names }) });
    assert.equal(runningInitrdTools(flooded), null);
  });

  test('a real one: a script has the name of its file, and counts where it is root’s', async (t) => {
    const script = join(temporaryTree(t, {}), 'update-initramfs');
    writeFileSync(script, '#!/bin/sh\necho at work\nread line\n');
    chmodSync(script, 0o755);
    const child = spawn(script, { stdio: ['pipe', 'pipe', 'inherit'] });
    t.after(() => child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    const expected = process.getuid?.() === 0 ? [{ name: 'update-initramf', pid: child.pid }] : [];
    assert.deepEqual(runningInitrdTools(new LocalBootFiles('/'))?.filter((one) => one.pid === child.pid), expected);
  });
});
