import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { LocalBootFiles } from '../../src/adapters/boot-files/local-boot-files.ts';
import { KernelClock } from '../../src/adapters/boot-times/kernel-clock.ts';
import { CHAINLOAD_PATHS, LocalChainloadFiles } from '../../src/adapters/chainload/chainload-files.ts';
import { CHAINLOAD_PARTS } from '../../src/adapters/chainload/boot-ways.ts';
import { parseConfig } from '../../src/core/chainload/config.ts';
import { decide } from '../../src/core/chainload/decide.ts';
import { REASONS } from '../../src/core/chainload/state.ts';
import { ChainMachine, type Decision } from '../fakes/chain-machine.ts';
import { readFileSync } from 'node:fs';
import { readUnit } from './read-unit.ts';

const CONF = CHAINLOAD_PATHS.config.slice(1);

/** What the command line's own reading of the machine comes to, in the words of `chainload decide`. */
function decideHere({ root }: ChainMachine): Decision {
  const files = new LocalBootFiles(root);
  const state = new LocalChainloadFiles(root);
  const text = state.readConfig();
  const [tries, last, line] = [state.readTries(), state.readLast(), files.readText('/proc/cmdline', 1_000_000)];
  assert.ok(text.ok && tries.ok && last.ok && line.ok);
  const config = parseConfig(text.value ?? '');
  const commandLine = line.value.text.replace(/\n.*/s, '');
  const isThere = (path: string): boolean => {
    const status = files.stat(path);
    return status.ok && status.value.kind === 'file' && status.value.sizeBytes > 0;
  };
  const { slot, why, start, skipped } = decide({ config, commandLine, bootId: new KernelClock(root).read().bootId, tries: tries.value, last: last.value, canKexec: true, isThere });
  return {
    slot: [slot ?? 'none'],
    why: [why],
    ...(config.ok ? { delay: [String(config.value.delaySeconds)] } : { 'bad-line': [String(config.error[0]?.line)] }),
    ...(skipped.a === undefined ? {} : { 'a.skipped': [skipped.a] }),
    ...(skipped.b === undefined ? {} : { 'b.skipped': [skipped.b] }),
    ...(start === null ? {} : { kernel: [start.kernel], ...(start.initrds.length === 0 ? {} : { initrd: start.initrds }), 'command-line': [start.commandLine] }),
  };
}

const FULL = 'enabled=yes\na.kernel=/boot/own\na.initrd=/boot/own.initrd\na.append=root=/dev/vda1 ro\nb.kernel=/boot/spare\nb.initrd=/boot/own.initrd\nb.initrd=/boot/spare.initrd\nb.reuse=yes\n';

const CONFIGS: readonly string[] = [
  '', FULL, `${FULL}active=b\n`, `${FULL}enabled=no\n`, FULL.replace('/boot/own\n', '/boot/gone\n'), FULL.replaceAll('/boot/', '/nowhere/'), FULL.replace('a.kernel', '#'), 'enabled=yes', 'b.kernel=/boot/own\nenabled=yes\n',
  `${FULL}\n\t \n # x=y\n`, `${FULL}delay = 300`, `${FULL}delay=00`, `${FULL}tries=1\n`, `${FULL}tries=010\n`, `${FULL}x\n`, `${FULL}x=1\n`, `${FULL}a.append=\n`, `${FULL}a.kernel=\n`, `${FULL}a.reuse=yes\na.append=quiet -- single panic=1\n`, `${FULL}a.append=panic=5\n`, `${FULL}=\n`, `${FULL}init=x\n`, `${FULL}init=/x y\n`, `${FULL}a.entry=ü "x' \\ $(id)\n`, `${FULL}a.append="a b" 'c' \\d * \${e}\n`, `${FULL}enabled=yes\r\n`,
];

const LINES: readonly string[] = ['ro', 'BOOT_IMAGE=/x initrd=y ro quick_restart.chain=yes', 'ro quick_restart.chained=a more', 'quick_restart.chained=c', 'a quick_restart.chain=no', 'root=/dev/vda1 -- x', 'panic=7 x'];

