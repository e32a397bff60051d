import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ChainMachine } from '../fakes/chain-machine.ts';
import { POSIX_SHELLS } from '../fakes/posix-shells.ts';

const GOOD = ['enabled=yes', 'a.kernel=/boot/own', 'a.initrd=/boot/own.initrd', 'a.append=root=/dev/vda1 ro'] as const;

for (const shell of POSIX_SHELLS) {
  describe(`chainload decide, by ${shell.join(' ')}`, () => {
    test('the kernel, its initrds in order, and a line that ends in our words', (t) => {
      const machine = new ChainMachine(t, shell);
      machine.configure('# mine', '', '  enabled = yes\t', 'a.kernel=/boot/own', 'a.initrd=/boot/spare.initrd', 'a.initrd=/boot/own.initrd', 'a.append=root=/dev/vda1 ro  x=*', 'a.entry=anything at all', 'delay=0', 'delay=7');
      assert.deepEqual(machine.decide(), {
        'slot': ['a'], 'why': ['would-chain'], 'delay': ['7'], 'kernel': ['/boot/own'], 'initrd': ['/boot/spare.initrd', '/boot/own.initrd'],
        'command-line': ['root=/dev/vda1 ro x=* panic=30 quick_restart.chained=a'],
      });
    });

    test('paths are paths, whatever is in them', (t) => {
      const machine = new ChainMachine(t, shell);
      const name = `/boot/a 'b' "$(touch x)" \`id\` %s ü=*`;
      machine.put(name.slice(1), 'kernel');
      machine.configure('enabled=yes', `a.kernel=${name}`, `a.initrd=${name}`);
      assert.deepEqual([machine.decide()['kernel'], machine.decide()['initrd']], [[name], [name]]);
    });

    for (const [what, running, append, expected] of [
      ['the running line, without what is a boot loader’s or ours', 'BOOT_IMAGE=/x root=/dev/vda1 initrd=\\x.img quiet', 'own=1', 'root=/dev/vda1 quiet own=1 panic=30 quick_restart.chained=a'],
      ['what a panic does is left to whoever says it', 'root=/dev/vda1 panic=5', '', 'root=/dev/vda1 panic=5 quick_restart.chained=a'],
      ['ours come before the words of init', 'root=/dev/vda1', 'a -- b panic=1', 'root=/dev/vda1 a panic=30 quick_restart.chained=a -- b panic=1'],
    ] as const) {
      test(`the command line: ${what}`, (t) => {
        const machine = new ChainMachine(t, shell);
        machine.put('proc/cmdline', `${running}\n`);
        machine.configure(...GOOD, 'a.reuse=yes', `a.append=${append}`);
        assert.deepEqual(machine.decide()['command-line'], [expected]);
      });
    }

    for (const line of ['nonsense', 'unknown=1', 'enabled=maybe', 'enabled=', 'delay=301', 'delay=08', 'delay=-1', 'delay=1 0', 'tries=0', 'tries=11', 'active=c', 'init=sbin/init', 'a.kernel=boot/own', 'a.initrd=', 'c.kernel=/boot/own', 'enabled=yes\r', 'a.reuse=1', '[section]']) {
      test(`a bad line: ${JSON.stringify(line)}`, (t) => {
        const machine = new ChainMachine(t, shell);
        machine.configure(...GOOD, line, 'also bad');
        assert.deepEqual(machine.decide(), { slot: ['none'], why: ['bad-config'], 'bad-line': ['5'] });
      });
    }

    for (const [why, change] of [
      ['marker', (machine) => machine.put('proc/cmdline', 'root=/dev/vda1 quick_restart.chained=b added=by-the-provider\n')],
      ['switched-off', (machine) => machine.put('proc/cmdline', 'quick_restart.chain=no root=/dev/vda1\n')],
      ['would-chain', (machine) => machine.put('proc/cmdline', 'xquick_restart.chained=a quick_restart.chained=ab quick_restart.chained= quick_restart.chain=not\n')],
      ['no-command-line', (machine) => machine.remove('proc/cmdline')],
      ['crash-kernel', (machine) => machine.put('proc/vmcore', '')],
      ['disabled', (machine) => machine.configure(...GOOD, 'enabled=no')],
      ['disabled', (machine) => machine.remove('etc')],
      ['bad-config', (machine) => machine.configure('bad', 'enabled=no')],
      ['bad-config', (machine) => {
        machine.remove('etc/quick-restart/chainload.conf');
        machine.put('etc/quick-restart/chainload.conf/file', '');
      }],
      ['no-kexec', (machine) => machine.remove('usr/sbin/kexec')],
      ['no-kexec', (machine) => machine.remove('sys/kernel/kexec_loaded')],
      ['no-kexec', (machine) => machine.put('proc/sys/kernel/kexec_load_disabled', '1\n')],
      ['no-kernel', (machine) => machine.remove('boot/own')],
      ['no-kernel', (machine) => machine.put('boot/own.initrd', '')],
      ['no-kernel', (machine) => machine.configure('enabled=yes')],
      ['tries-used-up', (machine) => machine.put('var/lib/quick-restart/chainload/tries', 'a=3\nb=0\n')],
      ['would-chain', (machine) => machine.put('var/lib/quick-restart/chainload/tries', 'a=2\nb=9\n')],
      ['would-chain', (machine) => machine.put('var/lib/quick-restart/chainload/tries', 'a=009\n\0\nb=9\na=x')],
    ] as readonly (readonly [string, (machine: ChainMachine) => void])[]) {
      test(`${why}: ${String(change).replace(/\s+/g, ' ').slice(13)}`, (t) => {
        const machine = new ChainMachine(t, shell);
        machine.configure(...GOOD);
        change(machine);
        assert.deepEqual(machine.decide()['why'], [why]);
      });
    }

    for (const [what, lines, tries, expected] of [
      ['the active one is tried first', ['active=b'], 'a=0\nb=0', { slot: 'b' }],
      ['used up: the other', [], 'a=3\nb=2', { slot: 'b', a: 'tries-used-up' }],
      ['gone: the other', ['a.kernel=/boot/gone'], 'a=0\nb=0', { slot: 'b', a: 'no-kernel' }],
      ['both used up', ['tries=1'], 'a=1\nb=1', { slot: 'none', a: 'tries-used-up', b: 'tries-used-up' }],
      ['one used up, the other gone', ['b.kernel=/boot/gone'], 'a=3\nb=0', { slot: 'none', a: 'tries-used-up', b: 'no-kernel' }],
    ] as readonly (readonly [string, readonly string[], string, { readonly slot: string; readonly a?: string; readonly b?: string }])[]) {
      test(`two slots, ${what}`, (t) => {
        const machine = new ChainMachine(t, shell);
        machine.configure(...GOOD, 'b.kernel=/boot/spare', 'b.reuse=yes', ...lines);
        machine.put('var/lib/quick-restart/chainload/tries', `${tries}\n`);
        const { slot, 'a.skipped': a, 'b.skipped': b } = machine.decide();
        assert.deepEqual({ slot, a, b }, { slot: [expected.slot], a: expected.a === undefined ? undefined : [expected.a], b: expected.b === undefined ? undefined : [expected.b] });
      });
    }

    test('nothing is changed, and nothing but reading is needed', (t) => {
      const machine = new ChainMachine(t, shell);
      machine.configure(...GOOD);
      machine.decide();
      assert.deepEqual([machine.read('asked'), machine.read('dev/ttyS0'), machine.read('var/lib/quick-restart/chainload/last')], ['', '', '']);
    });
  });
}
