import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { readFirmware, readHibernateLocation } from '../../../../src/adapters/efi-variables/firmware-variables.ts';
import { bootNumber, loadOption as parseLoadOption, osIndications, text } from '../../../../src/adapters/efi-variables/variable-values.ts';
import { err } from '../../../../src/core/result.ts';
import type { FirmwareFacts, FirmwareVariables } from '../../../../src/core/restart-plan/advice-facts.ts';
import { quietFirmware } from '../../../fakes/advice-facts.ts';
import { efivars, GLOBAL, LOADER, loadOption, number, SHIM, utf16, variable } from '../../../fakes/efi-variables.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import { say } from '../../../../src/core/sentence.ts';

type Test = Parameters<typeof temporaryTree>[0];

function firmwareOf(t: Test, variables: Readonly<Record<string, Uint8Array>>): FirmwareFacts {
  return readFirmware(new LocalBootFiles(temporaryTree(t, efivars(variables))));
}

const at = (name: string, ...value: readonly Uint8Array[]): Readonly<Record<string, Uint8Array>> => ({ [`${name}-${GLOBAL}`]: variable(...value) });

describe('what UEFI variables ask of the next start', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, Uint8Array>>, Partial<FirmwareVariables>])[] = [
    ['nothing', {}, {}],
    [
      'BootNext: Windows',
      { ...at('BootNext', number(2, 2)), ...at('Boot0002', loadOption('Windows Boot Manager', '\\EFI\\Microsoft\\Boot\\bootmgfw.efi')) },
      { bootNext: { number: 2, description: 'Windows Boot Manager', firmwareUpdater: false } },
    ],
    [
      'BootNext: fwupd’s program, by its name',
      { ...at('BootNext', number(0x1a, 2)), ...at('Boot001A', loadOption('Linux Firmware Updater', '\\EFI\\debian\\fwupdx64.efi')) },
      { bootNext: { number: 0x1a, description: 'Linux Firmware Updater', firmwareUpdater: true } },
    ],
    [
      'BootNext: fwupd’s program on a Lenovo',
      { ...at('BootNext', number(3, 2)), ...at('Boot0003', loadOption('Linux-Firmware-Updater', '\\EFI\\debian\\shimx64.efi', utf16('\\fwupdx64.efi'))) },
      { bootNext: { number: 3, description: 'Linux-Firmware-Updater', firmwareUpdater: true } },
    ],
    [
      'BootNext: fwupd’s program behind shim, under a name of its own',
      { ...at('BootNext', number(3, 2)), ...at('Boot0003', loadOption('Updates', '\\EFI\\debian\\shimx64.efi', utf16('\\fwupdaa64.efi'))) },
      { bootNext: { number: 3, description: 'Updates', firmwareUpdater: true } },
    ],
    ['BootNext: an option that is not there', at('BootNext', number(9, 2)), { bootNext: { number: 9, description: null, firmwareUpdater: false } }],
    ['OsIndications: setup', at('OsIndications', number(1, 8)), { asksForSetup: true }],
    ['OsIndications: a capsule on disk', at('OsIndications', number(4, 8)), { asksForCapsule: true }],
    ['OsIndications: recovery of the system', at('OsIndications', number(0x10, 8)), { asksForRecovery: true }],
    ['OsIndications: recovery of the platform', at('OsIndications', number(0x20, 8)), { asksForRecovery: true }],
    ['OsIndications: bits that are none of these', at('OsIndications', number(0xffff_ffff_ffff_ff8an, 8)), {}],
    ['what OsIndicationsSupported can is not asked for', at('OsIndicationsSupported', number(0x7f, 8)), {}],
    ['a new key for MokManager', { [`MokNew-${SHIM}`]: variable(Buffer.alloc(900, 1)), [`MokAuth-${SHIM}`]: variable(Buffer.alloc(32, 2)) }, { mokRequests: ['MokNew', 'MokAuth'] }],
    ['Secure Boot’s validation to be switched off', { [`MokSB-${SHIM}`]: variable(Buffer.alloc(100, 1)) }, { mokRequests: ['MokSB'] }],
    ['keys that are enrolled ask for nothing', { [`MokListRT-${SHIM}`]: variable(Buffer.alloc(900, 1)), [`MokSBStateRT-${SHIM}`]: variable(number(1, 1)) }, {}],
    ['a MokNew that is not shim’s', { [`MokNew-${GLOBAL}`]: variable(Buffer.alloc(9)) }, {}],
    [
      'systemd-boot: an entry and the menu for once',
      { [`LoaderInfo-${LOADER}`]: variable(utf16('systemd-boot 257.7-1')), [`LoaderEntryOneShot-${LOADER}`]: variable(utf16('auto-windows')), [`LoaderConfigTimeoutOneShot-${LOADER}`]: variable(utf16('60')) },
      { loader: 'systemd-boot 257.7-1', loaderOneShot: 'auto-windows', loaderMenuAsked: true },
    ],
    ['an empty entry for once', { [`LoaderEntryOneShot-${LOADER}`]: variable(utf16('')) }, {}],
    ['BootCurrent', at('BootCurrent', number(0x2001, 2)), { bootCurrent: 0x2001 }],
  ];
  for (const [name, variables, expected] of cases) test(name, (t) => assert.deepEqual(firmwareOf(t, variables), quietFirmware(expected)));
});

