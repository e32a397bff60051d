import type { ConfigFiles } from '../../core/config-files.ts';
import { groupPackages, parsePackageList } from '../../core/restart-required/package-names.ts';
import { listOfNames } from '../../core/restart-required/reason-message.ts';
import { plausibleTime, statement, type RestartStatement } from '../../core/restart-required/restart-statement.ts';
import { sayCount, type Sentence, type SentenceValue } from '../../core/sentence.ts';
import type { RestartContext, RestartSource } from '../../ports/restart-source.ts';

/** Debian policy 9.12, with the packages that asked in `.pkgs`; and libzypp's mark, zypper(8) needs-rebooting. */
const MARKS = ['/run/reboot-required', '/run/reboot-needed'];
const MAX_LIST_BYTES = 1024 * 1024;

/** The marks that package managers leave below /run. A list without its mark is an old one that nobody removed. */
export class RequiredFileSource implements RestartSource {
  readonly #files: ConfigFiles;

  constructor(files: ConfigFiles) {
    this.#files = files;
  }

  read({ nowMs }: RestartContext): readonly RestartStatement[] {
    return MARKS.flatMap((mark) => {
      const status = this.#files.stat(mark);
      return status.ok ? this.#statements(mark, plausibleTime(status.value.modifiedMs, nowMs)) : [];
    });
  }

  #statements(mark: string, sinceMs: number | null): readonly RestartStatement[] {
    const { names, malformedLines } = parsePackageList(this.#list(`${mark}.pkgs`));
    if (names.length === 0) {
      const message = malformedLines === 0 ? null : sayCount('An update asked for a restart, but no line of {file} ({count}) names a package.', 'An update asked for a restart, but no line of {file} ({count}) names a package.', malformedLines, { file: `${mark}.pkgs` });
      return [statement('requested', 'required-file', { sinceMs, message })];
    }
    return groupPackages(names).map(({ kind, packages }) => statement(kind, 'required-file', { sinceMs, packages, message: oddLines(kind, listOfNames(packages), malformedLines) }));
  }

  /** The list, or of one that grew beyond all sense the whole lines at its start. */
  #list(path: string): string {
    const bytes = this.#files.readRange(path, 0, MAX_LIST_BYTES);
    if (!bytes.ok) return '';
    const text = new TextDecoder().decode(bytes.value);
    return bytes.value.length < MAX_LIST_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  }
}

/** Told once, with what was requested: the other kinds are complete without it. */
function oddLines(kind: string, names: SentenceValue, malformedLines: number): Sentence | null {
  if (malformedLines === 0 || kind !== 'requested') return null;
  return sayCount(
    'Updates of these packages take a restart: {names}; {count} more line of the list names no package.',
    'Updates of these packages take a restart: {names}; {count} more lines of the list name no package.',
    malformedLines,
    { names },
  );
}
