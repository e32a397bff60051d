import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { RUNTIME_NOTES } from '../../src/adapters/restart-sources/runtime-note-file.ts';
import { restartScanners } from '../../src/adapters/restart-sources/index.ts';
import { LOOK_MS } from '../../src/helper/refresh-this-system.ts';
import { longestRefreshMs, WATCHED } from '../../src/helper/refresh.ts';
import { temporaryTree } from '../fakes/temporary-directory.ts';
import { readUnit } from './read-unit.ts';

const PATH_UNITS = ['quick-restart-watch.path'];
const SERVICE = 'quick-restart-refresh.service';
const unit = (name: string): ReadonlyMap<string, readonly string[]> => readUnit(readFileSync(join('systemd', name), 'utf8'));

describe('the path units', () => {
  for (const name of PATH_UNITS) {
    test(`${name} watches changes, not existence, and starts the refresh`, () => {
      const path = unit(name);
      assert.deepEqual([...path.keys()].filter((key) => key.startsWith('Path.')), ['Path.PathChanged', 'Path.Unit']);
      assert.deepEqual(path.get('Path.Unit'), [SERVICE]);
    });
  }

  test('what they watch is what a refresh looks at again when it changed meanwhile', () => {
    for (const path of PATH_UNITS.flatMap((name) => unit(name).get('Path.PathChanged') ?? [])) assert.ok(WATCHED.some((looked: string) => looked === path), path);
  });

  test('nothing is watched that may lie on a disk of its own: systemd would mount it, and let the start wait for it', () => {
    const always = /^\/(?:run|usr)\//;
    assert.deepEqual(PATH_UNITS.flatMap((name) => unit(name).get('Path.PathChanged') ?? []).filter((path) => !always.test(path)), []);
  });

  test('nothing that a refresh or the helper writes is watched: no loop', () => {
    for (const note of Object.values(RUNTIME_NOTES)) assert.ok(!WATCHED.some((path: string) => note === path || note.slice(0, note.lastIndexOf('/')) === path), note);
  });

  test('the refresh may start as often as it likes, for a path unit never starts again after a start limit', () => {
    assert.deepEqual(unit(SERVICE).get('Unit.StartLimitIntervalSec'), ['0']);
    // What comes behind it follows as often.
    const [behind = ''] = unit(SERVICE).get('Unit.OnSuccess') ?? [];
    assert.deepEqual([unit(behind).get('Unit.StartLimitIntervalSec'), unit(behind).get('Service.ReadWritePaths')], [['0'], ['/etc/quick-restart']]);
    assert.deepEqual(unit(SERVICE).get('Service.Type'), ['oneshot']);
    assert.match(unit(SERVICE).get('Service.ExecStart')?.[0] ?? '', /quick-restartd\.cjs --refresh$/);
    assert.deepEqual(unit(SERVICE).get('Service.RuntimeDirectoryPreserve'), ['yes']);
  });

  test('the refresh has the time that it may need, and a minute to spare; a shutdown does not wait for it', () => {
    const [, minutes] = /^(\d+)min$/.exec(unit(SERVICE).get('Service.TimeoutStartSec')?.join() ?? '') ?? [];
    assert.ok(longestRefreshMs({ scanners: restartScanners(), lookMs: LOOK_MS }) <= (Number(minutes) - 1) * 60_000, minutes);
    assert.deepEqual(unit(SERVICE).get('Service.TimeoutStopSec'), ['2s']);
  });

  test('programs of others look into no process of anybody: the refresh has no capability', () => {
    assert.deepEqual(unit(SERVICE).get('Service.CapabilityBoundingSet'), ['']);
    assert.equal(unit(SERVICE).get('Service.AmbientCapabilities'), undefined);
  });

  test('systemd-analyze verify finds nothing to say', (t) => {
    const folder = temporaryTree(t);
    for (const name of [...PATH_UNITS, SERVICE]) {
      // The programs are not installed here.
      writeFileSync(join(folder, name), readFileSync(join('systemd', name), 'utf8').replace('/usr/bin/node', '/bin/true'));
    }
    const ran = spawnSync('systemd-analyze', ['verify', '--man=no', ...PATH_UNITS.map((name) => join(folder, name)), join(folder, SERVICE)], { encoding: 'utf8' });
    assert.equal(ran.error, undefined);
    assert.deepEqual([ran.status, ran.stdout, ran.stderr.split('\n').filter((line) => line.includes('quick-restart'))], [0, '', []]);
  });
});

