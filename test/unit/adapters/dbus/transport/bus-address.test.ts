import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { parseBusAddress } from '../../../../../src/adapters/dbus/transport/bus-address.ts';

describe('bus addresses', () => {
  for (const [address, sockets] of [
    ['unix:path=/run/dbus/system_bus_socket', ['/run/dbus/system_bus_socket']],
    ['unix:path=/run/bus,guid=0123', ['/run/bus']],
    ['unix:guid=0123,path=/run/bus', ['/run/bus']],
    ['unix:abstract=/tmp/x', ['\0/tmp/x']],
    ['unix:path=/a%20b%3b', ['/a b;']],
    ['unix:path=/a=b', ['/a=b']],
    ['tcp:host=x,port=1;unix:path=/run/bus', ['/run/bus']],
    ['unix:path=/one;unix:path=/two', ['/one', '/two']],
    ['unixexec:path=/bin/sh', null],
    ['launchd:env=X', null],
    ['unix:', null],
    ['unix:path=', null],
    ['unix:path=%zz', null],
    ['unix:dir=/tmp', null],
    ['', null],
  ] as const) {
    test(`${address || '(empty)'}: ${sockets === null ? 'refused' : JSON.stringify(sockets)}`, () => {
      const parsed = parseBusAddress(address);
      assert.deepEqual(parsed.ok ? parsed.value : null, sockets);
    });
  }
});
