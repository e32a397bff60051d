// The command lines of docs/fleets.md, run as kured and Ansible run them, with the real program and helper on a private bus.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { BUS_NAME } from '../../src/contracts/names.ts';
import { type ChildProgram, until } from '../fakes/dbus/child-program.ts';
import { type Mock, ownerOf, startLogind, startPolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';
import { debianTree, menuOf, NEW_RELEASE, OLD_RELEASE } from '../fakes/engine-machine.ts';
import { temporaryTree } from '../fakes/temporary-directory.ts';

const PAGE = readFileSync('docs/fleets.md', 'utf8');
const INSTALLED = '/usr/bin/quick-restart';

function line(pattern: RegExp): string {
  const found = [...PAGE.matchAll(pattern)].map(([, command]) => command ?? '');
  assert.ok(found.length > 0, String(pattern));
  assert.equal(new Set(found).size, 1, `docs/fleets.md has it in two ways: ${found.join(' | ')}`);
  return found[0]!;
}

const SENTINEL = line(/(?:rebootSentinelCommand: "|--reboot-sentinel-command=)([^"\n]+)/g);
const REBOOT = line(/(?:rebootCommand: "|--reboot-command=|reboot_command: )([^"\n]+)/g);
const CHAINED = line(/```sh\n(.+)\n```/g);

describe('the command lines for fleets', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let logind: Mock;
  let helper: ChildProgram | null = null;
  let folder = '';
  let program = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quick-restart-fleets-'));
    program = join(folder, 'quick-restart');
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${process.cwd()}/src/cli/index.ts' "$@"\n`, { mode: 0o755 });
    bus = await PrivateBus.start();
    control = await bus.connect();
    const polkit = await startPolkit(bus, control);
    await polkit.configure('AllowUnknown', 'b', [true]);
    logind = await startLogind(bus, control);
  });
  after(async () => {
    await bus.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** kured splits the line into words and runs them as they are; what is read here is standard output. */
  function asKured(command: string): ChildProgram {
    return bus.run(['/bin/sh', '-c', 'exec "$@" 2>/dev/null', 'sh', ...command.replaceAll(INSTALLED, program).split(' ')]);
  }

  /** Ansible hands the line to /bin/sh. */
  function asAnsible(command: string): ChildProgram {
    return bus.run(['/bin/sh', '-c', command.replaceAll(INSTALLED, program)]);
  }

  /** A helper on which a restart is required and can be quick. */
  async function dueHelper(): Promise<void> {
    await helper?.end();
    helper = await startHelper(bus, control);
  }

  /** The real engine on files that ask for nothing, or whose running kernel is superseded by one that is not loadable here. */
  async function treeHelper(t: TestContext, ...releases: readonly string[]): Promise<void> {
    await helper?.end();
    const root = temporaryTree(t, { ...debianTree(), 'boot/grub/grub.cfg': menuOf(...releases), 'proc/modules': '' });
    mkdirSync(join(root, 'run'));
    const started = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/tree-helper.ts', root, '0']);
    helper = started;
    await until(async () => started.running && (await ownerOf(control, BUS_NAME)) !== '', 'the helper on the bus', 20_000);
  }

  const restarts = (): readonly string[] => [...logind.program.output.matchAll(/ (Reboot(?:WithFlags)? .*)/g)].map(([, call]) => call ?? '');

  test('they name the program where the package installs it', () => {
    for (const command of [SENTINEL, REBOOT, CHAINED]) assert.ok(command.startsWith(`${INSTALLED} `), command);
  });

  test('kured: the sentinel says yes, and the reboot command restarts quickly', async () => {
    await dueHelper();
    const sentinel = asKured(SENTINEL);
    assert.equal(await sentinel.ended, 0, sentinel.output);
    assert.match(sentinel.output, /^A restart is required:/);
    const reboot = asKured(REBOOT);
    assert.equal(await reboot.ended, 0, reboot.output);
    assert.equal((JSON.parse(reboot.output) as { restart: string }).restart, 'quick');
    assert.deepEqual(restarts(), ['RebootWithFlags 2']);
  });

  test('nothing to do: the sentinel says no, and the chained line restarts nothing', async (t) => {
    await treeHelper(t, OLD_RELEASE);
    const before = restarts().length;
    assert.equal(await asKured(SENTINEL).ended, 6);
    assert.equal(await asAnsible(CHAINED).ended, 6);
    assert.equal(restarts().length, before);
  });

  test('Ansible: restarts; where a quick restart is refused, the ordinary way', async (t) => {
    await dueHelper();
    const before = restarts().length;
    assert.equal(await asAnsible(REBOOT).ended, 0);
    assert.equal(restarts()[before], 'RebootWithFlags 2');
    await logind.configure('AddMethod', 'sssss', ['org.freedesktop.login1.Manager', 'RebootWithFlags', 't', '', "raise dbus.exceptions.DBusException('No', name='org.freedesktop.DBus.Error.InvalidArgs')"]);
    const reboot = asAnsible(REBOOT);
    assert.equal(await reboot.ended, 0, reboot.output);
    assert.equal(restarts().at(-1), 'Reboot False');
    await treeHelper(t, NEW_RELEASE, OLD_RELEASE);
    assert.equal(await asKured(SENTINEL).ended, 0);
  });

  test('a lock on shutdown: nothing restarts, exit 3, one JSON object that says why', async () => {
    await dueHelper();
    await logind.configure('AddMethod', 'sssss', ['org.freedesktop.login1.Manager', 'ListInhibitors', '', 'a(ssssuu)', "ret = [('shutdown', 'backup', 'Writing', 'block', 0, 812)]"]);
    const before = restarts().length;
    const reboot = asAnsible(`${REBOOT} 2>/dev/null`);
    assert.equal(await reboot.ended, 3, reboot.output);
    assert.equal((JSON.parse(reboot.output) as { error: { kind: string } }).error.kind, 'inhibited');
    assert.equal(restarts().length, before);
  });
});
