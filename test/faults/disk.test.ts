// The look at a disk from outside must be able to see what is wrong: it judges every row of the suite.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { output } from '../../scripts/guest/programs.ts';
import { lookAtDisk } from './disk.ts';

const CONTENT = 'written before the fault\n';

describe('the look at a disk from outside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quick-restart-disk-'));
  after(() => rmSync(folder, { recursive: true }));

  /** A disk as the guest's: one ext4 partition behind the first MiB, with /kept in it; then `spoilt` by debugfs, as root of the partition. */
  async function disk(name: string, spoilt: readonly string[] = []): Promise<string> {
    const [root, partition, raw, qcow2] = ['root', 'partition', 'raw', 'qcow2'].map((one) => join(folder, `${name}.${one}`)) as [string, string, string, string];
    mkdirSync(root);
    writeFileSync(join(root, 'kept'), CONTENT);
    await output('mke2fs', ['-q', '-t', 'ext4', '-d', root, partition, '16M']);
    for (const request of spoilt) await output('debugfs', ['-w', '-R', request, partition]);
    await output('dd', [`if=${partition}`, `of=${raw}`, 'bs=1M', 'seek=1', 'status=none']);
    await output('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, qcow2]);
    return qcow2;
  }

  test('a sound one: nothing to repair, clean, and the file as it was written', async () => {
    const { repair, check, files } = await lookAtDisk(await disk('sound'), ['/kept', '/not-there']);
    assert.deepEqual([repair.code, check.code], [0, 0], repair.said + check.said);
    assert.deepEqual([...files], [['/kept', createHash('sha256').update(CONTENT).digest('hex')], ['/not-there', null]]);
  });

  test('a block that belongs to a file and to nobody: the full check finds it, also where the file system says that it is clean', async () => {
    const { check } = await lookAtDisk(await disk('bitmap', ['freeb 2000', 'setb 3000 5']), []);
    assert.notEqual(check.code, 0, check.said);
  });

  test('a file that lost its end: its sum is another one', async () => {
    const { files } = await lookAtDisk(await disk('short', ['set_inode_field /kept size 3']), ['/kept']);
    assert.notEqual(files.get('/kept'), createHash('sha256').update(CONTENT).digest('hex'));
  });
});
