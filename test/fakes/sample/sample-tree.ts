import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatHistory } from '../../../src/core/history/kept-history.ts';
import { debianTree } from '../engine-machine.ts';
import type { SampleOptions } from './sample-options.ts';

const TREES = join(import.meta.dirname, '../../fixtures/boot-trees');

/** Writes the sample machine's files below `root`: its boot tree, what asks for a restart, and its history. */
export function writeSampleTree(root: string, options: Required<SampleOptions>): void {
  if (options.tree === '') writeAll(root, debianTree() as Readonly<Record<string, string | Uint8Array>>);
  else cpSync(join(TREES, options.tree, 'root'), root, { recursive: true });
  if (options.required !== null) writeAll(root, { 'run/reboot-required': '*** System restart required ***\n', 'run/reboot-required.pkgs': options.required.map((name) => `${name}\n`).join('') });
  if (options.history.length > 0) writeHistory(root, options);
  writeAll(root, options.files);
}

function writeHistory(root: string, { history, runningRelease }: Required<SampleOptions>): void {
  const text = formatHistory({ boot: { id: '00000000-0000-4000-8000-000000000000', kernelRelease: runningRelease }, lastStop: null, firmwareBootSeconds: null, records: history });
  writeAll(root, { 'var/lib/quick-restart/history': text });
}

function writeAll(root: string, files: Readonly<Record<string, string | Uint8Array | null>>): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    if (content === null) rmSync(target, { recursive: true, force: true });
    else writeFileSync(target, content);
  }
}
