// Changes reach every client, whichever helper of this boot notices them: the real engine on a tree of files.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test, type TestContext } from 'node:test';
import { LocalBootFiles } from '../../src/adapters/boot-files/local-boot-files.ts';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { watchSignals } from '../../src/adapters/dbus/transport/watch-signals.ts';
import { RUNTIME_NOTES, RuntimeNoteFile } from '../../src/adapters/restart-sources/runtime-note-file.ts';
import { MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import { type RestartStatement, statement } from '../../src/core/restart-required/restart-statement.ts';
import { refresh, type RefreshParts } from '../../src/helper/refresh.ts';
import type { RestartScanner, ScanAnswer } from '../../src/ports/restart-source.ts';
import { type ChildProgram, sleep, until } from '../fakes/dbus/child-program.ts';
import { MockPackageKit } from '../fakes/dbus/mock-packagekit.ts';
import { ownerOf } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { debianTree, menuOf, NEW_RELEASE, OLD_RELEASE } from '../fakes/engine-machine.ts';
import { temporaryTree } from '../fakes/temporary-directory.ts';

const NEW_KERNEL = [`boot/vmlinuz-${NEW_RELEASE}`, `boot/initrd.img-${NEW_RELEASE}`];
const PROPERTIES = 'org.freedesktop.DBus.Properties';

describe('changes on the system reach the clients', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let listener: BusConnection;
  let client: HelperClient;
  let helper: ChildProgram | null = null;
  let root = '';
  const heard: string[] = [];

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    listener = await bus.connect();
    client = new HelperClient(control);
    for (const interfaceName of [MANAGER.name, PROPERTIES]) {
      const watching = await watchSignals(listener, { name: BUS_NAME, path: OBJECT_PATH, interface: interfaceName }, {
        onSignal: (member, body) => heard.push(member === 'PropertiesChanged' ? (body[1] as readonly (readonly [string])[]).map(([name]) => name).join() : member),
        onOwner: () => undefined,
      });
      assert.ok(watching.ok);
    }
  });
  after(() => bus.stop());
  beforeEach((t) => {
    // The running kernel is the default: nothing asks for a restart yet.
    root = temporaryTree(t as TestContext, { ...debianTree(), 'boot/grub/grub.cfg': menuOf(OLD_RELEASE), 'proc/modules': '' });
    mkdirSync(join(root, 'run'));
    for (const file of NEW_KERNEL) renameSync(join(root, file), join(root, `later-${basename(file)}`));
  });
  afterEach(() => stopHelper());

  async function startHelper(idleMs = 0): Promise<ChildProgram> {
    await stopHelper();
    const started = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/tree-helper.ts', root, String(idleMs)]);
    helper = started;
    await until(async () => started.running && (await ownerOf(control, BUS_NAME)) !== '', 'the helper on the bus', 20_000);
    return started;
  }

  async function stopHelper(): Promise<void> {
    await helper?.end();
    helper = null;
  }

  /** What is heard of a new helper that is asked to look again, as quick-restart-refresh.service asks. */
  async function hearRefresh(changes: Partial<RefreshParts> = {}, prepare: (helper: ChildProgram) => void = () => undefined): Promise<readonly string[]> {
    prepare(await startHelper());
    heard.length = 0;
    await refresh({ ...refreshParts(), ...changes });
    return settled();
  }

  function refreshParts(): RefreshParts {
    const silent = (): void => undefined;
    const scanned = new RuntimeNoteFile(join(root, RUNTIME_NOTES.scanned));
    return { busAddress: bus.address, scanners: [], scanned, files: new LocalBootFiles(root), journal: { info: silent, warning: silent, error: silent }, stop: new AbortController().signal, lookMs: 30_000 };
  }

  function listeningJournal(): { readonly journal: RefreshParts['journal']; readonly lines: readonly string[] } {
    const lines: string[] = [];
    const note = (message: string): void => void lines.push(message);
    return { journal: { info: note, warning: note, error: note }, lines };
  }

  async function settled(): Promise<readonly string[]> {
    await sleep(50);
    await ownerOf(listener, BUS_NAME);
    return [...heard];
  }

  async function reasons(): Promise<readonly string[]> {
    const state = await client.state();
    assert.ok(state.ok);
    return state.value.restartReasons.map((reason) => reason.kind);
  }

  test('a file that appears and goes while no helper runs', async () => {
    assert.deepEqual(await hearRefresh(), [], 'nobody has read anything yet');
    writeFileSync(join(root, 'run/reboot-required'), '');
    assert.deepEqual(await hearRefresh(), ['RestartRequired,RestartReasons']);
    assert.deepEqual(await hearRefresh(), [], 'told once');
    writeFileSync(join(root, 'run/reboot-required.pkgs'), 'libc6\n');
    assert.deepEqual(await hearRefresh(), ['RestartReasons'], 'still required, for another reason');
    rmSync(join(root, 'run/reboot-required'));
    assert.deepEqual(await hearRefresh(), ['RestartRequired,RestartReasons']);
  });

  test('a new kernel: another reason, and other entries', async () => {
    await hearRefresh();
    for (const file of NEW_KERNEL) renameSync(join(root, `later-${basename(file)}`), join(root, file));
    writeFileSync(join(root, 'boot/grub/grub.cfg'), menuOf(NEW_RELEASE, OLD_RELEASE));
    assert.deepEqual(await hearRefresh(), ['RestartRequired,RestartReasons', 'EntriesChanged']);
    assert.deepEqual(await reasons(), ['kernel-superseded']);
  });

  test('a note that is cut off: everything is told, rather than a change kept back', async () => {
    await hearRefresh();
    writeFileSync(join(root, RUNTIME_NOTES.told), '{"schema":1,"prop');
    assert.deepEqual(await hearRefresh(), ['LoadedEntry,LoadedChanges,RestartRequired,RestartReasons,FailedRestarts,DefaultPolicy,EveryRestart,NextRestart', 'EntriesChanged']);
    assert.deepEqual(await hearRefresh(), []);
  });

  test('notes that cannot be written (full, read-only) keep no change back', async () => {
    await hearRefresh();
    // A folder under the name that it would write, so that it cannot.
    const hinder = ({ child }: ChildProgram): void => mkdirSync(join(root, `${RUNTIME_NOTES.told}.${child.pid}.new`));
    writeFileSync(join(root, 'run/reboot-required'), '');
    assert.deepEqual(await hearRefresh({}, hinder), ['RestartRequired,RestartReasons']);
    rmSync(join(root, 'run/reboot-required'));
    assert.ok((await hearRefresh({}, hinder)).some((one) => one.includes('RestartRequired')), 'the way back is told too');
  });

  describe('what a scanning program says', () => {
    const MICROCODE = statement('boot-chain', 'needrestart', { confidence: 'likely' });
    const REBUILT = statement('kernel-updated', 'needs-restarting');
    const scanner = (source: RestartScanner['source'], ...answers: readonly ScanAnswer[]): RestartScanner => {
      let at = 0;
      return { source, longestMs: 1, scan: () => Promise.resolve(answers[Math.min(at++, answers.length - 1)]!) };
    };
    const said = (...statements: readonly RestartStatement[]): ScanAnswer => ({ kind: 'said', statements });

    test('is kept for later, and told; with the program its reason goes', async () => {
      await hearRefresh();
      assert.deepEqual(await hearRefresh({ scanners: [scanner('needrestart', said(MICROCODE))] }), ['RestartReasons']);
      assert.deepEqual(await reasons(), ['boot-chain']);
      assert.deepEqual(await hearRefresh({ scanners: [scanner('needrestart', { kind: 'absent' })] }), ['RestartReasons']);
      assert.deepEqual(await reasons(), []);
    });

    test('stands where it fails the next time: told in the journal, and only its own word stands', async () => {
      await hearRefresh({ scanners: [scanner('needrestart', said(MICROCODE)), scanner('needs-restarting', said(REBUILT))] });
      const { journal, lines } = listeningJournal();
      const failing = scanner('needs-restarting', { kind: 'failed', detail: 'exit code 9: no database' });
      assert.deepEqual(await hearRefresh({ scanners: [scanner('needrestart', said()), failing], journal }), ['RestartReasons']);
      assert.deepEqual(await reasons(), ['kernel-updated']);
      assert.deepEqual(lines, ['needs-restarting failed, so what it said last still counts: exit code 9: no database']);
      assert.deepEqual(await hearRefresh({ scanners: [failing] }), [], 'nothing new, again and again');
      assert.deepEqual(await hearRefresh({ scanners: [scanner('needs-restarting', said())] }), ['RestartRequired,RestartReasons']);
    });

    test('stands where the machine shuts down in the middle of a scan: nothing is written, said or asked', async () => {
      await hearRefresh({ scanners: [scanner('needrestart', said(MICROCODE)), scanner('needs-restarting', said(REBUILT))] });
      const kept = readFileSync(join(root, RUNTIME_NOTES.scanned), 'utf8');
      for (const answer of [{ kind: 'failed', detail: 'it was stopped' }, said()] as const) {
        const stop = new AbortController();
        const { journal, lines } = listeningJournal();
        const stopped: RestartScanner = {
          source: 'needrestart',
          longestMs: 1,
          scan: () => {
            stop.abort();
            writeFileSync(join(root, 'run/reboot-required'), ''); // a change that no further round shall look at
            return Promise.resolve(answer);
          },
        };
        assert.deepEqual([await hearRefresh({ scanners: [stopped], journal, stop: stop.signal }), lines], [[], []]);
        assert.equal(readFileSync(join(root, RUNTIME_NOTES.scanned), 'utf8'), kept);
        rmSync(join(root, 'run/reboot-required'));
      }
    });

    test('what changes while a refresh looks is looked at again', async () => {
      await hearRefresh();
      let rounds = 0;
      const marking: RestartScanner = {
        source: 'needrestart',
        longestMs: 1,
        scan: () => {
          rounds += 1;
          if (rounds === 1) writeFileSync(join(root, 'run/reboot-required'), '');
          return Promise.resolve(said());
        },
      };
      assert.deepEqual(await hearRefresh({ scanners: [marking] }), ['RestartRequired,RestartReasons']);
      assert.equal(rounds, 2);
    });

    test('what never stops to change is given up: told in the journal', async () => {
      let rounds = 0;
      const { journal, lines } = listeningJournal();
      const marking: RestartScanner = {
        source: 'needrestart',
        longestMs: 1,
        scan: () => {
          rounds += 1;
          writeFileSync(join(root, 'run/reboot-required'), 'x'.repeat(rounds));
          return Promise.resolve(said());
        },
      };
      await hearRefresh({ scanners: [marking], journal });
      assert.deepEqual([rounds, lines.length], [3, 1]);
      assert.match(lines.join(), /kept changing/);
    });
  });

  test('a helper that takes its time to start is waited for', async () => {
    await hearRefresh();
    await stopHelper();
    writeFileSync(join(root, 'run/reboot-required'), '');
    heard.length = 0;
    const refreshed = refresh(refreshParts());
    await sleep(300);
    await startHelper();
    await refreshed;
    assert.deepEqual(await settled(), ['RestartRequired,RestartReasons']);
  });

  test('a refresh without a bus is told in the journal and ends', async () => {
    const { journal, lines } = listeningJournal();
    await refresh({ ...refreshParts(), busAddress: 'unix:path=/nonexistent', journal });
    assert.match(lines.join(), /the system bus cannot be reached/);
  });

  test('a helper that hangs: told in the journal when its time is over', async () => {
    const { child } = await startHelper();
    child.kill('SIGSTOP');
    const { journal, lines } = listeningJournal();
    await refresh({ ...refreshParts(), journal, lookMs: 300 });
    assert.deepEqual(lines, ['The helper was asked to look again and did not answer within 0.3 s.']);
    child.kill('SIGKILL');
  });

  for (const [what, hang] of [
    ['the helper hangs', ({ child }: ChildProgram): void => void child.kill('SIGSTOP')],
    ['the helper is tried again and again', (): Promise<void> => stopHelper()],
  ] as const) {
    test(`told to end while ${what}: it ends at once, and says nothing`, async () => {
      const started = await startHelper();
      await hang(started);
      const stop = new AbortController();
      const { journal, lines } = listeningJournal();
      const refreshing = refresh({ ...refreshParts(), journal, stop: stop.signal });
      await sleep(200);
      const sinceMs = performance.now();
      stop.abort();
      await refreshing;
      assert.deepEqual([performance.now() - sinceMs < 2000, lines], [true, []]);
      started.child.kill('SIGKILL');
    });
  }

  test('PackageKit asks for a restart: told at once, and remembered by the next helper', async () => {
    await startHelper();
    assert.deepEqual(await reasons(), []);
    heard.length = 0;
    const daemon = await MockPackageKit.start(bus);
    for (const line of ['begin', 'restart 3 gnome-shell;48;amd64;x', 'restart 4 linux-image-amd64;6.12;amd64;x', 'restart 4 linux-image-amd64;6.12;amd64;x', 'restart 6 libc6;2.41;amd64;x']) await daemon.tell(line);
    await daemon.tell('die');
    await until(() => heard.length > 1, 'both were told');
    assert.deepEqual(await settled(), ['RestartRequired,RestartReasons', 'RestartReasons']);
    assert.deepEqual(await reasons(), ['kernel-updated', 'libraries']);
    await startHelper();
    assert.deepEqual(await reasons(), ['kernel-updated', 'libraries']);
  });

  test('the helper stays for a transaction, and no longer', async () => {
    const daemon = await MockPackageKit.start(bus);
    await daemon.tell('begin');
    const started = await startHelper(300);
    await sleep(1500);
    assert.ok(started.running, 'it ended in the middle of the transaction');
    await daemon.tell('finish');
    assert.equal(await started.ended, 0);
    await daemon.end();
  });
});
