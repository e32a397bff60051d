import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { ACTIONS, CHAINLOAD_OPTIONS } from '../../../src/cli/chainload/actions.ts';
import { COMMANDS, OPTIONS } from '../../../src/cli/commands.ts';
import { EXIT } from '../../../src/contracts/errors.ts';

const PAGE = readFileSync('docs/man/quick-restart.1', 'utf8');
const CHAINLOAD_PAGE = readFileSync('docs/man/quick-restart-chainload.8', 'utf8');

test('the man page knows every command, every option and every exit code', () => {
  for (const command of Object.keys(COMMANDS)) assert.match(PAGE, new RegExp(`^\\.It Cm ${command}$`, 'm'));
  for (const [name, { short }] of Object.entries(OPTIONS)) {
    assert.match(PAGE, new RegExp(`^\\.It ${short === null ? '' : `Fl ${short} , `}Fl -${name}\\b`, 'm'));
  }
  for (const code of Object.values(EXIT)) assert.match(PAGE, new RegExp(`^\\.It ${code}$`, 'm'));
});

test('the man page knows no other option and no other command', () => {
  const options = [...PAGE.matchAll(/Fl -([a-z-]+)/g)].map((match) => match[1] ?? '');
  assert.deepEqual(options.filter((name) => !Object.hasOwn(OPTIONS, name)), []);
  const synopsis = PAGE.slice(PAGE.indexOf('.Sh SYNOPSIS'), PAGE.indexOf('.Sh DESCRIPTION'));
  const commands = [...synopsis.matchAll(/^\.(?:Op )?Cm ([\w-]+)$/gm)].map((match) => match[1] ?? '');
  assert.deepEqual(commands, [...Object.keys(COMMANDS), 'chainload']);
});

test('the page of chain loading knows every action and every option, each action with its own, and no other', () => {
  const synopsis = CHAINLOAD_PAGE.slice(CHAINLOAD_PAGE.indexOf('.Sh SYNOPSIS'), CHAINLOAD_PAGE.indexOf('.Sh DESCRIPTION'));
  const calls = synopsis.split(/^\.Nm quick-restart$/m).slice(1).map((call) => [/^\.(?:Op Cm|Cm chainload) (\w+)$/m.exec(call)?.[1] ?? '', [...new Set([...call.matchAll(/Fl -([a-z]+)/g)].map(([, name]) => name ?? ''))].sort()] as const);
  assert.deepEqual(calls, Object.entries(ACTIONS).map(([name, { options }]) => [name, [...options].sort()]));
  for (const action of Object.keys(ACTIONS)) assert.match(CHAINLOAD_PAGE, new RegExp(`^\\.It Cm ${action}$`, 'm'));
  for (const [name, { short, value }] of Object.entries(CHAINLOAD_OPTIONS)) {
    assert.match(CHAINLOAD_PAGE, new RegExp(`^\\.It ${short === null ? '' : `Fl ${short} , `}Fl -${name}${value === null ? '' : ` Ar ${value}`}$`, 'm'));
  }
  const options = [...CHAINLOAD_PAGE.matchAll(/Fl -([a-z-]+)/g)].map(([, name]) => name ?? '');
  assert.deepEqual(options.filter((name) => !Object.hasOwn(CHAINLOAD_OPTIONS, name)), []);
});
