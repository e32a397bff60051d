import type { ConfigFiles, FileError } from '../../src/core/config-files.ts';
import { err, ok, type Result } from '../../src/core/result.ts';

/** A tree in memory: content by absolute path, `{ link }` for a symbolic link, `{ error }` for a file that cannot be read. */
export type MemoryTree = Readonly<Record<string, string | Uint8Array | { readonly link: string } | { readonly error: FileError['kind'] }>>;

/** The part of LocalBootFiles that pure readers use, without a disk; same rules for links and for what is missing. */
export function memoryFiles(tree: MemoryTree): ConfigFiles {
  const paths = Object.keys(tree);
  const isDirectory = (path: string): boolean => path === '/' || paths.some((one) => one.startsWith(path + '/'));
  const resolve = (path: string): Result<string, FileError> => {
    const pending = path.split('/').reverse();
    let resolved = '';
    for (let links = 0; pending.length > 0; ) {
      const step = pending.pop() ?? '';
      if (step === '' || step === '.') continue;
      if (step === '..') {
        resolved = resolved.slice(0, Math.max(0, resolved.lastIndexOf('/')));
        continue;
      }
      const here = tree[`${resolved}/${step}`];
      if (typeof here === 'object' && 'link' in here) {
        if (++links > 40) return err({ kind: 'unreadable', path, detail: 'too many links' });
        if (here.link.startsWith('/')) resolved = '';
        pending.push(...here.link.split('/').reverse());
      } else resolved = `${resolved}/${step}`;
    }
    return ok(resolved === '' ? '/' : resolved);
  };
  const find = (path: string): Result<{ readonly path: string; readonly bytes: Uint8Array | null }, FileError> => {
    const where = resolve(path);
    if (!where.ok) return where;
    const node = tree[where.value];
    if (node === undefined) return isDirectory(where.value) ? ok({ path: where.value, bytes: null }) : err({ kind: 'missing', path, detail: 'ENOENT' });
    if (typeof node === 'string') return ok({ path: where.value, bytes: new TextEncoder().encode(node) });
    if (node instanceof Uint8Array) return ok({ path: where.value, bytes: node });
    return err({ kind: 'error' in node ? node.error : 'missing', path, detail: 'refused' });
  };
  const read = (path: string): Result<Uint8Array, FileError> => {
    const found = find(path);
    if (!found.ok) return found;
    return found.value.bytes === null ? err({ kind: 'not-a-file', path, detail: 'EISDIR' }) : ok(found.value.bytes);
  };
  return {
    readText(path, maxBytes) {
      const bytes = read(path);
      if (!bytes.ok) return bytes;
      if (bytes.value.length > maxBytes) return err({ kind: 'too-large', path, detail: 'too large' });
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.value);
      return ok({ text, validUtf8: !text.includes('\ufffd') });
    },
    readRange(path, offset, lengthBytes) {
      const bytes = read(path);
      return bytes.ok ? ok(bytes.value.subarray(offset, offset + lengthBytes)) : bytes;
    },
    stat(path) {
      const found = find(path);
      if (!found.ok) return found;
      const sizeBytes = found.value.bytes?.length ?? 0;
      return ok({ kind: found.value.bytes === null ? 'directory' : 'file', sizeBytes, modifiedMs: 0, changedMs: 0, fingerprint: found.value.path });
    },
    list(path) {
      const found = find(path);
      if (!found.ok) return found;
      if (found.value.bytes !== null) return err({ kind: 'missing', path, detail: 'ENOTDIR' });
      const start = found.value.path === '/' ? '/' : found.value.path + '/';
      const names = paths.filter((one) => one.startsWith(start)).map((one) => one.slice(start.length).split('/', 1)[0] ?? '');
      return ok([...new Set(names)].sort((a, b) => (a < b ? -1 : 1)));
    },
    realPath(path) {
      const found = find(path);
      return found.ok ? ok(found.value.path) : found;
    },
  };
}
