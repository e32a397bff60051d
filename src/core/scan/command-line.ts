import type { EntryProblem } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { wordsOf } from '../kernel/command-line.ts';
import { said } from '../said.ts';
import { remark, say } from '../sentence.ts';

/** The command line for kernels that no configuration names. */
export interface CommandLineFound {
  readonly text: string;
  /** Where it stands. */
  readonly file: string;
  /** Why it cannot be passed on as it was meant; null where it can. */
  readonly doubt: EntryProblem | null;
}

const MAX_BYTES = 64 * 1024;

/**
 * What kernel-install(8) would write into a new entry: /etc/kernel/cmdline, else /usr/lib/kernel/cmdline, else the running
 * command line without what boot loaders add (`BOOT_IMAGE=`, `initrd=`). Line ends count as blanks. A file that is there and
 * cannot be read leaves a diagnostic and a doubt: the next one would not be what its owner meant.
 */
export function readCommandLine(files: ConfigFiles, running: string, diagnostics: Diagnostic[]): CommandLineFound {
  for (const file of ['/etc/kernel/cmdline', '/usr/lib/kernel/cmdline']) {
    const read = files.readText(file, MAX_BYTES);
    if (read.ok) return { text: joined(read.value.text), file, doubt: read.value.validUtf8 ? garbled(read.value.text, file) : garbled('\0', file) };
    if (read.error.kind === 'missing') continue;
    diagnostics.push({ file, line: 0, kind: 'file-unreadable', ...said(remark('The command line for new kernels cannot be read: {detail}.', { detail: read.error.detail })) });
    return { text: '', file, doubt: { kind: 'evaluation', ...said(say('The command line in {file} cannot be read.', { file })) } };
  }
  const words = wordsOf(running).filter((word) => !/^(?:BOOT_IMAGE|initrd)=/.test(word));
  return { text: words.join(' '), file: '/proc/cmdline', doubt: garbled(running, '/proc/cmdline') };
}

function joined(text: string): string {
  return text.split(/\s+/).filter((word) => word !== '').join(' ');
}

function garbled(text: string, file: string): EntryProblem | null {
  if (!/[\0\ufffd]/.test(text)) return null;
  return { kind: 'encoding', ...said(say('{file} is not plain UTF-8 text, so the command line could not be passed on exactly.', { file })) };
}
