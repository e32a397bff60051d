import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';

/** One `Key=value` of a settings file with its line. */
export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/**
 * Parses quick-restart.conf: sections in brackets, `Key=value`, comments from `#` or `;` at the start of a line
 * (the syntax of systemd.syntax(7), without line continuation). A line that is none of these becomes a diagnostic.
 *
 * @example parseSettings('x.conf', '[Restart]\nDefault=newest\n').settings[0].value // 'newest'
 */
export function parseSettings(file: string, text: string): { readonly settings: readonly Setting[]; readonly diagnostics: readonly Diagnostic[] } {
  const settings: Setting[] = [];
  const diagnostics: Diagnostic[] = [];
  let section = '';
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const equals = line.indexOf('=');
    if (line.startsWith('[') && line.endsWith(']')) {
      section = line.slice(1, -1);
    } else if (equals > 0) {
      settings.push({ section, key: line.slice(0, equals).trim(), value: line.slice(equals + 1).trim(), line: index + 1 });
    } else {
      diagnostics.push({ file, line: index + 1, kind: 'syntax', ...said(remark('This line is neither a section, a Key=value nor a comment.')) });
    }
  }
  return { settings, diagnostics };
}
