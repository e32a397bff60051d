import type { RestartStatement } from '../../core/restart-required/restart-statement.ts';
import { parseStatements } from '../../core/restart-required/stored-statements.ts';
import type { ConfigFiles } from '../../core/config-files.ts';
import type { RestartContext, RestartSource } from '../../ports/restart-source.ts';

const MAX_BYTES = 1024 * 1024;

/** What was said before and noted below /run: a scanner's last answer, PackageKit's signals. A damaged note says nothing. */
export class NotedStatementsSource implements RestartSource {
  readonly #files: ConfigFiles;
  readonly #path: string;

  constructor(files: ConfigFiles, path: string) {
    this.#files = files;
    this.#path = path;
  }

  read({ nowMs }: Pick<RestartContext, 'nowMs'>): readonly RestartStatement[] {
    const noted = this.#files.readText(this.#path, MAX_BYTES);
    return noted.ok ? (parseStatements(noted.value.text, nowMs) ?? []) : [];
  }
}