/** A hook run for real, in a directory where its paths lead and with a systemctl of ours. */
function runHook(t: TestContext, hook: string, args: readonly string[], options: { readonly systemctl?: string; readonly booted?: boolean; readonly installed?: boolean; readonly chainload?: boolean; readonly quickRestart?: string; readonly armed?: string; readonly sysv?: string } = {}): { readonly status: number | null; readonly output: string; readonly asked: string; readonly tookMs: number } {
  const root = temporaryTree(t);
  mkdirSync(join(root, 'bin'));
  if (options.booted !== false) mkdirSync(join(root, 'run/systemd/system'), { recursive: true });
  if (options.installed !== false) {
    mkdirSync(join(root, 'usr/libexec/quick-restart'), { recursive: true });
    writeFileSync(join(root, 'usr/libexec/quick-restart/quick-restartd.cjs'), '');
  }
  writeFileSync(join(root, 'bin/systemctl'), `#!/bin/sh\necho "$@" >>'${root}/asked'\n${options.systemctl ?? 'exit 0'}\n`, { mode: 0o755 });
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  mkdirSync(join(root, 'etc/quick-restart'), { recursive: true });
  if (options.armed !== undefined) {
    mkdirSync(join(root, options.armed), { recursive: true });
    writeFileSync(join(root, options.armed, 'every-restart'), '');
  }
  if (options.chainload === true) writeFileSync(join(root, 'etc/quick-restart/chainload.conf'), '');
  writeFileSync(join(root, 'usr/bin/quick-restart'), `#!/bin/sh\necho "quick-restart $@" >>'${root}/asked'\n${options.quickRestart ?? 'exit 0'}\n`, { mode: 0o755 });
  if (options.sysv !== undefined) {
    mkdirSync(join(root, 'etc/init.d'));
    writeFileSync(join(root, 'etc/init.d/quick-restart-every'), `#!/bin/sh\necho "quick-restart-every $@" >>'${root}/asked'\n${options.sysv}\n`, { mode: 0o755 });
  }
  const script = join(root, 'hook');
  cpSync(join('packaging/kernel-hooks', hook), script);
  writeFileSync(script, readFileSync(script, 'utf8').replaceAll(' /run/systemd', ` ${root}/run/systemd`).replaceAll(' /usr/libexec', ` ${root}/usr/libexec`).replaceAll(' /usr/bin/', ` ${root}/usr/bin/`).replaceAll(' /etc/', ` ${root}/etc/`).replaceAll('-e /var/', `-e ${root}/var/`).replaceAll('-e /run/quick', `-e ${root}/run/quick`).replaceAll('timeout 60', 'timeout 1').replace('timeout 10', 'timeout 1').replace('timeout 120', 'timeout 1'));
  const startedMs = performance.now();
  const ran = spawnSync(script, args, { encoding: 'utf8', env: { PATH: `${join(root, 'bin')}:/usr/bin:/bin` } });
  const asked = existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8') : '';
  return { status: ran.status, output: ran.stdout + ran.stderr, asked, tookMs: performance.now() - startedMs };
}

const START = `--no-block --no-ask-password start ${SERVICE}\n`;
const PREPARE = '--no-ask-password restart quick-restart-prepare.service\n';

