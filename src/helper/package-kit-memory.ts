import { meansMachine, type RequiredRestart } from '../adapters/dbus/packagekit.ts';
import { isPackageName, kindOfPackage } from '../core/restart-required/package-names.ts';
import { statement, type RestartStatement } from '../core/restart-required/restart-statement.ts';
import { formatStatements, parseStatements } from '../core/restart-required/stored-statements.ts';
import type { RuntimeNote } from '../ports/restart-source.ts';

/** More packages than these say nothing new: a restart is due. */
const MOST_STATEMENTS = 100;

/** Notes what PackageKit asked for, because it says so once and the helper ends when idle. Gone with the next restart, as is the request. */
export class PackageKitMemory {
  readonly #note: RuntimeNote;
  readonly #onFailure: (detail: string) => void;

  constructor(note: RuntimeNote, onFailure: (detail: string) => void) {
    this.#note = note;
    this.#onFailure = onFailure;
  }

  /** Whether it is news. A restart of applications or of the session is none of ours. */
  add(restart: RequiredRestart): boolean {
    if (!meansMachine(restart.type)) return false;
    const noted = this.#note.read();
    const before = (noted.kind === 'text' ? parseStatements(noted.text, restart.sinceMs) : null) ?? [];
    const said = toStatement(restart);
    const key = (one: RestartStatement): string => `${one.kind} ${one.packages.names.join()}`;
    if (before.length >= MOST_STATEMENTS || before.some((one) => key(one) === key(said))) return false;
    const written = this.#note.write(formatStatements([...before, said]));
    if (!written.ok) this.#onFailure(written.error);
    return written.ok;
  }
}

function toStatement({ packageId, sinceMs }: RequiredRestart): RestartStatement {
  const [name = ''] = packageId.split(';', 1);
  if (!isPackageName(name)) return statement('requested', 'package-kit', { sinceMs });
  return statement(kindOfPackage(name), 'package-kit', { sinceMs, packages: { names: [name], inAll: 1 } });
}
