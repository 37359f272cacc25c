import type { Unit } from './metric-facts.js';

/** Between a number and its unit, and between a number and a word: spaces at which no line breaks. */
const NARROW = '\u202f';
const SPACE = '\u00a0';
const MINUS = '\u2212';

export interface NumberStyle {
  unit: Unit;
  /** Digits after the decimal point, in the unit. */
  digits: number;
  /** Writes + before positive values. */
  signed?: boolean;
}

/** `0.9638` → `96.4 %`. Rates come in as shares from 0 to 1. A value that is not there reads `n/a`. */
export function numberText(value: number | null | undefined, style: NumberStyle): string {
  const number = bareNumber(value, style);
  return value === null || value === undefined ? number : number + unitSuffix(style.unit, number);
}

/** The number without its unit, for columns whose head names it. */
export function bareNumber(
  value: number | null | undefined,
  { unit, digits, signed = false }: NumberStyle,
): string {
  if (value === null || value === undefined) return 'n/a';
  const scaled = unit === 'percent' || unit === 'points' ? value * 100 : value;
  const text = Math.abs(scaled).toFixed(digits);
  // Rounded to zero it has no sign.
  const sign = Number(text) === 0 ? '' : scaled < 0 ? MINUS : signed ? '+' : '';
  return sign + text;
}

/** Limits as `[29, 39]`, in the column's precision; empty where there are none. */
export function intervalText(
  { low, high }: { low: number | null; high: number | null },
  style: NumberStyle,
): string {
  if (low === null || high === null) return '';
  return `[${bareNumber(low, style)}, ${bareNumber(high, style)}]`;
}

/** `11000` → `11,000`. */
export function countText(count: number): string {
  return Math.round(count)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** One point is a point. */
function unitSuffix(unit: Unit, number: string): string {
  const isOne = /^[+\u2212]?1$/.test(number);
  switch (unit) {
    case 'percent':
      return `${NARROW}%`;
    case 'points':
      return `${SPACE}${isOne ? 'point' : 'points'}`;
    case 'classes':
      return `${SPACE}${isOne ? 'class' : 'classes'}`;
    case 'number':
      return '';
  }
}
