/**
 * Replaces each `$name` by its value and one blank, as `blscfg` does; a blank that follows is taken, and a variable that is
 * not set leaves nothing. A single byte before a `$` or at the end is lost, as it is there. null where nothing was found to
 * keep, as for a text that is only a variable which is not set; so is a whole text that begins with such a variable and has
 * the next `$` right behind it.
 *
 * @example expandVariables('root=/dev/vda1 $tuned_params ro', () => 'quiet') // 'root=/dev/vda1 quiet ro'
 */
export function expandVariables(text: string | null, lookup: (name: string) => string | null): string | null {
  if (text === null) return null;
  let expanded: string | null = null;
  let [start, end] = [0, 0];
  let inName = false;
  const keep = (): string | null => {
    const piece = text.slice(start, end + 1);
    const value = !inName ? piece : piece === '' ? null : lookup(piece);
    return value === null ? expanded : (expanded ?? '') + value + (inName ? ' ' : '');
  };
  /** GRUB counts bytes: one that stands alone is lost. */
  const isKept = (): boolean => start !== end || text.charCodeAt(start) > 0x7f;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '$') {
      if (isKept()) {
        expanded = keep();
        if (expanded === null) return null;
      }
      inName = true;
      start = at + 1;
    } else if (inName && !/[0-9A-Za-z_]/.test(sign)) {
      expanded = keep();
      inName = false;
      start = sign === ' ' ? at + 1 : at;
    }
    end = at;
  }
  return isKept() ? keep() : expanded;
}
