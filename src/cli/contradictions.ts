import type { Failure } from '../contracts/errors.ts';
import type { Found } from './arguments.ts';
import type { OptionName } from './commands.ts';

/** What stands against the words together, where each alone would do; null where nothing does. */
export function contradiction(operand: string | null, found: Found): Failure | null {
  const has = (...names: readonly OptionName[]): boolean => names.some((name) => found.has(name));
  const named = operand !== null;
  const rules: readonly (readonly [boolean, string, string])[] = [
    [has('full') && named, 'An ordinary restart starts what the boot loader chooses.', 'Leave out the entry or --full.'],
    [has('boot-loader') && named, 'A policy and --boot-loader are two different settings.', 'Set one at a time.'],
    [has('kernel') && named, 'An entry and --kernel are two different kernels.', 'Name one of them.'],
    [has('kernel') && has('root'), 'A kernel by hand is taken from this system, so --kernel and --root do not go together.', "Write the kernel's whole path: --kernel /mnt/boot/vmlinuz"],
    [!has('kernel') && has('initrd', 'append', 'reuse-cmdline'), 'The options --initrd, --append and --reuse-cmdline belong to a kernel that is loaded by hand.', 'Say which: --kernel PATH'],
    [has('kernel') && !has('append', 'reuse-cmdline'), 'The kernel would get no command line, and not find its root file system.', "Write one with --append 'root=… ro', or take the running kernel's with --reuse-cmdline."],
    [has('boot-menu') && has('firmware'), "A restart leads to one place: the boot loader's menu or the firmware's setup.", 'Choose one.'],
    [has('boot-menu', 'firmware') && (named || has('fallback')), 'Firmware and boot loader are reached by an ordinary restart only.', 'Leave out the entry and --fallback.'],
  ];
  const broken = rules.find(([stands]) => stands);
  return broken === undefined ? null : usage(broken[1], broken[2]);
}

/** The words of the call do not make sense. */
export function usage(message: string, hint: string): Failure {
  return { kind: 'usage', message, hint };
}
