import { COMMANDS } from '../../../../src/core/grub/commands/index.ts';
import { DiagnosticLog } from '../../../../src/core/grub/diagnostic-log.ts';
import { runFile } from '../../../../src/core/grub/execute.ts';
import { readGrubMenu, type GrubHost, type GrubMenu } from '../../../../src/core/grub/index.ts';
import { initialEnvironment } from '../../../../src/core/grub/initial-environment.ts';
import { LIMITS } from '../../../../src/core/grub/limits.ts';
import { Machine } from '../../../../src/core/grub/machine.ts';
import { fileSource } from '../../../../src/core/grub/source.ts';

/** What a test may say about its machine; everything else is a PC with one disk whose file system is the root. */
export interface FakeMachine {
  readonly files?: Readonly<Record<string, string>>;
  readonly directories?: readonly string[];
  /** Modification times of files, in seconds. */
  readonly times?: Readonly<Record<string, number>>;
  /** Devices by UUID, label or file. */
  readonly found?: Readonly<Record<string, string>>;
  /** Where devices are mounted. */
  readonly mounts?: Readonly<Record<string, string>>;
  readonly platform?: string;
  /** GRUB's processor, where it is not i386. */
  readonly cpu?: string;
  readonly keepsHexEscapes?: boolean;
  readonly idsComeFirst?: boolean;
}

const ANY_IMAGE = /^\/(?:boot\/)?(?:k|vmlinuz|initrd|i)/;

/** A host made of a few files. Kernel images and initrds exist unless their name has `missing` in it. */
export function fakeHost(machine: FakeMachine = {}): GrubHost {
  const files = machine.files ?? {};
  const mounts = machine.mounts ?? { disk: '' };
  const exists = (path: string): boolean => path in files || (ANY_IMAGE.test(path) && !path.includes('missing'));
  return {
    platform: machine.platform ?? 'pc',
    cpu: machine.cpu ?? 'i386',
    prefixDevice: 'disk',
    prefixPath: '/boot/grub',
    keepsHexEscapes: machine.keepsHexEscapes === true,
    idsComeFirst: machine.idsComeFirst === true,
    search: (_by, value) => machine.found?.[value] ?? null,
    stat: (device, path) => {
      if (!(device in mounts)) return null;
      if (machine.directories?.includes(path) === true) return { kind: 'directory', sizeBytes: 4096, modifiedMs: 0 };
      return exists(path) ? { kind: 'file', sizeBytes: files[path]?.length ?? 1, modifiedMs: 1000 * (machine.times?.[path] ?? 0) } : null;
    },
    readText: (device, path) => {
      const text = device in mounts ? files[path] : undefined;
      return text === undefined ? { ok: false, error: 'missing' } : { ok: true, value: text };
    },
    systemPath: (device, path) => (device in mounts ? (mounts[device] ?? '') + path : null),
    hasDevice: (name) => name in mounts,
    probe: (device, what) => (device in mounts && what === 'fs-uuid' ? `uuid-of-${device}` : null),
    list: (device, path) => {
      const below = path.replace(/\/?$/, '/');
      const names = device in mounts ? Object.keys(files).filter((file) => file.startsWith(below)).map((file) => file.slice(below.length)) : [];
      return names.length === 0 ? { ok: false, error: 'missing' } : { ok: true, value: names };
    },
  };
}

/** What a script echoes. */
export function echoOf(script: string, machine: FakeMachine = {}): string {
  let output = '';
  const host = fakeHost(machine);
  const budget = { steps: LIMITS.steps, parsedCharacters: LIMITS.parsedCharacters, expandedCharacters: LIMITS.expandedCharacters };
  runFile(new Machine({ host, commands: COMMANDS, log: new DiagnosticLog(), budget, echo: (text) => (output += text) }, initialEnvironment(host)), fileSource('test.cfg', script));
  return output;
}

/** The menu of a configuration in /boot/grub/grub.cfg. */
export function menuOf(config: string, machine: FakeMachine = {}): GrubMenu {
  return readGrubMenu(fakeHost({ ...machine, files: { ...machine.files, '/boot/grub/grub.cfg': config } }), { device: 'disk', path: '/boot/grub/grub.cfg' });
}

/** An environment block of 1024 bytes with the given lines. */
export function block(lines: string): string {
  return ('# GRUB Environment Block\n' + lines).padEnd(1024, '#');
}
