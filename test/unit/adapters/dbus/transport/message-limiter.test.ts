import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MessageLimiter } from '../../../../../src/adapters/dbus/transport/message-limiter.ts';

const LIMITS = { bodyBytes: 64, headerBytes: 48 };
const TYPE = { call: 1, methodReturn: 2, error: 3, signal: 4 };

/** A message by its lengths; what the bytes say does not matter to a limiter. */
function message(type: number, fieldBytes: number, bodyBytes: number, order: 'l' | 'B' = 'l'): Buffer {
  const header = Buffer.alloc(16, 0);
  header.write(order, 0, 'latin1');
  header[1] = type;
  header[3] = 1;
  for (const [offset, value] of [[4, bodyBytes], [8, 7], [12, fieldBytes]] as const) {
    if (order === 'l') header.writeUInt32LE(value, offset);
    else header.writeUInt32BE(value, offset);
  }
  return Buffer.concat([header, Buffer.alloc(Math.ceil(fieldBytes / 8) * 8, 0xf1), Buffer.alloc(bodyBytes, 0xb0)]);
}

function withoutBody(whole: Buffer, bodyBytes: number): Buffer {
  const cut = Buffer.from(whole.subarray(0, whole.length - bodyBytes));
  cut.writeUInt32LE(0, 4);
  return cut;
}

function through(input: Buffer, pieceBytes: number, limits: ConstructorParameters<typeof MessageLimiter>[0] = LIMITS): Buffer {
  const limiter = new MessageLimiter(limits);
  const out: Buffer[] = [];
  for (let at = 0; at < input.length; at += pieceBytes) out.push(...limiter.push(Buffer.from(input.subarray(at, at + pieceBytes))).map((part) => Buffer.from(part)));
  return Buffer.concat(out);
}

describe('limits of incoming messages', () => {
  for (const order of ['l', 'B'] as const) {
    const small = message(TYPE.call, 33, 64, order);
    for (const [what, input, expected] of [
      ['a call within the limits passes', small, small],
      ['a call with a larger body arrives without it', message(TYPE.call, 33, 65, order), withoutBody(message(TYPE.call, 33, 65, order), 65)],
      ['so does a signal', message(TYPE.signal, 8, 5000, order), withoutBody(message(TYPE.signal, 8, 5000, order), 5000)],
      ['so does a message of an unknown type', message(9, 8, 5000, order), withoutBody(message(9, 8, 5000, order), 5000)],
      ['a reply passes whatever its size', message(TYPE.methodReturn, 100, 5000, order), message(TYPE.methodReturn, 100, 5000, order)],
      ['so does an error', message(TYPE.error, 100, 5000, order), message(TYPE.error, 100, 5000, order)],
      ['a message with a larger header is dropped', message(TYPE.call, 49, 10, order), Buffer.alloc(0)],
      ['what comes after each is not touched', Buffer.concat([message(TYPE.call, 49, 500, order), message(TYPE.call, 8, 500, order), small]), Buffer.concat([withoutBody(message(TYPE.call, 8, 500, order), 500), small])],
      ['what is no message passes, for the parser to refuse', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ] as const) {
      test(`${what} (${order})`, () => {
        for (const pieceBytes of [1, 3, 16, 17, 100_000]) assert.deepEqual(through(input, pieceBytes), expected, `in pieces of ${pieceBytes}`);
      });
    }
  }

  test('replies of somebody who is asked for little are bounded as well, if that is wished', () => {
    const limits = { ...LIMITS, replyBytes: 1000 };
    const [small, large] = [message(TYPE.methodReturn, 100, 1000), message(TYPE.error, 100, 1001)];
    assert.deepEqual(through(small, 7, limits), small);
    assert.deepEqual(through(large, 7, limits), withoutBody(large, 1001));
  });

  test('any messages in any pieces: the framing is kept, and nothing but a fixed header waits', () => {
    const lengths = fc.record({ type: fc.constantFrom(1, 2, 3, 4, 9), fields: fc.nat(90), body: fc.nat(200), little: fc.boolean() });
    fc.assert(
      fc.property(fc.array(lengths, { maxLength: 8 }), fc.integer({ min: 1, max: 300 }), (list, pieceBytes) => {
        const messages = list.map((one) => ({ ...one, bytes: message(one.type, one.fields, one.body, one.little ? 'l' : 'B') }));
        const expected = messages.map((one) => {
          const reply = one.type === 2 || one.type === 3;
          if (!reply && one.fields > LIMITS.headerBytes) return Buffer.alloc(0);
          return !reply && one.body > LIMITS.bodyBytes ? withoutBody(one.bytes, one.body) : one.bytes;
        });
        assert.deepEqual(through(Buffer.concat(messages.map((one) => one.bytes)), pieceBytes), Buffer.concat(expected));
      }),
    );
  });
});
