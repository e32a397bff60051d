/** A variable; exported ones are seen by submenus and by files that `configfile` loads. */
interface Variable {
  readonly value: string;
  readonly exported: boolean;
}

/** Variables that GRUB watches: unset makes them empty, and `root` loses its parentheses. */
const WATCHED = new Set(['root', 'prefix', 'pager', 'color_normal', 'color_highlight']);

/** GRUB's environment in one context (GRUB manual, Environment variables). */
export class Environment {
  readonly #base: Environment | null;
  readonly #own = new Map<string, Variable | null>();

  constructor(base: Environment | null = null) {
    this.#base = base;
  }

  get(name: string): string | undefined {
    return this.#find(name)?.value;
  }

  set(name: string, value: string): void {
    const stored = name === 'root' && /^\(.*\)$/s.test(value) ? value.slice(1, -1) : value;
    this.#own.set(name, { value: stored, exported: this.#find(name)?.exported ?? false });
  }

  unset(name: string): void {
    if (this.#find(name) === null) return;
    if (WATCHED.has(name)) this.set(name, '');
    else this.#own.set(name, null);
  }

  /** Marks a variable for export; one that does not exist becomes empty. */
  export(name: string): void {
    this.#own.set(name, { value: this.get(name) ?? '', exported: true });
  }

  /** An environment that starts out the same and keeps its changes to itself. */
  fork(): Environment {
    return new Environment(this);
  }

  /** The environment of a new context, which gets the exported variables only. */
  context(): Environment {
    const fresh = new Environment();
    for (const [name, variable] of this.#all()) {
      if (variable.exported) fresh.#own.set(name, variable);
    }
    return fresh;
  }

  /** All variables and their values. */
  values(): ReadonlyMap<string, string> {
    return new Map([...this.#all()].map(([name, variable]) => [name, variable.value]));
  }

  #find(name: string): Variable | null {
    const variable = this.#own.get(name);
    if (variable !== undefined) return variable;
    return this.#base === null ? null : this.#base.#find(name);
  }

  #all(): Map<string, Variable> {
    const all = this.#base === null ? new Map<string, Variable>() : this.#base.#all();
    for (const [name, variable] of this.#own) {
      if (variable === null) all.delete(name);
      else all.set(name, variable);
    }
    return all;
  }
}
