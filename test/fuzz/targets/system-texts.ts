import assert from 'node:assert/strict';
import { readFirmware, readHibernateLocation } from '../../../src/adapters/efi-variables/firmware-variables.ts';
import { bootNumber, loadOption, osIndications, text } from '../../../src/adapters/efi-variables/variable-values.ts';
import { parseFstab } from '../../../src/adapters/file-systems/fstab-file-systems.ts';
import { parseMountInfo } from '../../../src/adapters/file-systems/mount-info.ts';
import { parseUdevProperties } from '../../../src/adapters/file-systems/udev-properties.ts';
import { MessageLimiter } from '../../../src/adapters/dbus/transport/message-limiter.ts';
import { readLoaderVariables } from '../../../src/core/boot-loader-spec/index.ts';
import { fileSystemOf, systemPathOf } from '../../../src/core/file-systems.ts';
import { commandLineDifference, parametersOf, sameCommandLine, stripBootImage } from '../../../src/core/kernel/command-line.ts';
import { parseGraphicsRules } from '../../../src/core/restart-plan/graphics-rules.ts';
import { parsePolicy } from '../../../src/core/restart-plan/policy.ts';
import { parseSettings } from '../../../src/core/settings/settings-file.ts';
import { memoryFiles } from '../../fakes/memory-files.ts';
import { bytesOf, textOf, type FuzzTarget } from '../target.ts';

const VARIABLES = '/sys/firmware/efi/efivars';
const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const LOADER = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const utf16 = (one: string): Buffer => Buffer.from(`${one}\0`, 'utf16le');
const LOAD_OPTION = Buffer.concat([Buffer.from([1, 0, 0, 0, 8, 0]), utf16('Linux Firmware Updater'), Buffer.from([4, 4, 0x2e, 0, 0x5c, 0, 0x66, 0]), utf16('\\EFI\\debian\\fwupdx64.efi')]);
/** A call of ListEntries as it is on the wire, without the fields of its header. */
const MESSAGE = Buffer.concat([Buffer.from([0x6c, 1, 0, 1, 8, 0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0]), Buffer.alloc(16, 1), Buffer.alloc(8)]);

export const SYSTEM_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'mount-tables',
    samples: ['25 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n26 25 0:30 /@ /mnt\\040x rw - btrfs /dev/vda2 rw\n', 'UUID=1234 / ext4 defaults 0 1\nLABEL="a\\040b" /boot vfat umask=0077 0 2\n/dev/vda2 /home btrfs subvol=@home 0 0\n', 'S:disk/by-id/x\nE:ID_FS_UUID=1234\nE:ID_FS_LABEL_ENC=a\\x20b\n'].map(bytesOf),
    words: [' - ', '\\040', '\\134', 'UUID=', 'subvol=', '/', 'E:', '=', '\n', 'none'],
    check(input: Uint8Array): void {
      const one = textOf(input);
      const mounts = parseMountInfo(one);
      const table = parseFstab(one);
      parseUdevProperties(one);
      const at = fileSystemOf(table, '/boot/grub/grub.cfg');
      assert.ok(at === null || table.includes(at));
      assert.ok(mounts.length + table.length <= 2 * one.length);
      systemPathOf(table, '/boot/x');
    },
  },
  {
    name: 'firmware-variables',
    samples: [LOAD_OPTION, Buffer.from([1, 0]), Buffer.from([4, 0, 0, 0, 0, 0, 0, 0]), utf16('systemd-boot 257'), utf16('debian-6.12.conf'), utf16('{"uuid":"0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11"}')],
    words: ['\0\0', 'f\0w\0u\0p\0d\0', '\xff\xff', '\0\xd8'],
    check(input: Uint8Array): void {
      for (const parse of [bootNumber, osIndications, text]) parse(input);
      loadOption(1, input);
      const value = Buffer.concat([Buffer.from([7, 0, 0, 0]), input]);
      const names = [...['BootNext', 'Boot0001', 'BootCurrent', 'OsIndications', 'SecureBoot'].map((name) => `${name}-${GLOBAL}`), ...['LoaderInfo', 'LoaderEntries', 'LoaderEntryOneShot', 'LoaderEntryDefault', 'LoaderFeatures'].map((name) => `${name}-${LOADER}`), 'HibernateLocation-8cf2644b-4b0b-428f-9387-6d876050dc67'];
      const files = { ...memoryFiles(Object.fromEntries(names.map((name) => [`${VARIABLES}/${name}`, value]))), root: '/', hostPath: (path: string) => ({ ok: true, value: path }) as const };
      assert.equal(readFirmware(files).kind, 'read');
      readLoaderVariables(files);
      readHibernateLocation(files);
    },
  },
  {
    name: 'settings',
    samples: ['[Restart]\nDefault=newest\n', '# a\n[Restart]\nDefault = entry:debian>1\n', '[amdgpu]\nfrom=6.1\nresult=warning\n', 'amdgpu 1002:* 6.1- warning black screen\n'].map(bytesOf),
    words: ['[Restart]', 'Default=', 'entry:', 'boot-loader', ';', '#', '=', '\n'],
    check(input: Uint8Array): void {
      const one = textOf(input);
      const { settings } = parseSettings('/etc/quick-restart/quick-restart.conf', one);
      for (const { value } of settings) parsePolicy(value);
      parsePolicy(one);
      parseGraphicsRules(one);
    },
  },
  {
    name: 'command-lines',
    samples: ['BOOT_IMAGE=/vmlinuz-6.12 root=UUID=1 ro quiet splash\nroot=/dev/vda1 "a b=c" rd.luks.name=1=root -- init', 'a="b c" d=\'e\' -_=\n'].map(bytesOf),
    words: ['root=', 'init=', '"', '--', ' ', '=', 'rd.break', 'BOOT_IMAGE=', '\t', '\n'],
    check(input: Uint8Array): void {
      const [first = '', second = ''] = textOf(input).slice(0, 16_384).split('\n');
      parametersOf(first);
      assert.equal(sameCommandLine(first, first), true);
      assert.equal(sameCommandLine(first, second), sameCommandLine(second, first));
      commandLineDifference(first, second);
      stripBootImage(first);
    },
  },
  {
    name: 'bus-messages',
    samples: [MESSAGE, Buffer.concat([MESSAGE, MESSAGE]), Buffer.from(MESSAGE).fill(0x42, 0, 1)],
    words: ['l\x01\0\x01', 'B\x02\0\x01', '\0\0\0\0', '\xff\xff\xff\xff', '\0\0\0\x08'],
    check(input: Uint8Array): void {
      const pass = (chunkBytes: number): Buffer => {
        const limiter = new MessageLimiter({ bodyBytes: 64, headerBytes: 64, replyBytes: 128 });
        const out: Buffer[] = [];
        for (let at = 0; at < input.length; at += chunkBytes) out.push(...limiter.push(Buffer.from(input.subarray(at, at + chunkBytes))));
        return Buffer.concat(out);
      };
      const whole = pass(Math.max(1, input.length));
      assert.ok(whole.length <= input.length);
      for (const chunkBytes of [1, 7, 16]) assert.ok(pass(chunkBytes).equals(whole), `differs in chunks of ${chunkBytes}`);
    },
  },
];
