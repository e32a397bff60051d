/** One command: its operand, its options, and what its help says. */
export interface CommandRules {
  /** Name of the operand, which may be left out; null where there is none. */
  readonly operand: 'ENTRY' | 'POLICY' | 'MODE' | null;
  readonly options: readonly OptionName[];
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What else there is to know. */
  readonly details: readonly string[];
  readonly examples: readonly (readonly [string, string])[];
}

/** Every option: the name of its value (null: it takes none), its short form, its help, and whether it may be given several times. */
export const OPTIONS = {
  json: { value: null, short: null, help: 'print JSON, for scripts' },
  root: { value: 'DIR', short: null, help: 'the system below DIR instead of this one' },
  unmount: { value: null, short: null, help: 'unmount everything at and below --root DIR before the restart' },
  kernel: { value: 'PATH', short: null, help: 'this kernel image, whatever the boot loader knows; as root' },
  initrd: { value: 'PATH', short: null, help: 'an initrd for --kernel; several are joined in their order', many: true },
  append: { value: 'WORDS', short: null, help: 'the command line for --kernel, behind that of --reuse-cmdline' },
  'reuse-cmdline': { value: null, short: null, help: "the running kernel's command line for --kernel" },
  yes: { value: null, short: 'y', help: 'do not ask' },
  full: { value: null, short: null, help: 'do an ordinary restart, through firmware and boot loader' },
  fallback: { value: null, short: null, help: 'do an ordinary restart where a quick one is not possible or fails' },
  'boot-menu': { value: null, short: null, help: "do an ordinary restart and show the boot loader's menu" },
  firmware: { value: null, short: null, help: 'do an ordinary restart and open the setup of the firmware' },
  direct: { value: null, short: null, help: 'with --root, where there is no logind: jump at once; else refused' },
  'why-slow': { value: null, short: null, help: 'show instead which services took longest to stop at the last shutdown' },
  'boot-loader': { value: 'ENTRY', short: null, help: "set the boot loader's own default entry" },
  help: { value: null, short: 'h', help: 'explain the command' },
  version: { value: null, short: 'V', help: 'print the version' },
} as const satisfies Record<string, { value: string | null; short: string | null; help: string; many?: true }>;

export type OptionName = keyof typeof OPTIONS;

const ENTRY_HELP = 'ENTRY is an id, a kernel release or a unique part of a title; without it, the entry that the policy chooses.';

