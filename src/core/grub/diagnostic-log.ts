import type { Diagnostic, DiagnosticKind } from '../diagnostic.ts';
import { said } from '../said.ts';
import type { Sentence } from '../sentence.ts';
import { LIMITS } from './limits.ts';

/** Collects diagnostics: each remark once, and no more than a person can use. */
export class DiagnosticLog {
  readonly #list: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  add(file: string, line: number, kind: DiagnosticKind, message: Sentence): void {
    if (this.#list.length >= LIMITS.diagnostics) return;
    const words = said(message);
    const key = `${file}\0${line}\0${kind}\0${words.message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#list.push({ file, line, kind, ...words });
  }

  list(): readonly Diagnostic[] {
    return this.#list;
  }
}

/** A word of a configuration as it goes into a message: control characters escaped, cut where it is long. */
export function shown(text: string): string {
  const visible = text.slice(0, 120).replace(/[^\P{C}]/gu, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return text.length > 120 ? visible + '…' : visible;
}
