import { compileExpression, type Instruction } from './regular-expression-program.ts';

/** What a match says: the whole text that matched and the groups; null for a group that took no part. */
export type ExpressionMatch =
  | { readonly kind: 'match'; readonly groups: readonly (string | null)[] }
  | { readonly kind: 'no-match' | 'invalid' | 'too-costly' };

/** Steps of one match; a usual one takes a few thousand. */
const MAXIMUM_STEPS = 1_000_000;

/**
 * Looks for a POSIX extended regular expression (regex(7)) in a text: the leftmost match, and of those the longest.
 * All ways are followed at once, so that no expression takes exponential time. Back references are `invalid`.
 *
 * @example matchExpression('-([0-9]+)$', 'vmlinuz-6') // groups: ['-6', '6']
 */
export function matchExpression(expression: string, text: string): ExpressionMatch {
  const program = compileExpression(expression);
  if (program === null) return { kind: 'invalid' };
  const budget = { steps: MAXIMUM_STEPS };
  for (let start = 0; start <= text.length; start++) {
    const slots = longestFrom(program, text, start, budget);
    if (budget.steps < 0) return { kind: 'too-costly' };
    if (slots !== null) return { kind: 'match', groups: groupsOf(slots, text) };
  }
  return { kind: 'no-match' };
}

type Slots = readonly number[];

interface Thread {
  readonly at: number;
  readonly slots: Slots;
}

function longestFrom(program: readonly Instruction[], text: string, start: number, budget: { steps: number }): Slots | null {
  let threads = follow(program, [{ at: 0, slots: [] }], text, start, budget);
  let best: Slots | null = null;
  for (let position = start; ; position++) {
    const match = threads.find((thread) => program[thread.at]?.kind === 'match');
    if (match !== undefined) best = match.slots;
    const sign = text[position];
    if (sign === undefined || threads.length === 0 || budget.steps < 0) return best;
    const next: Thread[] = [];
    for (const { at, slots } of threads) {
      const instruction = program[at];
      if (instruction?.kind === 'sign' && instruction.accepts(sign)) next.push({ at: at + 1, slots });
    }
    threads = follow(program, next, text, position + 1, budget);
  }
}

/** Follows everything that takes no character; the first way to an instruction is the preferred one. */
function follow(program: readonly Instruction[], from: readonly Thread[], text: string, position: number, budget: { steps: number }): Thread[] {
  const seen = new Set<number>();
  const result: Thread[] = [];
  const stack = [...from].reverse();
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    if (seen.has(thread.at)) continue;
    seen.add(thread.at);
    if (--budget.steps < 0) return [];
    const instruction = program[thread.at];
    if (instruction === undefined) continue;
    if (instruction.kind === 'sign' || instruction.kind === 'match') result.push(thread);
    else stack.push(...onward(instruction, thread, position, text.length));
  }
  return result;
}

/** Where a step that takes no character leads, the preferred way last. */
function onward(instruction: Instruction, { at, slots }: Thread, position: number, length: number): readonly Thread[] {
  switch (instruction.kind) {
    case 'split':
      return [{ at: instruction.second, slots }, { at: instruction.first, slots }];
    case 'jump':
      return [{ at: instruction.to, slots }];
    case 'save': {
      const saved = [...slots];
      saved[instruction.slot] = position;
      return [{ at: at + 1, slots: saved }];
    }
    case 'start':
      return position === 0 ? [{ at: at + 1, slots }] : [];
    case 'end':
      return position === length ? [{ at: at + 1, slots }] : [];
    case 'sign':
    case 'match':
      return [];
  }
}

function groupsOf(slots: Slots, text: string): (string | null)[] {
  const groups: (string | null)[] = [];
  for (let slot = 0; slot < slots.length; slot += 2) {
    const [from, to] = [slots[slot], slots[slot + 1]];
    groups.push(from === undefined || to === undefined ? null : text.slice(from, to));
  }
  return groups;
}
