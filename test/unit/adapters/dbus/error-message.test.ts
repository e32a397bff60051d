import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { decodeFailure, encodeFailure } from '../../../../src/adapters/dbus/error-message.ts';
import { ERRORS, type ErrorKind } from '../../../../src/contracts/errors.ts';

describe('failures as D-Bus errors', () => {
  for (const kind of Object.keys(ERRORS) as ErrorKind[]) {
    test(`${kind} there and back`, () => {
      for (const failure of [{ kind, message: 'It failed.', hint: 'Try again.' }, { kind, message: 'It failed.', hint: '' }]) {
        assert.deepEqual(decodeFailure(encodeFailure(failure)), failure);
      }
    });
  }

  test('the names are all different', () => {
    const names = (Object.keys(ERRORS) as ErrorKind[]).map((kind) => encodeFailure({ kind, message: '', hint: '' }).name);
    assert.equal(new Set(names).size, names.length);
  });

  test('message, line end, hint; no other control characters', () => {
    assert.deepEqual(encodeFailure({ kind: 'busy', message: 'One\nline\u001b[31m.', hint: 'Wait\0.' }), { name: 'org.quickrestart1.Error.Busy', message: 'One line [31m.\nWait .' });
    assert.deepEqual(decodeFailure({ name: 'org.quickrestart1.Error.Busy', message: 'a\u001b[2Jb\nc\nd' }), { kind: 'busy', message: 'a [2Jb', hint: 'c d' });
  });

  test('errors of others are none of ours', () => {
    for (const name of ['org.freedesktop.DBus.Error.InvalidArgs', 'org.quickrestart1.Error.Unheard', 'org.quickrestart1.Error.', 'Busy', '__proto__']) assert.equal(decodeFailure({ name, message: '' }), null);
  });
});
