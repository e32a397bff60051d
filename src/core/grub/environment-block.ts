import { err, ok, type Result } from '../result.ts';

const SIGNATURE = '# GRUB Environment Block\n';

/** The size, in bytes, of the block that grub-editenv creates. */
const NEW_BLOCK_BYTES = 1024;

/** Why an environment block cannot be read or changed. */
export type EnvironmentBlockError = 'invalid' | 'full' | 'bad-name';

/**
 * The variables of an environment block (GRUB manual, Environment block): lines `NAME=VALUE` behind the signature,
 * backslash before a backslash or line end, padded with `#`. The last of two lines of one name counts.
 * Error `invalid`: the signature is missing. A line that never ends is left out, as GRUB does.
 */
export function parseEnvironmentBlock(text: string): Result<ReadonlyMap<string, string>, EnvironmentBlockError> {
  if (!text.startsWith(SIGNATURE)) return err('invalid');
  const variables = new Map<string, string>();
  let at = SIGNATURE.length;
  while (at < text.length) {
    if (text[at] === '#') {
      at = lineEnd(text, at) + 1;
      continue;
    }
    const equals = text.indexOf('=', at);
    if (equals < 0) break;
    const end = lineEnd(text, equals + 1);
    if (end >= text.length) break;
    variables.set(text.slice(at, equals), text.slice(equals + 1, end).replace(/\\([\s\S])/g, '$1'));
    at = end + 1;
  }
  return ok(variables);
}

/**
 * The block with one variable set, or taken out with `null`; of the same size in bytes.
 * Errors: `invalid` where the block is none, `full` where the value does not fit, `bad-name` for a name that cannot
 * stand in a block.
 *
 * @example setInEnvironmentBlock(text, 'saved_entry', '1>2')
 */
export function setInEnvironmentBlock(text: string, name: string, value: string | null): Result<string, EnvironmentBlockError> {
  if (!text.startsWith(SIGNATURE)) return err('invalid');
  if (name === '' || /[=#\n\\\0]/.test(name)) return err('bad-name');
  const padding = /#*$/.exec(text)?.index ?? text.length;
  if (text[padding - 1] !== '\n') return err('invalid');
  const lines = value === null ? [] : [`${name}=${value.replace(/[\\\n]/g, '\\$&')}\n`];
  const kept: string[] = [];
  for (let at = SIGNATURE.length; at < padding; ) {
    const end = Math.min(lineEnd(text, at), padding - 1);
    const line = text.slice(at, end + 1);
    if (line.startsWith(name + '=')) kept.push(...lines.splice(0));
    else kept.push(line);
    at = end + 1;
  }
  const content = SIGNATURE + kept.join('') + lines.join('');
  const free = utf8Length(text) - utf8Length(content);
  return free < 0 ? err('full') : ok(content + '#'.repeat(free));
}

/** A block without variables, as `grub-editenv create` makes it. */
export function newEnvironmentBlock(): string {
  return SIGNATURE + '#'.repeat(NEW_BLOCK_BYTES - SIGNATURE.length);
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
