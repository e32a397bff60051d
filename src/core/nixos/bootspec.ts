import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark, type Sentence } from '../sentence.ts';
import { LIMITS, type BootableSystem } from './bootable-system.ts';

/**
 * The `boot.json` of a system: `org.nixos.bootspec.v1` with its specialisations (NixOS RFC 125), and the device tree of
 * `org.nixos.systemd-boot`. Null where there is none of that version, with a diagnostic where there is something wrong.
 */
export function readBootspec(files: ConfigFiles, toplevel: string, diagnostics: Diagnostic[]): BootableSystem | null {
  const file = `${toplevel}/boot.json`;
  const report = (kind: Diagnostic['kind'], message: Sentence): null => {
    diagnostics.push({ file, line: 0, kind, ...said(message) });
    return null;
  };
  const read = files.readText(file, LIMITS.jsonBytes);
  if (!read.ok) return read.error.kind === 'missing' ? null : report(read.error.kind === 'too-large' ? 'limit-exceeded' : 'file-unreadable', remark('The file cannot be read: {detail}.', { detail: read.error.detail }));
  if (!read.value.validUtf8) report('encoding', remark('The file is not UTF-8.'));
  const document = parseJson(read.value.text);
  if (document === undefined) return report('syntax', remark('The file is not JSON; the other files of the system were read instead.'));
  const system = toSystem(document, file, !read.value.validUtf8, 'with-specialisations');
  return system ?? report('syntax', remark('The file has no complete org.nixos.bootspec.v1; the other files of the system were read instead.'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Specialisations of specialisations do not exist in NixOS. */
function toSystem(document: unknown, file: string, garbled: boolean, depth: 'with-specialisations' | 'alone'): BootableSystem | null {
  const spec = field(document, 'org.nixos.bootspec.v1');
  const kernel = path(spec, 'kernel');
  const init = path(spec, 'init');
  const label = field(spec, 'label');
  const parameters = field(spec, 'kernelParams');
  if (kernel === null || init === null || !isTexts(parameters)) return null;
  const inner = depth === 'alone' ? {} : field(document, 'org.nixos.specialisation.v1');
  return {
    file,
    label: typeof label === 'string' ? label : 'NixOS',
    kernel,
    initrd: path(spec, 'initrd'),
    initrdSecrets: path(spec, 'initrdSecrets'),
    init,
    kernelParameters: parameters.join(' '),
    devicetree: path(field(document, 'org.nixos.systemd-boot'), 'devicetree'),
    garbled,
    specialisations: Object.entries(typeof inner === 'object' && inner !== null ? inner : {})
      .slice(0, LIMITS.specialisations)
      .flatMap(([name, one]) => {
        const system = toSystem(one, file, garbled, 'alone');
        return system === null ? [] : [[name, system] as const];
      }),
  };
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function path(value: unknown, name: string): string | null {
  const text = field(value, name);
  return typeof text === 'string' && text.startsWith('/') ? text : null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
