/** One word behind `quick-restart chainload`: its operand, its options, and what its help says. */
export interface ActionRules {
  readonly operand: 'SLOT' | null;
  readonly options: readonly ChainloadOption[];
  readonly summary: string;
  readonly details: readonly string[];
  readonly examples: readonly (readonly [string, string])[];
}

/** Every option of chain loading: the name of its value (null: it takes none), its short form, its help, and whether it may stand several times. */
export const CHAINLOAD_OPTIONS = {
  kernel: { value: 'PATH', short: null, help: 'the kernel image to start; a link is followed at each boot', many: false },
  entry: { value: 'ENTRY', short: null, help: "or a boot entry: id, kernel release, part of a title, or 'default' for what the policy chooses", many: false },
  initrd: { value: 'PATH', short: null, help: 'an initrd for --kernel; several are joined in their order', many: true },
  append: { value: 'WORDS', short: null, help: 'the command line for --kernel, behind that of --reuse', many: false },
  reuse: { value: null, short: null, help: 'the command line that this machine is started with', many: false },
  delay: { value: 'SECONDS', short: null, help: 'how long a key can be pressed to stay, 0 to 300', many: false },
  tries: { value: 'N', short: null, help: 'starts without one that came up, before the backup is used, 1 to 10', many: false },
  slot: { value: 'SLOT', short: null, help: 'which of the two to set, a or b; the active one without it', many: false },
  how: { value: 'HOW', short: null, help: 'what runs it at boot: systemd, sysv or init', many: false },
  forget: { value: null, short: null, help: 'also remove configuration and counters', many: false },
  json: { value: null, short: null, help: 'print JSON, for scripts', many: false },
  help: { value: null, short: 'h', help: 'explain the command', many: false },
} as const satisfies Record<string, { value: string | null; short: string | null; help: string; many: boolean }>;

export type ChainloadOption = keyof typeof CHAINLOAD_OPTIONS;

/** One line, for the list of all commands. */
export const CHAINLOAD_SUMMARY = 'start a kernel of your own as soon as this machine starts, where its boot cannot be changed';

const RULES = {
  status: {
    operand: null,
    options: ['json'],
    summary: 'whether this boot was chain loaded, from which slot, and why not',
    details: ['The default. Counters and the last decision are readable by root only.'],
    examples: [['sudo quick-restart chainload', 'what is set up, and what came of it']],
  },
  enable: {
    operand: null,
    options: ['kernel', 'initrd', 'append', 'reuse', 'entry', 'delay', 'tries', 'slot', 'how', 'json'],
    summary: 'set up a slot, and have it started at each boot',
    details: [
      'Does the checks of a plan first, and refuses a kernel that would not come up.',
      'An entry is looked up again after each change of kernels, with its own command line or, with --reuse, the one that the machine is started with.',
      'Without a kernel: starts again what the slot says already.',
    ],
    examples: [
      ['sudo quick-restart chainload enable --entry default', "what this system's own boot loader would start"],
      ['sudo quick-restart chainload enable --kernel /vmlinuz --initrd /initrd.img --reuse', "the newest of Debian's kernels, with the provider's command line"],
      ['sudo quick-restart chainload enable --slot b --entry 6.12.107+deb13-amd64', 'a backup for when the active slot does not come up'],
    ],
  },
  disable: {
    operand: null,
    options: ['forget', 'json'],
    summary: 'start this machine without us again',
    details: ['Undoes what enable set up at boot. The slots stay in the configuration, for the next enable, unless --forget.', 'Exits with 6 where nothing was set up.'],
    examples: [['sudo quick-restart chainload disable', 'from the next start on']],
  },
  test: {
    operand: null,
    options: ['json'],
    summary: 'what would happen at a start now, with every check; changes nothing',
    details: ['Exits with 0 where a kernel would be started that nothing stands against, and with 3 otherwise.'],
    examples: [['sudo quick-restart chainload test', 'before the restart']],
  },
  confirm: {
    operand: null,
    options: ['json'],
    summary: 'count this boot as one that came up',
    details: ['Happens by itself a minute after the machine is up. Exits with 6 where this boot was not chain loaded.'],
    examples: [['sudo quick-restart chainload confirm', 'now, for a machine that reaches no target']],
  },
  switch: {
    operand: 'SLOT',
    options: ['json'],
    summary: 'make the other slot the active one; the active becomes the backup',
    details: ['SLOT is a or b. Failed tries of the slot are forgotten.'],
    examples: [['sudo quick-restart chainload switch', 'back to the kernel before, from the next start on']],
  },
  refresh: {
    operand: null,
    options: ['json'],
    summary: 'look the boot entries of the slots up again',
    details: ['Happens by itself after each change of kernels. A slot whose entry has gone, or starts what would not come up, stays as it is.'],
    examples: [['sudo quick-restart chainload refresh', 'after a change of the boot configuration by hand']],
  },
} as const satisfies Record<string, ActionRules>;

export type ActionName = keyof typeof RULES;

/** Every action, in the order of the help. */
export const ACTIONS: Readonly<Record<ActionName, ActionRules>> = RULES;
