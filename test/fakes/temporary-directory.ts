import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

/**
 * A directory tree for one test, removed when the test ends. Keys are paths; a value is a file's content,
 * or `{ link: target }` for a symbolic link.
 */
export function temporaryTree(t: Pick<TestContext, 'after'>, tree: Tree = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'quick-restart-test-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  fillTree(root, tree);
  return root;
}

/** Makes a tree's files below `root`. */
export function fillTree(root: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, target);
    else writeFileSync(target, content);
  }
}
