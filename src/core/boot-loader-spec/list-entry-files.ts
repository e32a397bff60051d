import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';

/** More files than anybody's boot partition holds. */
const MAX_FILES = 4096;

/**
 * The names in a directory that systemd-boot takes for entries: with that suffix in any case, not beginning with a dot or
 * `auto-`. A directory that does not exist holds none. Diagnostics: file-unreadable, limit-exceeded.
 */
export function listEntryFiles(files: ConfigFiles, directory: string, suffix: '.conf' | '.efi'): { readonly names: readonly string[]; readonly diagnostics: readonly Diagnostic[] } {
  const listed = files.list(directory);
  if (!listed.ok) {
    if (listed.error.kind === 'missing') return { names: [], diagnostics: [] };
    return { names: [], diagnostics: [{ file: directory, line: 0, kind: 'file-unreadable', ...said(remark('The directory could not be read: {detail}.', { detail: listed.error.detail })) }] };
  }
  const names = listed.value.filter((name) => name.toLowerCase().endsWith(suffix) && !/^(?:\.|auto-)/i.test(name) && isFile(files, `${directory}/${name}`));
  if (names.length <= MAX_FILES) return { names, diagnostics: [] };
  return {
    names: names.slice(0, MAX_FILES),
    diagnostics: [{ file: directory, line: 0, kind: 'limit-exceeded', ...said(remark('Only {most} of {count} entries are read.', { most: MAX_FILES, count: names.length })) }],
  };
}

function isFile(files: ConfigFiles, path: string): boolean {
  const status = files.stat(path);
  return !status.ok || status.value.kind === 'file';
}
