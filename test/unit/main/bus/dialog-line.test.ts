import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { BusCall, BusCaller } from '../../../../src/adapters/dbus/transport/bus-connection.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { DialogLine, type OwnLine } from '../../../../src/main/bus/dialog-line.ts';

const DISCONNECTED = { kind: 'disconnected', name: 'org.freedesktop.DBus.Error.Disconnected', message: '' } as const;
const ASK: BusCall = { destination: 'a.b', path: '/', interface: 'a.b', member: 'Ask', answer: '', interactive: true };

/** A bus that says for some questions still that the line is there, and a line whose call ends only with it. */
class Exchange {
  readonly kept: string[] = [];
  readonly cancel = new AbortController();
  closed = 0;
  stillThere = 2;
  #end: () => void = () => undefined;

  readonly bus: BusCaller = {
    call: ({ member }) => {
      this.kept.push(member);
      return Promise.resolve(ok(member === 'NameHasOwner' ? [(this.stillThere -= 1) >= 0] : []));
    },
  };

  readonly own: OwnLine = {
    uniqueName: ':1.7',
    call: () => new Promise((resolve) => {
      this.#end = () => resolve(err(DISCONNECTED));
      if (this.closed > 0) this.#end();
    }),
    close: () => {
      this.closed += 1;
      this.#end();
      return Promise.resolve();
    },
  };

  readonly line = new DialogLine(this.bus, () => Promise.resolve(ok(this.own)), this.cancel.signal);
}

describe('a call that may show a password dialog', () => {
  test('is hung up on cancel, and ends only when the bus says that the caller is gone', async () => {
    const exchange = new Exchange();
    const asked = exchange.line.call(ASK);
    await Promise.resolve();
    exchange.cancel.abort();
    assert.equal((await asked).ok, false);
    assert.deepEqual(exchange.kept, ['NameHasOwner', 'NameHasOwner', 'NameHasOwner']);
    assert.ok(exchange.closed > 0);
  });

  test('cancelled before its line stands: hung up all the same', async () => {
    const exchange = new Exchange();
    const asked = exchange.line.call(ASK);
    exchange.cancel.abort();
    assert.equal((await asked).ok, false);
  });

  test('every other call, and one after the cancel, goes over the kept connection', async () => {
    const exchange = new Exchange();
    await exchange.line.call({ ...ASK, interactive: false });
    exchange.cancel.abort();
    await exchange.line.call(ASK);
    assert.deepEqual([exchange.kept, exchange.closed], [['Ask', 'Ask'], 0]);
  });
});
