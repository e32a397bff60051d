import type { Failure } from '../contracts/errors.ts';
import type { Found } from './arguments.ts';
import type { CommandName, OptionName } from './commands.ts';

/** What stands against the words together, where each alone would do; null where nothing does. */
export function contradiction(command: CommandName, operand: string | null, found: Found): Failure | null {
  const call: Words = { command, named: operand !== null, has: (...names) => names.some((name) => found.has(name)) };
  const broken = [...settingRules(call), ...kernelRules(call), ...placeRules(call), ...targetRules(call)].find(([stands]) => stands);
  return broken === undefined ? null : usage(broken[1], broken[2]);
}

interface Words {
  readonly command: CommandName;
  /** With an operand. */
  readonly named: boolean;
  /** One of these options is there. */
  readonly has: (...names: readonly OptionName[]) => boolean;
}

/** Whether it is broken, what stands against it, and what to do. */
type Rule = readonly [boolean, string, string];

function settingRules({ named, has }: Words): readonly Rule[] {
  return [
    [has('full') && has('fallback'), 'An ordinary restart has nothing to fall back from.', 'Leave out --full or --fallback.'],
    [has('boot-loader') && named, 'A policy and --boot-loader are two different settings.', 'Set one at a time.'],
  ];
}

function kernelRules({ named, has }: Words): readonly Rule[] {
  const kernel = has('kernel');
  return [
    [kernel && named, 'An entry and --kernel are two different kernels.', 'Name one of them.'],
    [kernel && has('root'), 'A kernel by hand is taken from this system, so --kernel and --root do not go together.', "Write the kernel's whole path: --kernel /mnt/boot/vmlinuz"],
    [!kernel && has('initrd', 'append', 'reuse-cmdline'), 'The options --initrd, --append and --reuse-cmdline belong to a kernel that is loaded by hand.', 'Say which: --kernel PATH'],
    [kernel && !has('append', 'reuse-cmdline'), 'The kernel would get no command line, and not find its root file system.', "Write one with --append 'root=… ro', or take the running kernel's with --reuse-cmdline."],
  ];
}

function placeRules({ named, has }: Words): readonly Rule[] {
  return [
    [has('boot-menu') && has('firmware'), "A restart leads to one place: the boot loader's menu or the firmware's setup.", 'Choose one.'],
    [has('boot-menu', 'firmware') && (named || has('fallback')), 'Firmware and boot loader are reached by an ordinary restart only.', 'Leave out the entry and --fallback.'],
  ];
}

function targetRules({ command, has }: Words): readonly Rule[] {
  const intoTarget = command === 'now' && has('root');
  return [
    [intoTarget && !has('unmount'), 'A restart into another system has to unmount it first.', 'Say so: quick-restart now --root DIR --unmount'],
    [intoTarget && has('full', 'fallback', 'boot-menu', 'firmware'), 'An ordinary restart starts what firmware and boot loader choose, not what is below --root.', 'Leave out one of the two.'],
    [has('unmount') && !has('root'), 'What to unmount is not said.', 'Name the directory of the installed system: --root /target'],
  ];
}

/** The words of the call do not make sense. */
export function usage(message: string, hint: string): Failure {
  return { kind: 'usage', message, hint };
}
