import assert from 'node:assert/strict';
import test from 'node:test';
import { runProgram } from '../../../../src/adapters/programs/run-program.ts';

const SH = '/bin/sh';

test('an expected exit gives its output, in the C locale and with no input', async () => {
  const ran = await runProgram({ argv: [SH, '-c', 'cat; echo "$LC_ALL"; echo oops >&2; exit 3'], expectedExits: [0, 3], timeoutMs: 5000 });
  assert.deepEqual(ran, { ok: true, value: { exitCode: 3, stdout: 'C\n', stderr: 'oops\n' } });
});

test('arguments are passed as they are, never through a shell', async () => {
  const ran = await runProgram({ argv: ['/usr/bin/printf', '%s|', '$(id)', 'a b', '"', '*'], expectedExits: [0], timeoutMs: 5000 });
  assert.ok(ran.ok);
  assert.equal(ran.value.stdout, '$(id)|a b|"|*|');
});

test('every failure has its kind', async () => {
  const missing = await runProgram({ argv: ['/nonexistent/program'], expectedExits: [0], timeoutMs: 5000 });
  const unexpected = await runProgram({ argv: [SH, '-c', 'echo why >&2; exit 7'], expectedExits: [0], timeoutMs: 5000 });
  const killed = await runProgram({ argv: [SH, '-c', 'kill -KILL $$'], expectedExits: [0], timeoutMs: 5000 });
  assert.ok(!missing.ok && !unexpected.ok && !killed.ok);
  assert.deepEqual([missing.error.kind, unexpected.error.kind, killed.error.kind], ['not-found', 'unexpected-exit', 'killed']);
  assert.deepEqual([unexpected.error.exitCode, unexpected.error.stderr], [7, 'why\n']);
});

test('a program that ignores SIGTERM is gone after its time and the grace', async () => {
  const ran = await runProgram({ argv: [SH, '-c', 'trap "" TERM; echo $$ >&2; while :; do sleep 1 <&- >&- 2>&-; done'], expectedExits: [0], timeoutMs: 200 });
  assert.ok(!ran.ok);
  assert.equal(ran.error.kind, 'timeout');
  assert.throws(() => process.kill(Number(ran.error.stderr), 0), { code: 'ESRCH' });
});

test('what it started is ended with it, and nobody waits for what got away with its pipes', async () => {
  const started = Date.now();
  const ran = await runProgram({ argv: [SH, '-c', 'sleep 30 & echo $! >&2; setsid sleep 12; true'], expectedExits: [0], timeoutMs: 300 });
  assert.ok(!ran.ok);
  assert.equal(ran.error.kind, 'timeout');
  assert.ok(Date.now() - started < 10_000, 'it waited for the pipes');
  assert.ok(await isGone(Number(ran.error.stderr)));
});

test('a program that has ended, and left somebody with its pipes: nobody waits longer than its time', async () => {
  const started = Date.now();
  const ran = await runProgram({ argv: [SH, '-c', 'setsid sleep 12 & exit 0'], expectedExits: [0], timeoutMs: 300 });
  assert.ok(!ran.ok);
  assert.equal(ran.error.kind, 'timeout');
  assert.ok(Date.now() - started < 10_000, 'it waited for the pipes');
});

/** A process without its parent is nobody's to wait for; it takes a moment. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

test('abort ends it, also when it came before the start', async () => {
  const aborted = await runProgram({ argv: [SH, '-c', 'exec sleep 30'], expectedExits: [0], timeoutMs: 30_000, signal: AbortSignal.timeout(100) });
  const before = await runProgram({ argv: [SH, '-c', 'exec sleep 30'], expectedExits: [0], timeoutMs: 30_000, signal: AbortSignal.abort() });
  assert.ok(!aborted.ok && !before.ok);
  assert.deepEqual([aborted.error.kind, before.error.kind], ['aborted', 'aborted']);
});

test('output is cut at its limit and the program still ends', async () => {
  const ran = await runProgram({ argv: [SH, '-c', 'head -c 1000000 /dev/zero'], expectedExits: [0], timeoutMs: 5000 });
  assert.ok(ran.ok);
  assert.equal(ran.value.stdout.length, 64 * 1024);
});
