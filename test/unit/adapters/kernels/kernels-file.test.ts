import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { KernelsFile } from '../../../../src/adapters/kernels/kernels-file.ts';
import { NO_KERNELS_KNOWN, type KeptKernels } from '../../../../src/core/trial/kept-kernels.ts';
import { changeKernels } from '../../../../src/use-cases/trial/kept-kernels.ts';
import { sampleAttempt, sampleCameUp, sampleFailure } from '../../../fakes/sample-kernels.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const KNOWN: KeptKernels = { attempt: sampleAttempt(), cameUp: [sampleCameUp()], failed: [sampleFailure()] };

describe('what is known about kernels, on the disk', () => {
  test('not installed: nobody keeps it; installed: nothing is known; what is written is read again', (t) => {
    const directory = temporaryTree(t);
    assert.deepEqual(new KernelsFile(join(directory, 'none')).read(), { ok: true, value: null });
    const file = new KernelsFile(directory);
    assert.deepEqual(file.read(), { ok: true, value: NO_KERNELS_KNOWN });
    assert.deepEqual(file.write(KNOWN), { ok: true, value: null });
    assert.deepEqual(file.read(), { ok: true, value: KNOWN });
    assert.deepEqual(readdirSync(directory), ['kernels']);
  });

  test('a damaged file is kept aside and told, and a new one is started', (t) => {
    const directory = temporaryTree(t, { kernels: '{"schema":1,"attempt":' });
    const log: string[] = [];
    const note = (message: string): void => void log.push(message);
    const ports = { kernels: new KernelsFile(directory), journal: { info: note, warning: note, error: note } };
    assert.deepEqual(changeKernels(ports, () => KNOWN), { ok: true, value: true });
    assert.deepEqual(readdirSync(directory).sort(), ['kernels', 'kernels.corrupt-1']);
    assert.match(log.join('\n'), /could not be read: .*kernels: it is no JSON object[^]*kept as .*kernels\.corrupt-1/);
    assert.deepEqual(ports.kernels.read(), { ok: true, value: KNOWN });
  });

  test('nothing changed: nothing is written; a directory in its place, and a disk that cannot be written to, are errors', (t) => {
    const directory = temporaryTree(t);
    const silent = { info: () => undefined, warning: () => undefined, error: () => undefined };
    assert.deepEqual(changeKernels({ kernels: new KernelsFile(directory), journal: silent }, (kept) => kept), { ok: true, value: false });
    assert.deepEqual(readdirSync(directory), []);
    mkdirSync(join(directory, 'kernels'));
    const read = new KernelsFile(directory).read();
    assert.equal(!read.ok && read.error.kind, 'damaged');
    const written = new KernelsFile('/proc/self/fdinfo').write(KNOWN);
    assert.equal(written.ok, false);
  });

  test('a file of a later version is not overwritten with less, but kept aside', (t) => {
    const directory = temporaryTree(t);
    writeFileSync(join(directory, 'kernels'), '{"schema":2,"attempt":null,"cameUp":[],"failed":[]}\n');
    const read = new KernelsFile(directory).read();
    assert.match(!read.ok ? read.error.detail : '', /schema is not 1/);
  });
});
