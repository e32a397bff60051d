import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark, type SentenceValue } from '../sentence.ts';
import { isBad, type FoundEntry } from './found-entry.ts';
import { matchesGlob } from './glob.ts';
import type { LoaderConf } from './loader-conf.ts';
import type { LoaderVariables } from './loader-variables.ts';

/** Which entry an ordinary restart now would start. */
export interface DefaultChoice {
  /** null where there is none, or where it cannot be known. */
  readonly entry: FoundEntry | null;
  /** What named no entry on the way there; `file` is left to the caller. */
  readonly remarks: readonly Remark[];
}

/**
 * The entry that systemd-boot would start without anybody at its menu, of `entries` in its order: what is named for once,
 * the preferred one, the default; of the latter two the EFI variable before loader.conf; else the first one that starts
 * something from a disk. `conf` is null where loader.conf could not be read: then only EFI variables can tell.
 * Not followed: what is set for the case that updating the firmware failed (LoaderEntrySysFail).
 * Source: systemd, src/boot/boot.c, config_select_default_entry(); The Boot Loader Interface, LoaderEntryPreferred.
 */
export function chooseDefault(entries: readonly FoundEntry[], conf: LoaderConf | null, variables: LoaderVariables): DefaultChoice {
  const shown = entries.filter((entry) => entry.shown);
  const remarks: Remark[] = [];
  for (const { where, pattern, skipsBad } of wishesOf(conf, variables)) {
    const wanted = pattern === '@saved' ? variables.lastBooted : pattern;
    if (wanted === null) continue;
    const entry = shown.find((one) => matchesGlob(wanted, one.loaderId) && !(skipsBad && isBad(one)));
    if (entry !== undefined) return { entry, remarks };
    remarks.push({ kind: 'default-entry', ...said(remark('{where} names “{wanted}”, which is no entry that the boot loader could start.', { where, wanted })) });
  }
  if (conf !== null) return { entry: shown.find((entry) => !entry.loaderId.startsWith('auto-')) ?? shown[0] ?? null, remarks };
  remarks.push({ kind: 'default-entry', ...said(remark('Without loader.conf it cannot be known which entry the boot loader would start.')) });
  return { entry: null, remarks };
}

type Remark = Omit<Diagnostic, 'file' | 'line'>;

interface Wish {
  readonly where: SentenceValue;
  readonly pattern: string | null;
  /** Passes over entries without tries left. */
  readonly skipsBad: boolean;
}

function wishesOf(conf: LoaderConf | null, variables: LoaderVariables): readonly Wish[] {
  const preferred: readonly Wish[] = [
    { where: 'LoaderEntryPreferred', pattern: variables.preferred, skipsBad: true },
    { where: remark('The preferred entry of loader.conf'), pattern: conf?.preferred ?? null, skipsBad: true },
  ];
  return [
    { where: 'LoaderEntryOneShot', pattern: variables.oneShot, skipsBad: false },
    ...(variables.knowsPreferred === false ? [] : preferred),
    { where: 'LoaderEntryDefault', pattern: variables.default, skipsBad: false },
    // A saved entry is asked for once: the EFI variable has the word.
    { where: remark('The default of loader.conf'), pattern: conf?.default === '@saved' && variables.default === '@saved' ? null : (conf?.default ?? null), skipsBad: false },
  ];
}
