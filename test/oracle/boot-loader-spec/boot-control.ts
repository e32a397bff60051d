import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An entry as `bootctl list --json` prints it. */
export interface ListedEntry {
  readonly id: string;
  readonly path: string;
  readonly title?: string;
  readonly showTitle: string;
  readonly sortKey?: string;
  readonly version?: string;
  readonly machineId?: string;
  readonly options?: string;
  readonly linux?: string;
  readonly initrd?: readonly string[];
  readonly triesLeft?: number;
  readonly triesDone?: number;
}

/** Files of an ESP by their path in it. */
export type PartitionTree = Readonly<Record<string, string | Uint8Array>>;

/**
 * What the real bootctl(1) lists of each tree, in its order. It takes only the top of a file system for an ESP: each tree
 * is mounted onto itself in a mount namespace of our own. One shell runs them all.
 */
export function bootctlLists(trees: readonly PartitionTree[]): readonly (readonly ListedEntry[])[] {
  const bootctl = spawnSync('scripts/set-up/bootctl.sh', { encoding: 'utf8' });
  assert.equal(bootctl.status, 0, `bootctl could not be had:\n${bootctl.stderr}`);
  const top = mkdtempSync(join(tmpdir(), 'bootctl-oracle-'));
  try {
    for (const [index, tree] of trees.entries()) {
      mkdirSync(join(top, `${index}`, 'loader/entries'), { recursive: true });
      for (const [path, content] of Object.entries(tree)) {
        mkdirSync(dirname(join(top, `${index}`, path)), { recursive: true });
        writeFileSync(join(top, `${index}`, path), content);
      }
    }
    const run = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-eu', '-c', LIST_ALL, 'sh', bootctl.stdout.trim(), `${trees.length}`], {
      cwd: top,
      encoding: 'utf8',
      env: { ...process.env, SYSTEMD_RELAX_ESP_CHECKS: '1', SYSTEMD_RELAX_XBOOTLDR_CHECKS: '1', SYSTEMD_LOG_LEVEL: 'emerg', PWD: top },
      maxBuffer: 1 << 28,
    });
    assert.equal(run.status, 0, `bootctl did not list the trees:\n${run.stderr}`);
    const parts = run.stdout.split('\u0001\n').slice(0, -1);
    assert.equal(parts.length, trees.length);
    return parts.map(listed);
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

const LIST_ALL = `
  i=0
  while [ $i -lt "$2" ]; do
    mount --bind "$PWD/$i" "$PWD/$i"
    "$1" list --no-pager --json=short --esp-path="$PWD/$i" || :
    printf '\\001\\n'
    i=$((i + 1))
  done`;

/** systemd 252 prints an object a line, later versions one array. */
function listed(text: string): readonly ListedEntry[] {
  const values = text.split('\n').filter((line) => line.startsWith('{') || line.startsWith('[')).map((line) => JSON.parse(line) as ListedEntry | readonly ListedEntry[]);
  return values.flat();
}
