import type { Catalogue } from '../contracts/app/appearance.ts';

/** The plural form of a count. Catalogues know the forms of whole numbers; a fraction takes the form of its whole part. */
export function pluralForm({ pluralForms }: Pick<Catalogue, 'pluralForms'>, count: number): number {
  const whole = Math.trunc(Math.abs(count));
  return pluralForms[whole < 1000 ? whole : 1000 + (whole % 1000)] ?? 0;
}
