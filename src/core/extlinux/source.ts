import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic, DiagnosticKind } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark, type Sentence } from '../sentence.ts';
import { LIMITS } from './limits.ts';
import { pathOnSystem, type Place } from './paths.ts';

/** One line that says something, taken apart at its first white space. */
export interface Directive {
  readonly file: string;
  readonly line: number;
  /** In lower case; `` never occurs. */
  readonly keyword: string;
  /** The rest of the line without white space around it. */
  readonly value: string;
}

/** Reads the configuration and what it includes, within bounds, and collects remarks. */
export class Source {
  readonly #files: ConfigFiles;
  readonly #place: Place;
  readonly #diagnostics: Diagnostic[] = [];
  #includedFiles = 0;
  #lines = 0;

  constructor(files: ConfigFiles, place: Place) {
    this.#files = files;
    this.#place = place;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  report(at: { readonly file: string; readonly line: number }, kind: DiagnosticKind, message: Sentence): void {
    if (this.#diagnostics.length < LIMITS.diagnostics) this.#diagnostics.push({ file: at.file, line: at.line, kind, ...said(message) });
  }

  /** The directives of the configuration itself; null, with a diagnostic, where it cannot be read. */
  read(): readonly Directive[] | null {
    return this.#read(this.#place.config, { file: this.#place.config, line: 0 });
  }

  /** The directives of an included file; null, with a diagnostic at `from`, where it cannot be read or there are too many. */
  include(path: string, from: Directive, depth: number): readonly Directive[] | null {
    if (depth > LIMITS.includeDepth || ++this.#includedFiles > LIMITS.includedFiles) {
      this.report(from, 'limit-exceeded', remark('Too many files include one another; this one was not read.'));
      return null;
    }
    const where = pathOnSystem(this.#place, path);
    if (where === null) {
      this.report(from, 'device-not-found', remark('The included file {path} is not on this file system.', { path }));
      return null;
    }
    return this.#read(where, from);
  }

  #read(path: string, from: { readonly file: string; readonly line: number }): readonly Directive[] | null {
    const read = this.#files.readText(path, LIMITS.fileBytes);
    if (!read.ok) {
      const { kind, detail } = read.error;
      const missing = kind === 'missing';
      this.report(from, missing ? 'file-missing' : kind === 'too-large' ? 'limit-exceeded' : 'file-unreadable', missing ? remark('{path} is missing.', { path }) : remark('{path} cannot be read: {detail}.', { path, detail }));
      return null;
    }
    const { text, validUtf8 } = read.value;
    if (!validUtf8 || text.includes('\0')) this.report({ file: path, line: 0 }, 'encoding', remark('The file is not plain UTF-8 text.'));
    return this.#split(text, path);
  }

  #split(text: string, file: string): readonly Directive[] {
    const directives: Directive[] = [];
    for (const [index, raw] of text.split('\n').entries()) {
      if (++this.#lines > LIMITS.lines) {
        this.report({ file, line: index + 1 }, 'limit-exceeded', remark('The configuration has too many lines; it was read no further.'));
        break;
      }
      const match = /^\s*(\S+)(.*)$/s.exec(raw.endsWith('\r') ? raw.slice(0, -1) : raw);
      if (match !== null) directives.push({ file, line: index + 1, keyword: (match[1] ?? '').toLowerCase(), value: (match[2] ?? '').trim() });
    }
    return directives;
  }
}

/** The value of a directive as a directive of its own: `MENU LABEL x` is LABEL x of the menu. */
export function nested(directive: Directive): Directive {
  const { word, rest } = splitWord(directive.value);
  return { ...directive, keyword: word.toLowerCase(), value: rest };
}

/** The first word of a value, and what follows it. */
export function splitWord(value: string): { readonly word: string; readonly rest: string } {
  const word = /^\S*/.exec(value)?.[0] ?? '';
  return { word, rest: value.slice(word.length).trim() };
}
