import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';
import { LIMITS } from './bootable-system.ts';

/** One generation of a profile. */
export interface Generation {
  /** Null for the system's own profile, else the name under system-profiles. */
  readonly profile: string | null;
  readonly number: number;
  /** The link to it, such as `/nix/var/nix/profiles/system-42-link`. */
  readonly link: string;
}

const PROFILES = '/nix/var/nix/profiles';

/**
 * Every generation of the system profile and then of the other ones (`nixos-rebuild --profile-name`), the newest first in
 * each. More than 2000 of them leave a diagnostic.
 */
export function listGenerations(files: ConfigFiles, diagnostics: Diagnostic[]): readonly Generation[] {
  const all = [
    ...inDirectory(files, PROFILES, diagnostics).filter(({ profile }) => profile === 'system').map((one) => ({ ...one, profile: null })),
    ...inDirectory(files, `${PROFILES}/system-profiles`, diagnostics),
  ];
  if (all.length <= LIMITS.generations) return all;
  diagnostics.push({ file: PROFILES, line: 0, kind: 'limit-exceeded', ...said(remark('There are {count} generations; only {most} were read.', { count: all.length, most: LIMITS.generations })) });
  return all.slice(0, LIMITS.generations);
}

function inDirectory(files: ConfigFiles, directory: string, diagnostics: Diagnostic[]): readonly (Generation & { readonly profile: string })[] {
  const names = files.list(directory);
  if (!names.ok) {
    if (names.error.kind !== 'missing') diagnostics.push({ file: directory, line: 0, kind: 'file-unreadable', ...said(remark('The directory cannot be read: {detail}.', { detail: names.error.detail })) });
    return [];
  }
  const generations = names.value.flatMap((name) => {
    const match = /^(.+)-([0-9]{1,9})-link$/.exec(name);
    return match === null ? [] : [{ profile: match[1] ?? '', number: Number(match[2]), link: `${directory}/${name}` }];
  });
  return generations.sort((a, b) => (a.profile === b.profile ? b.number - a.number : a.profile < b.profile ? -1 : 1));
}
