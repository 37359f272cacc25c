import type { Estimate, Group } from '@evenhand/contracts';

/** As in `1,500` or `−4.7`, in a pattern. */
export const NUMBER = String.raw`([+\u2212]?\d[\d,]*(?:\.\d+)?)`;
/** As in ` [29, 39]`, if any. */
export const LIMITS = String.raw`(?: \[${NUMBER}, ${NUMBER}\])?`;
/** As in `p < 0.001`. */
export const P = `p (?:=|<) ${NUMBER}`;
/** If any. */
export const UNIT = '(?: (?:points?|%|class(?:es)?))?';

/** Whether a value and its limits, where there are any, are those of an estimate. */
export function isEstimate(
  estimate: Pick<Estimate, 'value' | 'low' | 'high'> | undefined,
  printed: { value: string | undefined; low: string | undefined; high: string | undefined },
): boolean {
  return (
    estimate !== undefined &&
    rounds(printed.value, estimate.value) &&
    (printed.low === undefined || rounds(printed.low, estimate.low)) &&
    (printed.high === undefined || rounds(printed.high, estimate.high))
  );
}

/** Whether a text is a value, as it is or in percent, rounded to as many digits as the text has. */
export function rounds(text: string | undefined, value: number | null | undefined): boolean {
  if (text === undefined || value === null || value === undefined) return false;
  const printed = Number(text.replaceAll(',', '').replace('\u2212', '-').replace('+', ''));
  const digits = text.split('.')[1]?.length ?? 0;
  const off = Math.min(Math.abs(printed - value), Math.abs(printed - 100 * value));
  return off <= 0.5 * 10 ** -digits + 1e-9;
}

/** The same of a probability, whose smallest are printed as 0.001. */
export function roundsP(text: string | undefined, p: number | null | undefined): boolean {
  return p != null && (p < 0.001 ? text === '0.001' : text === p.toFixed(3));
}

/** The last number of a text. */
export function numberIn(text: string): string | undefined {
  return text.replace('*', '').match(/[+\u2212]?\d[\d,]*(?:\.\d+)?(?!.*\d)/u)?.[0];
}

/** A group’s labels. */
export function nameOf(group: Group): string {
  return Object.values(group).join(', ');
}

/** Without marks of direction, and with blanks of one width. */
export function plain(text: string): string {
  return text.replaceAll(/[\u2068\u2069]/g, '').replaceAll(/\s/g, ' ');
}

/** Whether a text is a whole number: `1,500`. */
export function isCount(text: string | undefined, value: number): boolean {
  return Number(text?.replaceAll(',', '')) === value;
}
