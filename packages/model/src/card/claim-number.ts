import type { ReportedMetric } from '@evenhand/contracts';

/** Digits that a claim can have: more are as good as exact. */
const MOST_DECIMALS = 12;

/**
 * A printed share with its precision: `0.96` (2 decimals), `96.38 %` and `96.38` (0.9638, 4 decimals). Null for
 * anything else: text, a negative number, or more than 100.
 */
export function claimNumber(text: string): Pick<ReportedMetric, 'value' | 'decimals'> | null {
  const [, digits, sign] = /^(\d{1,3}(?:\.\d{1,30})?|\.\d{1,30})\s*(%?)$/u.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  const printed = digits.split('.')[1]?.length ?? 0;
  // No share of images is above 1, so such a number can only be a percentage.
  const isPercentage = sign === '%' || number > 1;
  if (isPercentage && number > 100) return null;
  const decimals = Math.min(MOST_DECIMALS, isPercentage ? printed + 2 : printed);
  return { value: isPercentage ? Number((number / 100).toFixed(decimals)) : number, decimals };
}
