import { join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { formatPolicy, parsePolicy } from '../../core/restart-plan/policy.ts';
import type { Policy } from '../../core/restart-plan/plan.ts';
import { said } from '../../core/said.ts';
import { remark } from '../../core/sentence.ts';
import { parseSettings } from '../../core/settings/settings-file.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import { replaceFile } from '../files/replace-file.ts';
import type { PolicyStore, PolicyStoreError } from '../../ports/policy-store.ts';

const MAIN_FILE = '/etc/quick-restart/quick-restart.conf';
const DROP_IN_DIRECTORY = '/etc/quick-restart/quick-restart.conf.d';
/** What `quick-restart default` and the settings write; sorted after an administrator's own files. */
const CHOSEN_FILE = `${DROP_IN_DIRECTORY}/90-chosen.conf`;
const MAX_BYTES = 64 * 1024;
const HEADER = '# Written by quick-restart when the default was changed; see quick-restart(1).\n';

/** The policy in the files of /etc/quick-restart. */
export class PolicyFiles implements PolicyStore {
  readonly #files: BootFiles;

  constructor(files: BootFiles) {
    this.#files = files;
  }

  read(): { readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] } {
    const diagnostics: Diagnostic[] = [];
    let policy: Policy = { kind: 'boot-loader' };
    for (const file of this.#settingsFiles()) {
      const text = this.#files.readText(file, MAX_BYTES);
      if (!text.ok) {
        if (text.error.kind !== 'missing') diagnostics.push({ file, line: 0, kind: 'file-unreadable', ...said(remark('It could not be read: {detail}.', { detail: text.error.detail })) });
        continue;
      }
      const parsed = parseSettings(file, text.value.text);
      diagnostics.push(...parsed.diagnostics);
      for (const { section, key, value, line } of parsed.settings) {
        if (section !== 'Restart' || key !== 'Default') {
          diagnostics.push({ file, line, kind: 'unknown-command', ...said(remark('There is no setting {key} in section [{section}].', { key, section })) });
          continue;
        }
        const read = parsePolicy(value);
        if (read.ok) policy = read.value;
        else diagnostics.push({ file, line, kind: 'syntax', ...said(remark('Default must be boot-loader, newest or entry:ID, not “{value}”.', { value })) });
      }
    }
    return { policy, diagnostics };
  }

  write(policy: Policy): Result<null, PolicyStoreError> {
    const target = join(this.#files.root, CHOSEN_FILE);
    try {
      replaceFile(target, `${HEADER}[Restart]\nDefault=${formatPolicy(policy)}\n`);
      return ok(null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      const kind = code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
      return err({ kind, detail: error instanceof Error ? error.message : String(error) });
    }
  }

  #settingsFiles(): readonly string[] {
    const dropIns = this.#files.list(DROP_IN_DIRECTORY);
    const names = dropIns.ok ? dropIns.value.filter((name) => name.endsWith('.conf')) : [];
    return [MAIN_FILE, ...names.map((name) => `${DROP_IN_DIRECTORY}/${name}`)];
  }
}
