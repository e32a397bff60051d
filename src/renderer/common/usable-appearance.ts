const SMALLEST_SCALE = 0.5;
const LARGEST_SCALE = 3;

/** The factor, within what a window can still be used with; anything that is no number counts as 1. */
export function usableScale(factor: number): number {
  return Number.isFinite(factor) ? Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, factor)) : 1;
}

/** `#rrggbb`, or null for anything else. */
export function usableColour(colour: string | null): string | null {
  return colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour : null;
}
