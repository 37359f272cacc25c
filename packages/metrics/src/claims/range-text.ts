import type { NumberRange } from '@evenhand/contracts';
import type { Claim } from './claim-table.js';

const NAMES: Readonly<Record<string, string>> = {
  f1: 'F1',
  macro_f1: 'macro F1',
  weighted_f1: 'weighted F1',
};

/** `recall of "Female" 0.96`, as the card prints it. */
export function statedText({ metric, class: label, value, decimals }: Claim): string {
  const name = NAMES[metric] ?? metric.replaceAll('_', ' ');
  return `${name}${label === undefined ? '' : ` of "${label}"`} ${value.toFixed(decimals)}`;
}

/** `0.8861 to 0.8962`. */
export function rangeText({ low, high }: NumberRange): string {
  return low === high ? `${short(low)}` : `${short(low)} to ${short(high)}`;
}

/** `off by 0.0039 beyond rounding`. */
export function beyondText(beyond: number): string {
  return `off by ${Number(beyond.toPrecision(2))} beyond rounding`;
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(5)));
}
