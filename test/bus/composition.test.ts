import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { BUS_NAME } from '../../src/contracts/names.ts';
import { type ChildProgram, until } from '../fakes/dbus/child-program.ts';
import { ownerOf } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';

// The bundle with the real engine, on the machine that runs the tests: only what reads is called.
describe('the helper as it is put together', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let helper: ChildProgram;
  let argv: readonly string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'quick-restart-helper-'));

  before(async () => {
    const outfile = join(directory, 'quick-restartd.cjs');
    await build({ entryPoints: ['src/helper/index.ts'], outfile, bundle: true, platform: 'node', target: 'node18', format: 'cjs', logLevel: 'warning' });
    argv = [process.execPath, '--jitless', outfile];
    bus = await PrivateBus.start();
    control = await bus.connect();
    helper = bus.run(argv);
    await until(async () => (await ownerOf(control, BUS_NAME)) !== '', `the helper on the bus\n${helper.output}`, 20_000);
  });
  after(async () => {
    await bus.stop();
    rmSync(directory, { recursive: true });
  });

  test('serves on the bus of DBUS_SYSTEM_BUS_ADDRESS, without a just-in-time compiler', async () => {
    const client = new HelperClient(control);
    const state = await client.state();
    assert.equal(state.ok && state.value.version, 'unreleased');
    const listed = await client.listEntries();
    assert.ok(listed.ok || ['not-supported', 'not-authorised', 'read-failed'].includes(listed.error.kind), JSON.stringify(listed));
  });

  test('ends when told to', async () => {
    assert.equal(await helper.end('SIGTERM'), 0, helper.output);
  });

  test('takes no arguments but --clean-up', async () => {
    const wrong = bus.run([...argv, '--help']);
    assert.equal(await wrong.ended, 2);
    assert.match(wrong.output, /takes no arguments but --clean-up/);
  });
});
