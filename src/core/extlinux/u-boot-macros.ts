/** APPEND as U-Boot hands it on. */
export interface ExpandedMacros {
  readonly text: string;
  /** Names of the variables of U-Boot's environment that it asks for; each was taken as empty. */
  readonly variables: readonly string[];
}

/**
 * What U-Boot makes of APPEND before the kernel gets it: `${name}` and `$(name)` stand for variables of its environment,
 * a backslash keeps the sign after it, single quotes keep what is between them and go away.
 * U-Boot common/cli_simple.c, cli_simple_process_macros().
 *
 * @example expandMacros("root=${rootdev} a='b c'") // { text: 'root= a=b c', variables: ['rootdev'] }
 */
export function expandMacros(append: string): ExpandedMacros {
  const variables: string[] = [];
  const text = append.replace(TOKEN, (token, escaped?: string, quoted?: string, name?: string) => {
    if (name !== undefined) variables.push(name);
    return escaped ?? quoted ?? (name === undefined ? token : '');
  });
  return { text, variables };
}

/** A sign behind a backslash, a quotation, or a variable; an opening without its end reaches to the end of the line. */
const TOKEN = /\\(.|$)|'([^']*)(?:'|$)|\$[{(]([^})]*)(?:[})]|$)/gsu;
