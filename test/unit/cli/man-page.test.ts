import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { COMMANDS, OPTIONS } from '../../../src/cli/commands.ts';
import { EXIT } from '../../../src/contracts/errors.ts';

const PAGE = readFileSync('docs/man/quick-restart.1', 'utf8');

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
  const commands = [...synopsis.matchAll(/^\.(?:Op )?Cm (\w+)$/gm)].map((match) => match[1] ?? '');
  assert.deepEqual(commands, Object.keys(COMMANDS));
});
