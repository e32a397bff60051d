import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import test, { describe, type TestContext } from 'node:test';
import { LimitedSocket, type SendLimits } from '../../../../../src/adapters/dbus/transport/limited-socket.ts';
import { temporaryTree } from '../../../../fakes/temporary-directory.ts';

const MESSAGE = Buffer.alloc(64 * 1024, 'x');

/** A bus that takes nothing until it is told to, and sends a byte whenever it is told to. */
async function stubbornBus(t: TestContext, limits: SendLimits): Promise<{ readonly socket: LimitedSocket; readonly bus: Socket; readonly heard: () => number; readonly ended: Promise<string> }> {
  const path = join(temporaryTree(t), 'bus');
  const connected = new Promise<Socket>((resolve) => {
    const server = createServer((one) => resolve(one.pause())).listen(path, () => void 0);
    t.after(() => server.close());
  });
  const socket = new LimitedSocket(path, { bodyBytes: 1000, headerBytes: 1000 }, limits);
  const ended = new Promise<string>((resolve) => socket.on('error', (error) => resolve(error.message)));
  let heard = 0;
  socket.on('data', (chunk: Buffer) => (heard += chunk.length));
  const bus = await connected;
  t.after(() => {
    socket.destroy();
    bus.destroy();
  });
  return { socket, bus, heard: () => heard, ended };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a bus that takes nothing', () => {
  test('is not listened to while much waits to be sent, and again when it has taken that', async (t) => {
    const { socket, bus, heard } = await stubbornBus(t, { unsentBytes: 512 * 1024, patienceMs: 60_000 });
    for (let count = 0; count < 32; count += 1) socket.write(MESSAGE);
    await sleep(50);
    bus.write('l'.repeat(100));
    await sleep(100);
    assert.equal(heard(), 0);
    bus.resume();
    for (let waited = 0; heard() < 100 && waited < 200; waited += 1) await sleep(20);
    assert.equal(heard(), 100);
  });

  test('is left when its time is up', async (t) => {
    const { socket, ended } = await stubbornBus(t, { unsentBytes: 512 * 1024, patienceMs: 200 });
    for (let count = 0; count < 32; count += 1) socket.write(MESSAGE);
    assert.match(await ended, /for 0\.2 s the bus took too little/);
  });

  test('that takes what is sent is not left', async (t) => {
    const { socket, bus } = await stubbornBus(t, { unsentBytes: 512 * 1024, patienceMs: 200 });
    bus.resume();
    for (let count = 0; count < 32; count += 1) socket.write(MESSAGE);
    await sleep(500);
    assert.equal(socket.destroyed, false);
  });
});