describe('kernel hooks', () => {
  const HOOKS = [['zzz-quick-restart', ['6.12.107+deb13-amd64', '/boot/vmlinuz-6.12.107+deb13-amd64']], ['99-quick-restart.install', ['add', '6.12.107', '/boot/x', '/x']]] as const;

  test('can be run, and come last', () => {
    assert.deepEqual(readdirSync('packaging/kernel-hooks').sort(), ['99-quick-restart.install', 'zzz-quick-restart']);
    for (const name of readdirSync('packaging/kernel-hooks')) assert.equal(statSync(join('packaging/kernel-hooks', name)).mode & 0o777, 0o755);
    assert.equal(['zz-update-grub', 'zz-systemd-boot', 'zzz-quick-restart', 'unattended-upgrades'].sort().at(-1), 'zzz-quick-restart', 'run-parts sorts by name');
  });

  for (const [hook, args] of HOOKS) {
    test(`${hook} starts the refresh and waits for nothing`, (t) => {
      const { status, output, asked } = runHook(t, hook, args);
      assert.deepEqual([status, output, asked], [0, '', START]);
    });
    test(`${hook} in every-restart mode: what the next restart starts is prepared, and waited for`, (t) => {
      for (const armed of ['var/lib/quick-restart', 'run/quick-restart']) assert.equal(runHook(t, hook, args, { armed }).asked, PREPARE + START);
    });
    test(`${hook} fails no kernel: systemctl fails, complains, hangs`, (t) => {
      for (const systemctl of ['echo "no bus" >&2; exit 1', 'kill -9 $$', 'exec sleep 30']) {
        const { status, output, tookMs } = runHook(t, hook, args, { systemctl, armed: 'run/quick-restart' });
        assert.deepEqual([status, output], [0, ''], systemctl);
        assert.ok(tookMs < 10_000, `${tookMs} ms`);
      }
    });
    test(`${hook} without systemd: slots of chain loading follow their entries, where there are any, and no kernel fails of it`, (t) => {
      assert.deepEqual(runHook(t, hook, args, { booted: false, chainload: true }).asked, 'quick-restart chainload refresh\n');
      for (const quickRestart of ['echo no >&2; exit 1', 'exec sleep 30']) {
        const { status, output, tookMs } = runHook(t, hook, args, { booted: false, chainload: true, quickRestart });
        assert.deepEqual([status, output], [0, ''], quickRestart);
        assert.ok(tookMs < 10_000, `${tookMs} ms`);
      }
      assert.deepEqual(runHook(t, hook, args, { chainload: true }).asked, START, 'with systemd a unit does it');
    });
    test(`${hook} under sysvinit, in every-restart mode: its script prepares what the next restart starts, and is waited for; no kernel fails of it`, (t) => {
      for (const armed of ['var/lib/quick-restart', 'run/quick-restart']) assert.equal(runHook(t, hook, args, { booted: false, sysv: '', armed }).asked, 'quick-restart-every reload\n');
      assert.equal(runHook(t, hook, args, { booted: false, sysv: '' }).asked, '', 'the mode is off');
      for (const sysv of ['echo no >&2; exit 1', 'exec sleep 30']) {
        const { status, output, tookMs } = runHook(t, hook, args, { booted: false, sysv, armed: 'run/quick-restart' });
        assert.deepEqual([status, output], [0, ''], sysv);
        assert.ok(tookMs < 10_000, `${tookMs} ms`);
      }
    });
    test(`${hook} does nothing in an image that is built, nor after the package was removed`, (t) => {
      assert.deepEqual(runHook(t, hook, args, { booted: false }).asked, '');
      assert.deepEqual(runHook(t, hook, args, { installed: false }).asked, '');
    });
  }

  test('kernel-install: other commands than add and remove are none of ours', (t) => {
    assert.equal(runHook(t, '99-quick-restart.install', ['remove', '6.12.107', '/boot/x']).asked, START);
    for (const args of [['inspect', '6.12.107'], []]) assert.deepEqual([runHook(t, '99-quick-restart.install', args).asked, runHook(t, '99-quick-restart.install', args).status], ['', 0]);
  });
});
