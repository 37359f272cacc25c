const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i;
const NOTHING = ['', 'nan', 'na', 'n/a', 'null', 'none', '-'];

/** A number of a cell. `percent`: it has a % sign and has been divided by 100. */
export interface ParsedNumber {
  value: number;
  percent: boolean;
}

/** `0.87`, `0,87`, `87 %`, `8.7e-1`; NaN for an empty cell and its spellings; undefined for what is no number. */
export function parseProbability(text: string): ParsedNumber | undefined {
  const trimmed = text.trim();
  const direct = Number(trimmed);
  if (trimmed !== '' && Number.isFinite(direct)) return { value: direct, percent: false };
  if (NOTHING.includes(trimmed.toLowerCase())) return { value: Number.NaN, percent: false };
  const percent = trimmed.endsWith('%');
  const digits = percent ? trimmed.slice(0, -1).trimEnd() : trimmed;
  if (!NUMBER.test(digits)) return undefined;
  const value = Number(digits.replace(',', '.'));
  return { value: percent ? value / 100 : value, percent };
}
