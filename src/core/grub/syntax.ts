/**
 * One file, or one string given to `eval`, cut into the lines that GRUB's reader hands to its parser.
 * `text` always ends with a line end.
 */
export interface Source {
  /** Path as people know it; goes into diagnostics. */
  readonly file: string;
  readonly text: string;
  /** The number, in the file, of each line of `text`: GRUB drops lines that start with `#` before it parses. */
  readonly lineNumbers: readonly number[] | number;
}

/**
 * A piece of a word. `text` stands outside quotes and keeps its backslashes; `quoted` is literal; variables are named
 * without `$` and split into words unless quoted; `translated` is `$"…"`.
 */
export interface Part {
  readonly kind: 'text' | 'quoted' | 'variable' | 'quoted-variable' | 'translated';
  readonly text: string;
}

/** A word of a command before expansion. */
export interface Word {
  readonly parts: readonly Part[];
  /** The word itself, where it is one text in which nothing is ever replaced. */
  readonly plain: string | null;
  /** The word itself, where it could name a function or a variable. */
  readonly name: string | null;
  /** The keyword that it is. */
  readonly reserved: string | null;
}

/** A simple command: name and arguments, and the block of `menuentry` and `submenu`. */
export interface CommandStatement {
  readonly kind: 'command';
  readonly line: number;
  readonly words: readonly Word[];
  readonly block: Block | null;
}

/** `if`; an `elif` is an `if` in `otherwise`. */
export interface IfStatement {
  readonly kind: 'if';
  readonly line: number;
  readonly condition: readonly Statement[];
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[] | IfStatement | null;
}

/** `while` and `until`. */
export interface WhileStatement {
  readonly kind: 'while';
  readonly line: number;
  readonly until: boolean;
  readonly condition: readonly Statement[];
  readonly body: readonly Statement[];
}

/** `for NAME in WORDS`. */
export interface ForStatement {
  readonly kind: 'for';
  readonly line: number;
  readonly name: string;
  readonly words: readonly Word[];
  readonly body: readonly Statement[];
}

/** What a script is made of (GRUB manual, Shell-like scripting). */
export type Statement = CommandStatement | IfStatement | WhileStatement | ForStatement;

/** `function NAME { … }`; defined while it is parsed, before anything of the same line runs. */
export interface FunctionDefinition {
  readonly name: string;
  readonly file: string;
  readonly body: readonly Statement[];
}

/** Why a piece of a script does not parse. */
export interface SyntaxFailure {
  readonly kind: 'syntax' | 'limit-exceeded';
  readonly line: number;
}

/**
 * What GRUB parses before it runs anything of it: one line, or as many as an open block, compound command or quote
 * takes. With a `failure` nothing of the unit runs, but functions defined before the error exist.
 */
export interface Unit {
  readonly statements: readonly Statement[];
  readonly functions: readonly FunctionDefinition[];
  readonly failure: SyntaxFailure | null;
}

/**
 * The body of a menu entry. GRUB keeps its text and parses it once more when the entry is booted, which comes to what was
 * parsed before.
 */
export interface Block {
  readonly file: string;
  readonly units: readonly Unit[];
}

/** What one `$…` of a script names; digits, `#`, `*` and `@` are positional and cannot be assigned. */
export function isPositional(name: string): boolean {
  return name === '#' || name === '*' || name === '@' || (name.charCodeAt(0) >= 48 && name.charCodeAt(0) <= 57);
}
