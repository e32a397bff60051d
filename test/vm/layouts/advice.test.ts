// Real UEFI variables, written and removed in a machine with OVMF by the tools that people use, and by hand as mokutil and fwupd do:
// while one asks something of the next start through the firmware, the plan of a person without privileges is the ordinary restart,
// with the reason; once it is gone, the quick one again. Nothing is restarted here.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CHANGED, layoutImage } from '../../../scripts/guest/layouts/layout-image.ts';
import { LAYOUTS, type Layout } from '../../../scripts/guest/layouts/layouts.ts';
import { builtPackage, installPackage } from '../../../scripts/try/guest-packages.ts';
import type { CheckOutcome } from '../../../src/core/restart-plan/check.ts';
import type { Machine } from '../machine/machine.ts';
import { startCopy, type WorkingCopy } from '../machine/working-copy.ts';
import { wholeLines } from './whole-lines.ts';

const steps = wholeLines((line) => console.log(line));
const REFUSED = 3;

const VARIABLES = '/sys/firmware/efi/efivars';
const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const SHIM = '605dab50-e046-4300-abb6-3dd810dd8b23';

/** Writes a variable with its attributes in one go, as efivarfs wants it; `value` in the octal escapes of printf(1). */
const write = (name: string, value: string): string => `printf '\\007\\000\\000\\000${value}' >/tmp/value && dd status=none bs=64k if=/tmp/value of=${VARIABLES}/${name}`;
/** Other variables than the specification's own are kept from being removed by accident. */
const remove = (name: string): string => `chattr -i ${VARIABLES}/${name} && rm ${VARIABLES}/${name}`;
const LOGIND = 'busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager';

describe('advice of real firmware', { timeout: 3_600_000 }, () => {
  describe('UEFI, GRUB', () => {
    const { machine, plan, says, refusesNow } = onMachine(LAYOUTS.uefiGrub);

    test('nothing waits: quick, and no advice against it', async () => {
      const { action, checks } = await plan();
      assert.equal(action, 'quick', JSON.stringify(checks, null, 1));
      for (const id of ['firmware-update', 'secure-boot-keys', 'firmware-setup', 'one-shot-entry', 'hibernation-image', 'root-disk', 'disk-passphrase']) {
        assert.equal(checks.find((check) => check.id === id)?.result, 'ok', id);
      }
    });

    test('BootNext names another boot option', async () => {
      const { root } = machine();
      // The number of an option that the firmware itself made, and that did not start this system.
      const other = await root.read(`current=$(od -An -t x2 -j 4 ${VARIABLES}/BootCurrent-${GLOBAL} | tr -d ' ' | tr a-f A-F)
        ls ${VARIABLES} | sed -n 's/^Boot\\([0-9A-F]\\{4\\}\\)-.*/\\1/p' | grep -v "^$current$" | head -n 1`);
      assert.match(other, /^[0-9A-F]{4}$/);
      const low = Number.parseInt(other, 16) & 0xff;
      await root.read(write(`BootNext-${GLOBAL}`, `\\${low.toString(8).padStart(3, '0')}\\000`));
      await says('full', 'one-shot-entry', 'refusal', /The firmware was asked to start “[^”]+” next time\./);
      await root.read(remove(`BootNext-${GLOBAL}`));
      await says('quick', 'one-shot-entry', 'ok');
    });

    test('BootNext names the option that this system came from: nothing else would be started', async () => {
      const { root } = machine();
      // Its own attributes are volatile, so only the number is taken.
      await root.read(`(printf '\\007\\000\\000\\000'; tail -c 2 ${VARIABLES}/BootCurrent-${GLOBAL}) >/tmp/value && dd status=none bs=64k if=/tmp/value of=${VARIABLES}/BootNext-${GLOBAL}`);
      await says('quick', 'one-shot-entry', 'ok');
      await root.read(remove(`BootNext-${GLOBAL}`));
    });

    test('a key that waits for MokManager: full, and now refuses to load anything', async () => {
      const { root } = machine();
      await root.read(write(`MokNew-${SHIM}`, '\\241\\131\\300\\245\\344\\224\\247\\112'));
      await says('full', 'secure-boot-keys', 'refusal', /\(MokNew\)/);
      await refusesNow(/Secure Boot keys/);
      await root.read(write(`MokAuth-${SHIM}`, '\\001\\002\\003'));
      await says('full', 'secure-boot-keys', 'refusal', /\(MokNew, MokAuth\)/);
      await root.read(`${remove(`MokNew-${SHIM}`)}; ${remove(`MokAuth-${SHIM}`)}`);
      await says('quick', 'secure-boot-keys', 'ok');
    });

    test('the firmware’s setup, asked for by logind', async () => {
      const { root } = machine();
      await root.read(`${LOGIND} SetRebootToFirmwareSetup b true`);
      await says('full', 'firmware-setup', 'refusal');
      await refusesNow(/setup/);
      await root.read(`${LOGIND} SetRebootToFirmwareSetup b false`);
      await says('quick', 'firmware-setup', 'ok');
    });

    test('a capsule on disk', async () => {
      const { root } = machine();
      await root.read(write(`OsIndications-${GLOBAL}`, '\\004\\000\\000\\000\\000\\000\\000\\000'));
      await says('full', 'firmware-update', 'refusal');
      await root.read(write(`OsIndications-${GLOBAL}`, '\\000\\000\\000\\000\\000\\000\\000\\000'));
      await says('quick', 'firmware-update', 'ok');
    });

    test('GRUB’s next entry: quick, with a warning that it stays', async () => {
      const { root } = machine();
      await root.read('grub-reboot 0');
      await says('quick', 'one-shot-entry', 'warning', /leaves the choice in place/);
      await root.read('grub-editenv - unset next_entry');
      await says('quick', 'one-shot-entry', 'ok');
    });

    test('packages that asked for a restart are notes', async () => {
      const { root } = machine();
      await root.read("printf '%s\\n' shim-signed intel-microcode >/run/reboot-required.pkgs");
      const { action, checks } = await plan();
      assert.equal(action, 'quick');
      for (const [id, name] of [['boot-loader-upgraded', 'shim-signed'], ['microcode', 'intel-microcode']] as const) {
        const check = checks.find((one) => one.id === id);
        assert.equal(check?.result, 'ok');
        assert.ok(check.message.includes(name) && check.hint !== '', check.message);
      }
      await root.read('rm /run/reboot-required.pkgs');
    });

    test('a list reads none of it', async () => {
      const { root, person } = machine();
      await root.read(write(`MokNew-${SHIM}`, '\\001'));
      assert.doesNotMatch(await person.read('quick-restart list --json'), /Mok/);
      await root.read(remove(`MokNew-${SHIM}`));
    });
  });

  describe('UEFI, systemd-boot', () => {
    const { machine, says } = onMachine(LAYOUTS.systemdBoot);

    test('an entry for once, by bootctl', async () => {
      const { root } = machine();
      await root.read('bootctl set-oneshot auto-reboot-to-firmware-setup');
      await says('full', 'one-shot-entry', 'refusal');
      await root.read("bootctl set-oneshot ''");
      await says('quick', 'one-shot-entry', 'ok');
    });

    test('its menu, asked for by logind', async () => {
      const { root } = machine();
      await root.read(`${LOGIND} SetRebootToBootLoaderMenu t 60000000`);
      await says('full', 'one-shot-entry', 'refusal', /menu/);
      await root.read(`${LOGIND} SetRebootToBootLoaderMenu t 18446744073709551615`);
      await says('quick', 'one-shot-entry', 'ok');
    });
  });
});

