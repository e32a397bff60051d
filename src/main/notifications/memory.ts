import { boolean, number, object, orNull, text, type Shape } from '../../contracts/shape.ts';

/** What was told, kept across starts of the app. */
export interface Memory {
  /** The boot in which a due restart was told; empty: not since it became due. */
  readonly toldInBoot: string;
  /** The person wants to hear of it again then; ms since the epoch. */
  readonly laterUntilMs: number | null;
  /** That no panel shows the icon was told, once and for all. */
  readonly toldNoPanel: boolean;
  /** The quick restart whose failure was told last, by the time when it was loaded; ms since the epoch. */
  readonly toldFailureMs: number | null;
}

export const NOTHING_TOLD: Memory = { toldInBoot: '', laterUntilMs: null, toldNoPanel: false, toldFailureMs: null };

export const memoryShape: Shape<Memory> = object({ toldInBoot: text, laterUntilMs: orNull(number), toldNoPanel: boolean, toldFailureMs: orNull(number) });
