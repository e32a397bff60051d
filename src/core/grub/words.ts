import { LIMITS } from './limits.ts';
import { isPositional, type Part, type Word } from './syntax.ts';
import { expandWildcards, type DirectoryReader } from './wildcards.ts';

const SPECIAL = /[*?\\]/;

/** What `$…` looks up: variables, and the arguments of the function or menu entry, null outside of one. */
export interface Lookup extends DirectoryReader {
  variable(name: string): string | undefined;
  readonly positional: readonly string[] | null;
}

/**
 * The arguments that a command gets from its words: variables replaced, unquoted ones split at white space, words that
 * come to nothing dropped, wildcards in paths replaced by the files that match (GRUB manual, Shell-like scripting).
 *
 * @example expandWords([word('$a'), word('"$a"')], lookup) // a="x  y": ['x', 'y', 'x  y']
 */
export function expandWords(words: readonly Word[], lookup: Lookup): readonly string[] {
  return plainWords(words) ?? patternsOf(words, lookup).flatMap((pattern) => (SPECIAL.test(pattern) ? expandWildcards(pattern, lookup) : pattern));
}

/** The usual case, quickly: words in which nothing is replaced. */
function plainWords(words: readonly Word[]): readonly string[] | null {
  const plain: string[] = [];
  for (const word of words) {
    if (word.plain === null) return null;
    plain.push(word.plain);
  }
  return plain;
}

function patternsOf(words: readonly Word[], lookup: Lookup): readonly string[] {
  const patterns = new PatternList();
  for (const word of words) {
    patterns.next();
    if (word.plain !== null) patterns.add(word.plain);
    else for (const part of word.parts) addPart(patterns, part, lookup);
  }
  return patterns.list();
}

/** Words in the making; the last is null until something, if only an empty string, was added to it. */
class PatternList {
  readonly #done: string[] = [];
  #last: string | null = null;
  #length = 0;

  next(): void {
    if (this.#last === null) return;
    this.#done.push(this.#last);
    this.#last = null;
  }

  add(text: string): void {
    // Whoever asked notices that the bound was passed, and takes none of it.
    if (this.#length > 2 * LIMITS.wordCharacters) return;
    this.#length += text.length;
    this.#last = (this.#last ?? '') + text;
  }

  list(): readonly string[] {
    return this.#last === null ? this.#done : [...this.#done, this.#last];
  }
}

function addPart(patterns: PatternList, part: Part, lookup: Lookup): void {
  switch (part.kind) {
    case 'text':
      if (part.text !== '') patterns.add(part.text);
      return;
    case 'quoted':
      patterns.add(escapePattern(part.text));
      return;
    case 'translated':
      patterns.add(escapePattern(translated(part.text, lookup)));
      return;
    case 'variable':
    case 'quoted-variable':
      addVariable(patterns, part, lookup);
      return;
  }
}

function addVariable(patterns: PatternList, part: Part, lookup: Lookup): void {
  const quoted = part.kind === 'quoted-variable';
  const values = variableValues(part.text, quoted, lookup);
  values.forEach((value, index) => {
    if (index > 0) patterns.next();
    patterns.add(quoted ? escapePattern(value) : escapeVariable(value));
  });
}

function variableValues(name: string, quoted: boolean, lookup: Lookup): readonly string[] {
  if (!isPositional(name)) {
    const value = lookup.variable(name) ?? '';
    if (value === '') return [];
    return quoted ? [value] : splitWords(value);
  }
  return lookup.positional === null ? [] : positionalValues(name, quoted, lookup.positional);
}

function positionalValues(name: string, quoted: boolean, positional: readonly string[]): readonly string[] {
  if (name === '#') return [String(positional.length)];
  if (name === '@' || name === '*') {
    if (!quoted) return positional.flatMap(splitWords);
    return name === '@' || positional.length === 0 ? positional : [positional.join(' ')];
  }
  const value = positional[Number(name) - 1];
  if (value === undefined) return [];
  return quoted ? [value] : splitWords(value);
}

function splitWords(value: string): string[] {
  return value.split(/[ \t\n\r]+/).filter((word) => word !== '');
}

function escapePattern(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[*?\\]/g, '\\$&') : text;
}

/** An unquoted variable's value may bring wildcards, but a backslash in it stands for itself. */
function escapeVariable(text: string): string {
  return text.includes('\\') ? text.replace(/\\([*?])?/g, (_whole, wildcard: string | undefined) => (wildcard === undefined ? '\\\\' : '\\\\\\' + wildcard)) : text;
}

const TRANSLATED = /\\[\s\S]|\$(?:([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?#])|\{([^}]*)\})/g;

/** `$"…"`, which GRUB would look up in its translations: the original with its variables replaced. */
function translated(text: string, lookup: Lookup): string {
  return text.replace(TRANSLATED, (whole: string, plain: string | undefined, braced: string | undefined) => {
    if (whole.startsWith('\\')) return whole === '\\$' || whole === '\\\\' ? whole.slice(1) : whole;
    const name = plain ?? braced ?? '';
    if (name === '#') return lookup.positional === null ? '' : String(lookup.positional.length);
    return lookup.variable(name) ?? '';
  });
}
