import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { type TestContext } from 'node:test';
import { parseArguments } from '../../../../src/cli/arguments.ts';
import { chainloadMachine, type ChainloadMachine } from '../../../fakes/chainload-machine.ts';
import { FakeComputer } from '../../../fakes/computer.ts';
import { debianTree, NEW_RELEASE, OLD_RELEASE } from '../../../fakes/engine-machine.ts';
import { runCli } from '../../../fakes/terminal.ts';

const BLOCKS = [...readFileSync('docs/chain-loading.md', 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block.trimEnd().split('\n'));

/** A machine as Debian leaves it: links to its newest kernel. */
function debian(t: TestContext, commandLine: string): ChainloadMachine {
  const links = { vmlinuz: { link: `boot/vmlinuz-${NEW_RELEASE}` }, 'initrd.img': { link: `boot/initrd.img-${NEW_RELEASE}` } };
  return chainloadMachine(t, { tree: { ...debianTree(), ...links }, machine: { commandLine } });
}

/** Runs a line of the document; what the document calls that release is called so here. */
async function run(machine: ChainloadMachine, line: string): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  const [program, ...argv] = line.replaceAll('6.12.107+deb13-amd64', OLD_RELEASE).split(' ');
  assert.equal(program, 'quick-restart');
  const { exitCode, stdout } = await runCli(argv, new FakeComputer(), { chainload: machine.parts });
  return { exitCode, stdout: stdout.replaceAll(/\s+/g, ' ') };
}

test('five commands, as docs/chain-loading.md has them', async (t) => {
  const [five = []] = BLOCKS;
  assert.equal(five.length, 5);
  const [install = '', enable = '', rehearse = '', restart = '', status = ''] = five;
  assert.match(install, /^apt install \.\/quick-restart_\*_all\.deb linux-image-amd64$/);
  assert.equal(restart, 'systemctl reboot');
  const machine = debian(t, 'root=/dev/vda1 ro console=ttyS0');
  assert.equal((await run(machine, enable)).exitCode, 0);
  assert.match(machine.read('etc/quick-restart/chainload.conf') ?? '', /^enabled=yes\nactive=a\na\.kernel=\/vmlinuz\na\.initrd=\/initrd\.img\na\.reuse=yes\n$/m);
  assert.deepEqual(machine.parts.ways.readSetUp(), ['systemd']);
  const rehearsed = await run(machine, rehearse);
  assert.match(rehearsed.stdout, /Slot a would be started, after 10 s .*Command line root=\/dev\/vda1 ro console=ttyS0 panic=30 quick_restart\.chained=a/);
  assert.equal(rehearsed.exitCode, 0);
  const chained = debian(t, 'root=/dev/vda1 ro console=ttyS0 panic=30 quick_restart.chained=a');
  assert.equal((await run(chained, enable)).exitCode, 0);
  assert.match((await run(chained, status)).stdout, /chain loaded from slot a/);
});

test('every other command of the document does what it says', async (t) => {
  const machine = debian(t, 'root=/dev/vda1 ro');
  const [[, enable = ''] = [], backup = [], ways = []] = BLOCKS;
  for (const line of [enable, ...backup]) assert.equal((await run(machine, line)).exitCode, 0, line);
  assert.match(machine.read('etc/quick-restart/chainload.conf') ?? '', new RegExp(`^active=b\\n[^]*^b\\.entry=advanced>linux-${OLD_RELEASE.replaceAll(/[.+]/g, '\\$&')}$`, 'm'));
  for (const line of ways) {
    assert.equal((await run(machine, line)).exitCode, 0, line);
    assert.deepEqual(machine.parts.ways.readSetUp(), [line.split(' ').at(-1)]);
  }
  assert.equal((await run(machine, 'quick-restart chainload disable --forget')).exitCode, 0);
  assert.equal(machine.read('etc/quick-restart/chainload.conf'), null);
});

test('every command that documents and pages name is one', () => {
  for (const file of ['docs/chain-loading.md', 'docs/man/quick-restart-chainload.8', 'CHANGELOG.md', 'packaging/deb/README.Debian']) {
    for (const [, line = ''] of readFileSync(file, 'utf8').matchAll(/quick-restart (chainload(?: (?:--[a-z]+|\/[\w.-]+|[a-z]+\b|6\.12\S*))*)/g)) {
      const words = line.split(' ');
      const known = ['status', 'enable', 'disable', 'test', 'confirm', 'switch', 'refresh'];
      // In a sentence, what follows the action is a sentence.
      const argv = words[1] === undefined || !known.includes(words[1]) ? words.slice(0, 1) : words;
      const [, , next] = argv;
      assert.ok(parseArguments(next === undefined || next.startsWith('-') ? argv : argv.slice(0, 2)).ok, `${file}: ${line}`);
    }
  }
});
