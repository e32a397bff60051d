import type { BootEntryDraft, EntryProblem } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import { LIMITS, type BootableSystem } from './bootable-system.ts';
import type { Generation } from './generations.ts';

/**
 * The boot entry of a generation or of one of its specialisations. Its id is the name that NixOS gives to the loader entry
 * (`nixos-generation-42`), its command line `init=` and the kernel parameters, its files those of the Nix store.
 */
export function toDraft(files: ConfigFiles, system: BootableSystem, generation: Generation, specialisation: string | null, isDefault: boolean): BootEntryDraft {
  const { profile, number } = generation;
  const id = ['nixos', profile, 'generation', number, specialisation === null ? null : `specialisation-${specialisation}`];
  const where = [`generation ${number}`, profile === null ? null : `profile ${profile}`, specialisation];
  const real = (path: string): string => {
    const resolved = files.realPath(path);
    return resolved.ok ? resolved.value : path;
  };
  return {
    id: id.filter((part) => part !== null).join('-'),
    title: `${system.label} (${where.filter((part) => part !== null).join(', ')})`,
    titlePath: [],
    source: { kind: 'nixos', file: system.file, line: 0 },
    kernel: real(system.kernel),
    initrds: system.initrd === null ? [] : [real(system.initrd)],
    devicetree: system.devicetree === null ? null : real(system.devicetree),
    commandLine: `init=${system.init} ${system.kernelParameters}`.trim(),
    default: isDefault,
    restricted: false,
    problems: problemsOf(files, system),
  };
}

function problemsOf(files: ConfigFiles, system: BootableSystem): readonly EntryProblem[] {
  const problems: EntryProblem[] = [];
  if (system.initrdSecrets !== null && addsSecrets(files, system.initrdSecrets)) {
    problems.push({ kind: 'initrd-invalid', ...said(say('The boot loader has secrets in its copy of the initrd, which the one in the Nix store lacks.')) });
  }
  if (system.devicetree !== null) problems.push({ kind: 'devicetree', ...said(say('The entry loads a device tree of its own, which kexec cannot pass on.')) });
  if (system.garbled || /[\0\ufffd]/.test(system.kernelParameters)) {
    problems.push({ kind: 'encoding', ...said(say('The kernel parameters are not plain UTF-8 text, so they could not be passed on exactly.')) });
  }
  return problems;
}

/**
 * NixOS has this program for every system; where `boot.initrd.secrets` is empty it ends before it does anything, at an
 * `exit 0` that stands alone (nixpkgs, nixos/modules/system/boot/stage-1.nix). Whatever else it is counts as adding some.
 */
function addsSecrets(files: ConfigFiles, program: string): boolean {
  const text = files.readText(program, LIMITS.textBytes);
  return !(text.ok && /^exit 0$/m.test(text.value.text));
}
