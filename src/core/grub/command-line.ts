/**
 * The line that `linux` makes of its arguments: joined by spaces, one that contains a space in double quotes, a
 * backslash before each backslash and quote. With `keepsHexEscapes`, `\xHH` stays as it is.
 *
 * @example joinCommandLine(['root=LABEL=a b', 'quiet'], false) // '"root=LABEL=a b" quiet'
 */
export function joinCommandLine(args: readonly string[], keepsHexEscapes: boolean): string {
  const pattern = keepsHexEscapes ? /(\\x[0-9A-Fa-f]{2})|[\\'"]/g : /()[\\'"]/g;
  return args
    .map((arg) => {
      const escaped = arg.replace(pattern, (sign, hex: string | undefined) => (hex === undefined || hex === '' ? '\\' + sign : hex));
      return arg.includes(' ') ? `"${escaped}"` : escaped;
    })
    .join(' ');
}