describe('what is there and is no such value is named, and asks for nothing', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, Uint8Array>>, readonly string[]])[] = [
    ['empty', { [`BootNext-${GLOBAL}`]: Buffer.alloc(0) }, ['BootNext']],
    ['attributes cut off', { [`BootNext-${GLOBAL}`]: Buffer.from([7, 0]) }, ['BootNext']],
    ['attributes only', at('OsIndications'), ['OsIndications']],
    ['too short', at('OsIndications', number(5, 4)), ['OsIndications']],
    ['too long', at('BootNext', number(1, 3)), ['BootNext']],
    ['far too long', at('OsIndications', Buffer.alloc(100_000, 0xff)), ['OsIndications']],
    ['a load option without an end of its name', { ...at('BootNext', number(3, 2)), ...at('Boot0003', Buffer.alloc(200, 0x41)) }, ['Boot0003']],
    ['a load option that is cut off', { ...at('BootNext', number(3, 2)), ...at('Boot0003', number(1, 4)) }, ['Boot0003']],
    ['a text that is far too long', { [`LoaderEntryOneShot-${LOADER}`]: variable(utf16('x'.repeat(50_000))) }, ['LoaderEntryOneShot']],
    ['half a character', { [`LoaderEntryOneShot-${LOADER}`]: variable(Buffer.from([65])) }, ['LoaderEntryOneShot']],
  ];
  for (const [name, variables, odd] of cases) {
    test(name, (t) => {
      const read = firmwareOf(t, variables) as FirmwareVariables;
      assert.deepEqual(read.odd, odd);
      assert.deepEqual([read.asksForSetup, read.asksForCapsule, read.asksForRecovery, read.loaderOneShot, read.bootNext?.description ?? null], [false, false, false, null, null]);
    });
  }

  test('a directory in a variable’s place', (t) => {
    const root = temporaryTree(t, efivars({}));
    mkdirSync(join(root, `sys/firmware/efi/efivars/BootNext-${GLOBAL}`));
    assert.deepEqual((readFirmware(new LocalBootFiles(root)) as FirmwareVariables).odd, ['BootNext']);
  });

  test('a variable of a gigabyte costs no memory', (t) => {
    const root = temporaryTree(t, efivars(at('BootNext', number(1, 2))));
    truncateSync(join(root, `sys/firmware/efi/efivars/BootNext-${GLOBAL}`), 1e9);
    const before = process.memoryUsage().arrayBuffers;
    assert.deepEqual((readFirmware(new LocalBootFiles(root)) as FirmwareVariables).odd, ['BootNext']);
    assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000);
  });

  test('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const option = parseLoadOption(1, bytes);
        assert.ok(option === null || (option.description ?? '').length < bytes.length);
        assert.ok(bootNumber(bytes) === null || bytes.length === 2);
        assert.ok(osIndications(bytes) === null || bytes.length === 8);
        assert.ok((text(bytes) ?? '').length <= bytes.length / 2);
      }),
    );
  });
});

describe('where there are no variables', () => {
  test('without UEFI', (t) => assert.deepEqual(readFirmware(new LocalBootFiles(temporaryTree(t, { 'sys/kernel/notes': '' }))), { kind: 'none' }));
  test('without /sys nothing is known', (t) => assert.equal(readFirmware(new LocalBootFiles(temporaryTree(t))).kind, 'unreadable'));
  test('efivarfs is not mounted', (t) => {
    const root = temporaryTree(t, { 'sys/firmware/efi/systab': '' });
    assert.equal(readFirmware(new LocalBootFiles(root)).kind, 'unreadable');
    mkdirSync(join(root, 'sys/firmware/efi/efivars'));
    assert.deepEqual(readFirmware(new LocalBootFiles(root)), { kind: 'unreadable', detail: say('no efivarfs is mounted at {directory}', { directory: '/sys/firmware/efi/efivars' }) });
  });
  test('may not be read', (t) => {
    const files = new LocalBootFiles(temporaryTree(t, efivars({})));
    files.list = (path) => err({ kind: 'denied', path, detail: 'EACCES: permission denied' });
    assert.deepEqual(readFirmware(files), { kind: 'unreadable', detail: '/sys/firmware/efi/efivars: EACCES: permission denied' });
  });
});

describe('systemd’s note of a hibernated system', () => {
  const NAME = 'HibernateLocation-8cf2644b-4b0b-428f-9387-6d876050dc67';
  const UUID = '6f1f7f6b-2f5d-4b46-8c3b-0d1d63b0a1c2';
  const noteOf = (t: Test, content: Uint8Array): ReturnType<typeof readHibernateLocation> => readHibernateLocation(new LocalBootFiles(temporaryTree(t, efivars({ [NAME]: content }))));
  test('none', (t) => assert.equal(readHibernateLocation(new LocalBootFiles(temporaryTree(t))), null));
  test('as systemd writes it', (t) => assert.deepEqual(noteOf(t, variable(utf16(`{"uuid":"${UUID}","offset":0,"kernelVersion":"6.12.107+deb13-amd64","osReleaseId":"debian"}`))), { uuid: UUID }));
  test('anything else', (t) => assert.deepEqual(noteOf(t, variable(Buffer.alloc(77, 0xfe))), { uuid: null }));
});

test('a load option of odd size at an odd address leaves the memory whole', () => {
  const module = new URL('../../../../src/adapters/efi-variables/variable-values.ts', import.meta.url).href;
  // In a process of its own: what Node's utf16le did to such bytes ended the process, sooner or later.
  const code = `import { loadOption } from '${module}';
    const bytes = Buffer.alloc(5000, 0x41);
    bytes.fill(0, 6, 11);
    for (let size = 101; size < 20_000; size += 1) loadOption(1, bytes.subarray(1, 1 + (size % 901) + 101));
    console.log('whole');`;
  const ran = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], { encoding: 'utf8' });
  assert.equal(ran.stdout, 'whole\n', ran.stderr);
});
