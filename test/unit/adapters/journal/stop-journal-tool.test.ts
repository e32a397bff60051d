import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { StopJournalTool } from '../../../../src/adapters/journal/stop-journal-tool.ts';
import { STOP_MESSAGE_IDS } from '../../../../src/core/history/slow-stops.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const ID = '0123456789abcdef0123456789abcdef';
const ENTRY = JSON.stringify({ __MONOTONIC_TIMESTAMP: '12', UNIT: 'a.service', MESSAGE_ID: STOP_MESSAGE_IDS.stopping });

/** A journal folder, and a program in journalctl's place that says `script`. */
function journal(t: TestContext, script: string | null, kept = true): { readonly root: string; readonly tool: StopJournalTool } {
  const root = temporaryTree(t, { 'machine-id': `${ID}\n`, ...(kept ? { [`journal/${ID}/system.journal`]: '' } : {}) });
  const tool = join(root, 'journalctl');
  if (script !== null) {
    writeFileSync(tool, `#!/bin/sh\nprintf '%s\\n' "$@" >${root}/asked\n${script}\n`);
    chmodSync(tool, 0o755);
  }
  return { root, tool: new StopJournalTool({ tool, directory: join(root, 'journal'), machineIdFile: join(root, 'machine-id') }) };
}

test('it asks for the manager’s own messages of the boot before, and nothing else', async (t) => {
  const { root, tool } = journal(t, `cat <<'END'\n${ENTRY}\nEND`);
  assert.deepEqual(await tool.read(), { ok: true, value: [{ kind: 'stopping', unit: 'a.service', atUsec: 12 }] });
  const asked = readFileSync(join(root, 'asked'), 'utf8').trim().split('\n');
  for (const word of ['--boot=-1', '--output=json', '_PID=1', ...Object.values(STOP_MESSAGE_IDS).map((id) => `MESSAGE_ID=${id}`)]) assert.ok(asked.includes(word), word);
});

test('more than usual is read, and not without end', async (t) => {
  const { tool } = journal(t, `i=0; while [ $i -lt 2000 ]; do echo '${ENTRY.replace('}', `,"x":"${'x'.repeat(200)}"}`)}'; i=$((i+1)); done`);
  const read = await tool.read();
  assert.equal(read.ok && read.value.length, 2000);
  const endless = await journal(t, `head -c 9000000 /dev/zero | tr '\\0' x`).tool.read();
  assert.deepEqual(endless, { ok: true, value: [] });
});

test('no boot before this one: nothing', async (t) => {
  assert.deepEqual(await journal(t, 'exit 1').tool.read(), { ok: true, value: [] });
});

for (const [what, make, kind] of [
  ['a journal that is not kept', (t: TestContext) => journal(t, 'true', false).tool, 'not-kept'],
  ['no journalctl', (t: TestContext) => journal(t, null).tool, 'not-kept'],
  ['journalctl fails', (t: TestContext) => journal(t, 'echo damaged >&2; exit 3').tool, 'failed'],
] as const) {
  test(`${what}: ${kind}`, async (t) => {
    const read = await make(t).read();
    assert.equal(read.ok ? 'read' : read.error.kind, kind);
  });
}

test('who may not read it is told so, and journalctl is not asked', async (t) => {
  const { root, tool } = journal(t, 'true');
  const folder = join(root, 'journal', ID);
  chmodSync(folder, 0o000);
  try {
    const read = await asNobody(() => tool.read());
    assert.equal(read.ok ? 'read' : read.error.kind, 'denied');
  } finally {
    chmodSync(folder, 0o755);
  }
});

/** Runs `work` without root's rights, where the tests have them. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
