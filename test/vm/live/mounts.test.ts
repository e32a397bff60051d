import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test, { describe, type TestContext } from 'node:test';

/** Runs a shell script in a mount namespace of its own, as root there; `$top` is an empty folder, `unmount` what is tried. */
function inNamespace(t: TestContext, script: string): { readonly result: { readonly ok: boolean; readonly error?: { readonly kind: string; readonly message: string } }; readonly left: readonly string[] } {
  const top = mkdtempSync(join(tmpdir(), 'quick-restart-mounts-'));
  t.after(() => rmSync(top, { recursive: true }));
  const unmount = `${process.execPath} --disable-warning=ExperimentalWarning ${resolve('test/vm/live/unmount-target.ts')} ${top}/target`;
  // What is mounted there goes with the namespace.
  const whole = `set -eu; top=${top}; mkdir $top/session $top/target\n${script.replace('UNMOUNT', unmount)}\ncut -d' ' -f5 /proc/self/mountinfo | grep "^$top/" || true`;
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const ran = spawnSync('unshare', [...asRoot, '--mount', '--propagation', 'private', 'sh', '-c', whole], { encoding: 'utf8' });
  assert.equal(ran.status, 0, ran.stderr);
  const [json = '', ...left] = ran.stdout.trim().split('\n');
  return { result: JSON.parse(json) as ReturnType<typeof inNamespace>['result'], left: left.map((path) => path.slice(top.length)) };
}

/** A session's /dev with a mount on it, as systemd has them (shared), and a target with that /dev bound into it. */
const INSTALLER = `
mount -t tmpfs session $top/session; mount --make-shared $top/session
mkdir -p $top/session/dev; mount -t tmpfs dev $top/session/dev; mkdir $top/session/dev/pts; mount -t tmpfs pts $top/session/dev/pts
mount -t tmpfs target $top/target; mkdir $top/target/dev $top/target/boot
mount -t tmpfs boot $top/target/boot
mount --rbind $top/session/dev $top/target/dev`;
const SESSION = ['/session', '/session/dev', '/session/dev/pts'];

describe('the mounts of a target, in a namespace of their own', () => {
  test('copies of the session’s go, and those of the session stay, in use or not', (t) => {
    for (const use of ['', '(exec 3>$top/session/dev/pts/0; sleep 30) >/dev/null 2>&1 & user=$!']) {
      const { result, left } = inNamespace(t, `${INSTALLER}\n${use}\nUNMOUNT\n[ -z "\${user:-}" ] || kill $user`);
      assert.deepEqual([result.ok, left], [true, SESSION], result.error?.message);
    }
  });

  test('a copy with a mount that is hidden in it goes as well', (t) => {
    const hidden = "mkdir -p $top/session/dev/pts/deep; mount -t tmpfs deep $top/session/dev/pts/deep; mount -t tmpfs over $top/session/dev/pts";
    const { result, left } = inNamespace(t, `${INSTALLER.replace('mount -t tmpfs target', `${hidden}\nmount -t tmpfs target`)}\nUNMOUNT`);
    assert.deepEqual([result.ok, left.filter((path) => path.startsWith('/target'))], [true, []], result.error?.message);
    assert.equal(left.length, SESSION.length + 2);
  });

  test('two at one place, and one with a blank in its name', (t) => {
    const { result, left } = inNamespace(t, `${INSTALLER}\nmount -t tmpfs upper $top/target/boot; mkdir "$top/target/a b"; mount -t tmpfs blank "$top/target/a b"\nUNMOUNT`);
    assert.deepEqual([result.ok, left], [true, SESSION], result.error?.message);
  });

  test('somebody at work there is named, and everything stays', (t) => {
    const { result, left } = inNamespace(t, `${INSTALLER}\n(cd $top/target/boot && exec sleep 30) >/dev/null 2>&1 & user=$!\nsleep 0.5\nUNMOUNT\nkill $user`);
    assert.equal(result.error?.kind, 'busy');
    assert.match(result.error.message, /sleep \(process \d+\) has .*\/target\/boot/);
    assert.equal(left.length, SESSION.length + 4);
  });
});
