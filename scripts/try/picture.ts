import type { Proof } from './proofs.ts';
import { type RestartParts, totalMs } from './restart-report.ts';

/** How text is shown. */
export interface Style {
  readonly colour: boolean;
  readonly columns: number;
}

const PARTS = [
  { key: 'shutdownMs', label: 'load and shutdown', fill: '▒', colour: 36 },
  { key: 'firmwareMs', label: 'firmware and boot loader', fill: '█', colour: 31 },
  { key: 'kernelMs', label: 'kernel and initrd', fill: '▓', colour: 33 },
  { key: 'servicesMs', label: 'services', fill: '░', colour: 32 },
] as const satisfies readonly { key: keyof RestartParts; label: string; fill: string; colour: number }[];

const LABEL_WIDTH = 26;

/** Table of the parts of both restarts, bars to one scale, and the ratio. */
export function picture(quick: RestartParts, ordinary: RestartParts, style: Style): string {
  return [...table(quick, ordinary, style), '', ...bars(quick, ordinary, style), ''].join('\n');
}

/** What a reader should know before believing the numbers. `load` is the number of processes that wanted to run, of late. */
export function caveats(accelerator: 'kvm' | 'tcg', load: number, processors: number): readonly string[] {
  const firmware = 'This machine\'s firmware takes a second; a real one 15 to 60 seconds, a server minutes. That is what a quick restart leaves out.';
  const emulated = 'The processor is emulated (no KVM here): every part takes many times longer than on a real machine, the firmware\'s wait for its menu does not.';
  const busy = `Other programs kept this machine busy (load ${load.toFixed(1)} on ${processors} processors): the seconds are rough.`;
  return [firmware, ...(accelerator === 'tcg' ? [emulated] : []), ...(load > processors + 1.5 ? [busy] : [])];
}

/** One line for each proof. */
export function proofLines(proofs: readonly Proof[], style: Style): string {
  return proofs.map(({ claim, holds, seen }) => `  ${holds ? paint('ok    ', 32, style) : paint('FAILED', 31, style)}  ${claim.padEnd(42)}  ${seen}\n`).join('');
}

/** A heading with a line below it. */
export function heading(text: string, style: Style): string {
  return `\n${paint(text, 1, style)}\n${'─'.repeat(text.length)}\n`;
}

function table(quick: RestartParts, ordinary: RestartParts, style: Style): readonly string[] {
  const row = (label: string, left: number, right: number): string => `  ${label.padEnd(LABEL_WIDTH)}${seconds(left)}${seconds(right)}`;
  return [
    `  ${''.padEnd(LABEL_WIDTH)}${'quick'.padStart(10)}${'ordinary'.padStart(10)}`,
    ...PARTS.map(({ key, label, fill, colour }) => `${row(label, quick[key], ordinary[key])}  ${paint(fill.repeat(2), colour, style)}`),
    paint(`${row('decision to services up', totalMs(quick), totalMs(ordinary))}  ratio ${(totalMs(quick) / totalMs(ordinary)).toFixed(2)}`, 1, style),
  ];
}

function bars(quick: RestartParts, ordinary: RestartParts, style: Style): readonly string[] {
  const width = Math.max(20, Math.min(style.columns, 100) - 24);
  const scale = width / Math.max(totalMs(quick), totalMs(ordinary));
  const line = (name: string, parts: RestartParts): string => `  ${name.padEnd(10)}${bar(parts, scale, style)} ${seconds(totalMs(parts)).trim()}`;
  return [line('quick', quick), line('ordinary', ordinary)];
}

/** Ends of the parts are rounded, not their lengths: so the whole bar is to scale. */
function bar(parts: RestartParts, scale: number, style: Style): string {
  let sumMs = 0;
  return PARTS.map(({ key, fill, colour }) => {
    const from = Math.round(sumMs * scale);
    sumMs += parts[key];
    return paint(fill.repeat(Math.max(0, Math.round(sumMs * scale) - from)), colour, style);
  }).join('');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`.padStart(10);
}

function paint(text: string, code: number, style: Style): string {
  return style.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
}
