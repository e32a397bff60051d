import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { BootWays } from '../../src/adapters/chainload/boot-ways.ts';
import { LocalChainloadFiles } from '../../src/adapters/chainload/chainload-files.ts';
import type { ChainloadParts } from '../../src/use-cases/chainload/parts.ts';
import { engineMachine, type EngineMachine } from './engine-machine.ts';
import { temporaryTree } from './temporary-directory.ts';

/** A machine for chain loading: a tree of its own with what the package installs, and programs that do to it what the real ones would. */
export interface ChainloadMachine {
  readonly root: string;
  readonly engine: EngineMachine;
  readonly parts: ChainloadParts;
  /** The text of a file; null where it is not there. */
  read(path: string): string | null;
  write(path: string, text: string): void;
  /** Every file and link of the tree with its content: two trees that are the same have the same text. */
  everything(): string;
  /** From now on the program that sets ways up fails. */
  breakPrograms(): void;
}

/** As systemctl(1) with --root: the unit's links by its [Install], and those of the unit that it brings along. */
const SYSTEMCTL = `#!/bin/sh
root=\${1#--root=}
for word; do case $word in *.service | *.timer) change="$change $word" ;; enable | disable) do=$word ;; esac; done
for unit in $change; do case $unit in *.service) change="$change quick-restart-chainload-confirm.timer" ;; esac; done
for unit in $change; do
  case $unit in *.timer) target=multi-user ;; *) target=sysinit ;; esac
  wants=$root/etc/systemd/system/$target.target.wants
  if [ "$do" = enable ]; then mkdir -p "$wants" && ln -sf "/usr/lib/systemd/system/$unit" "$wants/$unit"; else rm -f "$wants/$unit"; rmdir "$wants" 2>/dev/null; fi
done
exit 0
`;

/** As update-rc.d(8): links by the run levels, which go only when the script has gone. */
const updateRcD = (root: string): string => `#!/bin/sh
link=${root}/etc/rcS.d/S01$1
case $2 in
  defaults) mkdir -p "${root}/etc/rcS.d" && ln -sf "../init.d/$1" "$link" ;;
  remove) [ ! -e "${root}/etc/init.d/$1" ] && rm -f "$link" && rmdir "${root}/etc/rcS.d" ;;
esac
`;

/** What the package installs, and what stands on every machine. */
const INSTALLED = {
  'usr/lib/quick-restart/chainload': '#!/bin/sh\nset -eu\n[ "$1" = confirm ]\nroot=${0%/usr/*}\nsed -i s/^a=.*/a=0/ "$root/var/lib/quick-restart/chainload/tries"\n',
  'usr/lib/quick-restart/chainload-init': '#!/bin/sh\n',
  'usr/lib/quick-restart/chainload.init': '#!/bin/sh\n### BEGIN INIT INFO\n',
  'usr/lib/systemd/system/quick-restart-chainload.service': '[Unit]\n',
  'etc/systemd/system/.keep': '',
  'etc/init.d/.keep': '',
} as const;

export function chainloadMachine(t: TestContext, changes: Parameters<typeof engineMachine>[1] & { readonly isRoot?: boolean; readonly systemd?: boolean } = {}): ChainloadMachine {
  const engine = engineMachine(t, changes);
  const { root } = engine;
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(INSTALLED)) write(path, text);
  for (const name of ['chainload', 'chainload-init']) chmodSync(join(root, 'usr/lib/quick-restart', name), 0o755);
  mkdirSync(join(root, 'etc/quick-restart'), { recursive: true });
  mkdirSync(join(root, 'var/lib/quick-restart'), { recursive: true });
  if (changes.systemd !== false) mkdirSync(join(root, 'run/systemd/system'), { recursive: true });
  const tools = temporaryTree(t, { systemctl: SYSTEMCTL, 'update-rc.d': updateRcD(root), broken: '#!/bin/sh\necho it is broken >&2\nexit 1\n' });
  for (const name of ['systemctl', 'update-rc.d', 'broken']) chmodSync(join(tools, name), 0o755);
  const ways = new BootWays(root, { systemctl: join(tools, 'systemctl'), updateRcD: join(tools, 'update-rc.d') });
  const parts: ChainloadParts = { engine: engine.ports, files: new LocalChainloadFiles(root), ways, program: ways, isRoot: changes.isRoot ?? true };
  return {
    root,
    engine,
    parts,
    read: (path) => textOf(join(root, path)),
    write,
    everything: () => everythingBelow(root).join('\n'),
    breakPrograms: () => {
      for (const name of ['systemctl', 'update-rc.d']) writeFileSync(join(tools, name), readFileSync(join(tools, 'broken')));
    },
  };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function everythingBelow(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const status = lstatSync(path);
      const head = `${path} ${(status.mode & 0o7777).toString(8)}`;
      if (status.isSymbolicLink()) return [`${head} -> ${readlinkSync(path)}`];
      return status.isDirectory() ? [head, ...everythingBelow(path)] : [`${head} ${readFileSync(path, 'base64')}`];
    });
}
