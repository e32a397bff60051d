import { GRAPHICS_DRIVERS } from './graphics-drivers.ts';
import type { GraphicsDevice } from './advice-facts.ts';

/** What is known of a graphics driver and quick restarts. */
export interface GraphicsRule {
  /** Name of the kernel driver, as in /sys/bus/pci/drivers. */
  readonly driver: string;
  /** `vendor:device` in lower case hexadecimal; null for every device of the driver. */
  readonly devices: readonly string[] | null;
  /** First and last kernel versions, ends included, as far as they are written: `6.5` holds 6.5.13. null for open ends. */
  readonly from: string | null;
  readonly to: string | null;
  /** `warning`: the machine may look dead. `note`: the screen is dark for a while. `ok`: tried and in order. */
  readonly verdict: 'ok' | 'note' | 'warning';
  /** Where that was reported; for a person's own rule their own words, or nothing. */
  readonly source: string;
}

/** The administrator's rules, and the lines that are none. */
export interface GraphicsRulesFile {
  readonly rules: readonly GraphicsRule[];
  /** Lines, from 1, that could not be understood; 0 where the file could not be read. */
  readonly oddLines: readonly number[];
}

/** Where the administrator's rules are read from. */
export const GRAPHICS_RULES_FILE = '/etc/quick-restart/graphics.conf';

/**
 * Reads a file of rules, one a line: driver, or driver:vendor:device; kernels (`*`, `6.1`, `6.1-6.5`, `6.1-`, `-6.5`); `ok`,
 * `note` or `warning`; then anything as the reason. `#` begins a comment line. Never fails: other lines are named as odd.
 *
 * @example parseGraphicsRules('nvidia * ok tried with 570\n').rules[0].verdict // 'ok'
 */
export function parseGraphicsRules(text: string): GraphicsRulesFile {
  const rules: GraphicsRule[] = [];
  const oddLines: number[] = [];
  text.split('\n').slice(0, MAX_LINES).forEach((text, at) => {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) return;
    const rule = line.length > LONGEST_LINE ? null : parseLine(line);
    if (rule === null) oddLines.push(at + 1);
    else rules.push(rule);
  });
  return { rules, oddLines };
}

/**
 * The rule that counts for a device while `release` runs or starts: the last of the administrator's that fits, else the last of
 * ours; null where none does.
 */
export function graphicsRuleFor(device: GraphicsDevice, releases: readonly string[], own: readonly GraphicsRule[]): GraphicsRule | null {
  const fits = (rule: GraphicsRule): boolean =>
    rule.driver === device.driver && (rule.devices === null || rule.devices.includes(device.id)) && releases.some((release) => isWithin(release, rule));
  return own.findLast(fits) ?? GRAPHICS_DRIVERS.findLast(fits) ?? null;
}

const MAX_LINES = 1000;
const LONGEST_LINE = 400;
const LINE = /^([\w-]+)(?::([0-9a-f]{4}:[0-9a-f]{4}))?\s+(\*|\d[\d.]*|(?=\S*\d)(?:\d[\d.]*)?-(?:\d[\d.]*)?)\s+(ok|note|warning)(?:\s+(.*))?$/i;

function parseLine(line: string): GraphicsRule | null {
  const [, driver, device, kernels = '', verdict = '', source = ''] = LINE.exec(line) ?? [];
  if (driver === undefined) return null;
  const known = VERDICTS.find((one) => one === verdict.toLowerCase()) ?? 'warning';
  return { driver: driver.replaceAll('-', '_'), devices: device === undefined ? null : [device.toLowerCase()], ...rangeOf(kernels), verdict: known, source };
}

function rangeOf(kernels: string): Pick<GraphicsRule, 'from' | 'to'> {
  const [from = '', to = from] = kernels === '*' ? [] : kernels.split('-');
  return { from: from || null, to: to || null };
}

const VERDICTS = ['ok', 'note', 'warning'] as const;

function isWithin(release: string, { from, to }: GraphicsRule): boolean {
  const version = numbersOf(/^[\d.]+/.exec(release)?.[0] ?? '');
  return (from === null || compare(version, numbersOf(from)) >= 0) && (to === null || compare(version, numbersOf(to)) <= 0);
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').filter((part) => part !== '').map(Number);
}

/** Compares as many parts as the bound has. */
function compare(version: readonly number[], bound: readonly number[]): number {
  for (const [at, part] of bound.entries()) {
    const difference = (version[at] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}