const RULES = {
  status: {
    operand: null,
    options: ['json', 'why-slow'],
    summary: 'what runs, what a restart would start, whether one is needed',
    details: ['The default command.', 'With --why-slow: what the services cost that stopped at the last shutdown, from the journal, which root and members of the group systemd-journal may read.'],
    examples: [
      ['quick-restart', 'the short overview'],
      ['sudo quick-restart status --why-slow', 'why the last shutdown took its time'],
    ],
  },
  required: {
    operand: null,
    options: ['json'],
    summary: 'whether a restart is required, and why; for scripts and fleets',
    details: [
      'Exits with 0 where a restart is required and with 6 where not, so it can stand behind && and serve as a sentinel command.',
      'Only what is sure counts: a reason that a restart might not end would ask for one restart after the other.',
    ],
    examples: [
      ['quick-restart required', 'every reason, since when, and who says so'],
      ['quick-restart required && quick-restart now --yes --fallback', 'restart where one is required'],
    ],
  },
  list: {
    operand: null,
    options: ['json', 'root'],
    summary: "the boot loader's entries, and which can be restarted quickly",
    details: ["Entries are in the boot loader's own order."],
    examples: [
      ['quick-restart list', 'every entry'],
      ['quick-restart list --root /mnt --json', 'the entries of a system mounted at /mnt'],
    ],
  },
  plan: {
    operand: 'ENTRY',
    options: ['json', 'root'],
    summary: 'what a quick restart would do, and every check on it; changes nothing',
    details: [ENTRY_HELP, 'Exits with 3 where the plan refuses a quick restart.'],
    examples: [
      ['quick-restart plan', 'the plan for the usual entry'],
      ['quick-restart plan 6.12.107+deb13-amd64', 'the plan for one kernel release'],
    ],
  },
  load: {
    operand: 'ENTRY',
    options: ['json', 'root', 'kernel', 'initrd', 'append', 'reuse-cmdline'],
    summary: 'load a kernel without restarting',
    details: [
      ENTRY_HELP,
      "From then on any restart starts the loaded kernel directly, until 'quick-restart unload'.",
      "With --root: that system's own default entry, or ENTRY of it, is loaded into this machine.",
      "With --kernel: a kernel of your own, with the same checks as an entry; 'quick-restart now' then starts it.",
    ],
    examples: [
      ['quick-restart load', 'prepare the next restart'],
      ['sudo quick-restart load --kernel arch/x86/boot/bzImage --initrd /boot/initrd.img --reuse-cmdline', 'a kernel that you built'],
    ],
  },
  unload: {
    operand: null,
    options: ['json'],
    summary: 'unload the loaded kernel; the next restart is an ordinary one',
    details: ['Exits with 6 where nothing is loaded.'],
    examples: [['quick-restart unload', 'undo a load']],
  },
  now: {
    operand: 'ENTRY',
    options: ['json', 'yes', 'full', 'fallback', 'boot-menu', 'firmware', 'root', 'unmount', 'direct'],
    summary: 'restart now',
    details: [
      `${ENTRY_HELP} A kernel that was loaded by hand comes before the policy.`,
      'Shows the plan and asks once. Nothing is loaded before you say yes; if anything fails, the kernel is unloaded again.',
      'Exits with 3 where a check, or a program that blocks the restart, stands against it.',
      'With --root DIR --unmount, as root: into the system that is mounted at DIR, whose file systems are unmounted first.',
      "There is no jump without a shutdown, as 'kexec -e' does one: it asks no program to save, stops no service and unmounts no file system.",
    ],
    examples: [
      ['quick-restart now', 'show the plan, ask, restart quickly'],
      ['quick-restart now --yes --fallback', 'in a script: quickly if possible, otherwise ordinarily'],
      ['quick-restart now --full', 'an ordinary restart'],
      ['quick-restart now 6.12.100+deb13-amd64 --full', 'an ordinary restart into one entry, once'],
      ['quick-restart now --root /target --unmount', 'from a live session into the system that was installed'],
      ['quick-restart now --firmware', "into the firmware's setup"],
    ],
  },
  trust: {
    operand: 'ENTRY',
    options: ['json'],
    summary: 'allow quick restarts into a kernel again that failed to come up',
    details: [
      ENTRY_HELP,
      'For when the failure was none: somebody switched the machine off, say. The next quick restart into it is a trial.',
      'Exits with 6 where no quick restart into it has failed.',
    ],
    examples: [['quick-restart trust', 'for the kernel that a quick restart would start']],
  },
  default: {
    operand: 'POLICY',
    options: ['json', 'boot-loader'],
    summary: 'show or set which entry a quick restart starts',
    details: [
      "POLICY is 'boot-loader' (what an ordinary restart would start), 'newest' (the newest kernel of the running one's flavour) or 'entry:ID'.",
      "--boot-loader ENTRY sets the boot loader's own default instead, which an ordinary restart follows too.",
    ],
    examples: [
      ['quick-restart default', 'show the policy'],
      ['quick-restart default newest', 'always the newest kernel'],
      ['quick-restart default --boot-loader 6.12.107+deb13-amd64', 'also for ordinary restarts'],
    ],
  },
  'every-restart': {
    operand: 'MODE',
    options: ['json'],
    summary: 'show or set whether every restart of this machine is a quick one',
    details: [
      "MODE is 'on', 'off', 'once' (only the next restart, within 15 minutes), 'skip' (the next one is ordinary, then as before), or 'status', which it is without one.",
      'However it is asked for: the desktop, an updater, systemctl reboot, Ctrl-Alt-Del. Where the plan does not allow a quick one, or something does not hold any more, it is an ordinary one.',
    ],
    examples: [
      ['quick-restart every-restart on', 'from now on'],
      ['quick-restart every-restart status', 'what the next restart will be, and why'],
    ],
  },
  doctor: {
    operand: 'ENTRY',
    options: ['json', 'root'],
    summary: 'every check, sorted by what it is about, with what to do; changes nothing',
    details: [ENTRY_HELP, 'Exits with 0 where a quick restart is possible and with 3 where a check stands against it.'],
    examples: [
      ['quick-restart doctor', 'why is a quick restart not possible?'],
      ['quick-restart doctor --json', 'for scripts and reports'],
    ],
  },
  history: {
    operand: null,
    options: ['json'],
    summary: 'the restarts of this machine, how long each took, and what quick ones saved',
    details: ['Every start and stop is recorded, also those that Quick Restart had no part in; the latest 500 are kept.', 'What firmware and boot loader took is known only where they tell systemd, or from the clock between two boots.'],
    examples: [
      ['quick-restart history', 'the latest restarts as a table and a chart'],
      ['quick-restart history --json', 'all of them, for scripts'],
    ],
  },
} as const satisfies Record<string, CommandRules>;

export type CommandName = keyof typeof RULES;

/** Every command, in the order of the help. */
export const COMMANDS: Readonly<Record<CommandName, CommandRules>> = RULES;
