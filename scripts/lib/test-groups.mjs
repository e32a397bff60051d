// The groups of `make test`, in the order in which they run: what fails fast comes first.
// `long` groups run only where they are named; `make test-all` names `recording`, `layouts`, `shells`, `sessions`, `menu`, `every` and `sysvinit`. A step is a program (counts as one check) or folders of tests; `parallel` where they do not share the machine's time, `environment` on top of the runner's own.
export const GROUPS = {
  check: {
    what: 'lint, types, unit, property and contract tests',
    steps: [
      { argv: ['eslint', '--max-warnings', '0', '.'] },
      { argv: ['tsc', '-p', 'src/core'] },
      { argv: ['tsc', '-p', 'src/renderer'] },
      { argv: ['tsc', '-p', 'test/electron'] },
      { argv: ['tsc', '-p', 'gnome-shell'] },
      { argv: ['tsc', '-p', '.'] },
      { tests: ['test/unit', 'test/property', 'test/contract'], reporter: 'dot', parallel: true },
    ],
  },
  build: { what: 'the bundles', steps: [{ argv: ['make', '--no-print-directory', 'build'] }] },
  deb: { what: 'the Debian packages', steps: [{ argv: ['make', '--no-print-directory', 'deb'] }] },
  oracle: { what: 'our reading of boot configurations against the real programs', steps: [{ tests: ['test/oracle'], reporter: 'spec', parallel: true }] },
  bus: { what: 'helper and adapters on a private bus', steps: [{ tests: ['test/bus'], reporter: 'spec', parallel: true }] },
  package: { what: 'the Debian packages in Debian 12 and 13', steps: [{ tests: ['test/package'], reporter: 'spec', parallel: true }] },
  electron: { what: 'the tray app in Electron, on private buses', steps: [{ tests: ['test/electron'], reporter: 'spec', parallel: false }] },
  desktop: { what: 'the tray app and the extension on a real GNOME desktop', steps: [{ tests: ['test/desktop'], reporter: 'spec', parallel: false }] },
  shells: {
    what: 'the extension in the GNOME Shell of Debian testing',
    long: true,
    steps: [{ tests: ['test/desktop/gnome-menu.test.ts', 'test/desktop/gnome-trouble.test.ts'], reporter: 'spec', parallel: false, environment: { DESKTOP_RELEASE: 'forky' } }],
  },
  sessions: { what: 'the real session managers of Xfce, MATE, Cinnamon, LXQt and Plasma', long: true, steps: [{ tests: ['test/sessions'], reporter: 'spec', parallel: false }] },
  vm: { what: 'a whole machine', steps: [{ tests: ['test/vm/machine/machine.test.ts', 'test/vm/refusals.test.ts', 'test/vm/restart.test.ts', 'test/faults/disk.test.ts', 'test/faults/chosen.test.ts', 'test/every/chosen.test.ts'], reporter: 'spec', parallel: false }] },
  app: { what: 'the installed app on a whole machine', steps: [{ tests: ['test/vm/app'], reporter: 'spec', parallel: false }] },
  recording: {
    what: 'a whole machine over several restarts: its history, how it goes down, what became of trials, and what makes a restart due',
    long: true,
    steps: [{ tests: ['test/vm/history.test.ts', 'test/vm/stop.test.ts', 'test/vm/trial.test.ts', 'test/vm/watchdog.test.ts', 'test/vm/restart-required.test.ts', 'test/vm/package-kit.test.ts', 'test/vm/unattended-upgrades.test.ts'], reporter: 'spec', parallel: false }],
  },
  menu: { what: 'the extension in GNOME on a whole machine', long: true, steps: [{ tests: ['test/vm/menu'], reporter: 'spec', parallel: false }] },
  // `make test-faults`; its chosen ten are in the group `vm`.
  faults: { what: 'a whole machine that is broken on purpose', long: true, steps: [{ tests: ['test/faults/disk.test.ts', 'test/faults/faults.test.ts'], reporter: 'spec', parallel: false }] },
  // `make test-live`
  live: { what: 'from a live session into the system that is installed on the disk, each a whole machine', long: true, steps: [{ tests: ['test/vm/live'], reporter: 'spec', parallel: false }] },
  // `make test-chain`.
  chain: {
    what: 'machines whose provider chooses the kernel, under systemd, sysvinit and busybox',
    long: true,
    steps: [{ tests: ['test/vm/chain/systemd.test.ts', 'test/vm/chain/entries.test.ts', 'test/vm/chain/way-out.test.ts', 'test/vm/chain/slots.test.ts', 'test/vm/chain/inits.test.ts'], reporter: 'spec', parallel: false }],
  },
  // `make test-every`; two of them are in the group `vm`.
  every: { what: 'every way into a restart, on a whole machine', long: true, steps: [{ tests: ['test/every/every.test.ts'], reporter: 'spec', parallel: false }] },
  // `make test-sysvinit`.
  sysvinit: { what: 'every-restart mode where process 1 is sysvinit, on a whole machine', long: true, steps: [{ tests: ['test/every/sysvinit.test.ts'], reporter: 'spec', parallel: false }] },
  layouts: { what: 'other layouts of disk, firmware and boot loader, each a whole machine', long: true, steps: [{ tests: ['test/vm/layouts'], reporter: 'spec', parallel: false }] },
};
