import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { PkttyAgent } from '../../../../src/adapters/authentication-agent/pkttyagent.ts';

/** Stands in for pkttyagent(1): notes its arguments, then does what `body` says. */
function program(body: string): { readonly path: string; readonly noted: (name: string) => string } {
  const directory = mkdtempSync(join(tmpdir(), 'quick-restart-agent-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const path = join(directory, 'agent');
  writeFileSync(path, `#!/bin/sh\ncd ${directory}\necho "$*" > arguments\ntrap 'echo > stopped; exit 0' TERM\n${body}\n`);
  chmodSync(path, 0o755);
  return { path, noted: (name) => (existsSync(join(directory, name)) ? readFileSync(join(directory, name), 'utf8') : '') };
}

const WAIT = 'while :; do sleep 0.02; done';

test('is ready when the notification pipe closes, and ends when it is stopped', async () => {
  const { path, noted } = program(`sleep 0.1; echo > registered; exec 3>&-; ${WAIT}`);
  const agent = await new PkttyAgent({ subjectPid: 4711, program: path }).start();
  assert.equal(noted('registered'), '\n');
  assert.equal(noted('arguments'), '--process 4711 --notify-fd 3 --fallback\n');
  await agent.stop();
  assert.equal(noted('stopped'), '\n');
  await agent.stop(); // once is enough, twice does no harm
});

test('a program that ends at once, as where another agent is there, is no obstacle', async () => {
  const agent = await new PkttyAgent({ subjectPid: 1, program: program('exit 127').path }).start();
  await agent.stop();
});

test('no such program is no obstacle', async () => {
  const agent = await new PkttyAgent({ subjectPid: 1, program: '/nonexistent/pkttyagent' }).start();
  await agent.stop();
});

test('a program that does not want to end is killed', async () => {
  const agent = await new PkttyAgent({ subjectPid: 1, program: program(`trap '' TERM; exec 3>&-; ${WAIT}`).path }).start();
  await agent.stop();
});