interface Plan {
  readonly action: string;
  readonly checks: readonly CheckOutcome[];
}

interface OnMachine {
  readonly machine: () => Machine;
  readonly plan: () => Promise<Plan>;
  readonly says: (action: string, id: CheckOutcome['id'], result: CheckOutcome['result'], message?: RegExp) => Promise<void>;
  readonly refusesNow: (why: RegExp) => Promise<void>;
}

/** A machine of the layout with our package, for the tests of one suite. */
function onMachine(layout: Layout): OnMachine {
  let copy: WorkingCopy | null = null;
  before(async () => {
    const deb = await steps.run('building our package', builtPackage);
    const image = await layoutImage(layout, steps);
    copy = await steps.run(`${layout.name}: starting the machine`, () => startCopy(image.disk, CHANGED, { firmware: image.firmware }));
    await steps.run(`${layout.name}: installing our package`, () => installPackage(machine(), deb));
  });
  after(() => copy?.remove());
  const machine = (): Machine => {
    assert.ok(copy, 'the machine runs');
    return copy.machine;
  };
  // The bus gives a helper 25 s to start, and without it the CLI looks with the person's own eyes: on a busy host without KVM that happens.
  const plan = async (): Promise<Plan> => {
    await machine().root.read('systemctl start quick-restartd.service');
    const { stdout, stderr } = await machine().person.run('quick-restart plan --json');
    const answer = JSON.parse(stdout) as Plan | { readonly error: object };
    if ('error' in answer) assert.fail(stdout + stderr);
    return answer;
  };
  return {
    machine,
    plan,
    says: async (action, id, result, message) => {
      const planned = await plan();
      const check = planned.checks.find((one) => one.id === id);
      assert.deepEqual([planned.action, check?.result], [action, result], JSON.stringify(planned.checks, null, 1));
      if (message !== undefined) assert.match(check?.message ?? '', message);
    },
    refusesNow: async (why) => {
      await machine().root.read('systemctl start quick-restartd.service');
      const { code, stdout, stderr } = await machine().person.run('quick-restart now --yes');
      assert.equal(code, REFUSED, stdout + stderr);
      assert.match(stderr, why);
      assert.equal(await machine().root.read('cat /sys/kernel/kexec_loaded'), '0');
    },
  };
}