describe('the shell program and the command line decide alike', () => {
  for (const text of CONFIGS) {
    test(JSON.stringify(text.replace(FULL, '… ')), (t) => {
      const machine = new ChainMachine(t);
      machine.put(CONF, text);
      for (const line of LINES) {
        machine.put('proc/cmdline', `${line}\n`);
        assert.deepEqual(decideHere(machine), machine.decide(), line);
      }
    });
  }

  test('counters and the last decision, whole and damaged', (t) => {
    const machine = new ChainMachine(t);
    machine.put(CONF, FULL);
    const bootId = machine.read('proc/sys/kernel/random/boot_id').trim();
    for (const tries of ['a=3\n', 'a=3\nb=3\n', 'a=2\nb=9999', 'a=10000\n', 'a=03\n', 'a=3\na=x\n', ' a=3\n', 'a=-3\n', 'a=3 \n', '\n\n', 'b=3\na=4']) {
      for (const last of ['', `boot=${bootId}\nslot=none\nwhy=stayed\n`, `boot=${bootId}\nslot=a\nwhy=chained\n`, 'boot=another\nwhy=stayed\n', 'why=stayed\n']) {
        machine.put('var/lib/quick-restart/chainload/tries', tries);
        machine.put('var/lib/quick-restart/chainload/last', last);
        assert.deepEqual(decideHere(machine), machine.decide(), JSON.stringify([tries, last]));
      }
    }
  });

  test('files that somebody typed', (t) => {
    const machine = new ChainMachine(t);
    const value = fc.oneof(fc.constantFrom('yes', 'no', '/boot/own', '/boot/spare', '/boot/own.initrd', '/gone', '0', '3', '10', 'a', 'b', 'ro -- x', 'panic=1', ''), fc.string({ unit: fc.constantFrom(...' \t=#/ab0"\'\\$*%ü-'.split('')), maxLength: 6 }));
    const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('enabled', 'enabled', 'delay', 'tries', 'active', 'init', 'a.kernel', 'a.kernel', 'a.initrd', 'a.append', 'a.reuse', 'a.entry', 'b.kernel', 'b.append') }, { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...' \t#a.=['.split('')), maxLength: 4 }) });
    const config = fc.array(fc.tuple(key, fc.constantFrom('=', ' = ', '\t='), value).map((parts) => parts.join('')), { maxLength: 6 });
    fc.assert(
      fc.property(config, fc.constantFrom('', FULL), (lines, start) => {
        machine.put(CONF, start + lines.join('\n'));
        assert.deepEqual(decideHere(machine), machine.decide());
      }),
      { numRuns: 150 },
    );
  });
});

test('the words of why are the same', () => {
  const program = ['decide', 'chain', 'say'].map((part) => readFileSync(`chainload/chainload.d/${part}.sh`, 'utf8')).join('');
  for (const why of REASONS) assert.ok(program.includes(why), why);
  const said = [...program.matchAll(/\b(?:why=|note_last |end_with )([a-z]+(?:-[a-z]+)*)\b/g)].map(([, word]) => word ?? '');
  assert.deepEqual([...new Set(said)].filter((word) => !(REASONS as readonly string[]).includes(word)), []);
});

test('what is set up is what the folder chainload/ and the units are', () => {
  for (const path of [CHAINLOAD_PARTS.program, CHAINLOAD_PARTS.init, CHAINLOAD_PARTS.template]) assert.match(readFileSync(`chainload/${path.split('/').at(-1) ?? ''}`, 'utf8'), /^#!\/bin\/sh\n/);
  assert.match(readFileSync('chainload/chainload.init', 'utf8'), new RegExp(`^# Provides: +${CHAINLOAD_PARTS.scriptName}$`, 'm'));
  const unit = readUnit(readFileSync(`systemd/${CHAINLOAD_PARTS.unit}`, 'utf8'));
  assert.deepEqual(unit.get('Install.Also'), [CHAINLOAD_PARTS.timer]);
  assert.ok(readUnit(readFileSync(`systemd/${CHAINLOAD_PARTS.timer}`, 'utf8')).has('Install.WantedBy'));
});
