import type { NumberRange } from '@evenhand/contracts';
import { SLACK } from './printed-range.js';

export interface ClassClaims {
  /** Images whose true class this is. */
  support: number;
  /** All images, where known. */
  total: number | undefined;
  precision: NumberRange | undefined;
  recall: NumberRange | undefined;
  f1: NumberRange | undefined;
}

export interface ClassMargin {
  /** Images of the class that may have been predicted right. */
  correct: NumberRange;
  /** Images that may have been predicted as the class. */
  predicted: NumberRange;
}

/** More whole numbers than this are not tried one by one: rates of that many images are all possible anyway. */
const LARGEST_SEARCH = 200_000;

const EVERYTHING: NumberRange = { low: 0, high: 1 };

/**
 * The whole numbers of images that give a class's printed rates: t right and m predicted of s, with t/s, t/m and
 * 2t/(s + m) in their ranges. Null where there are none. What scikit-learn prints where a rate is undefined, 0 or 1,
 * is accepted. Cost: one step per whole number that the recall allows.
 */
export function classMargin(claims: ClassClaims): ClassMargin | null {
  const { support, total = Number.POSITIVE_INFINITY, precision, f1 } = claims;
  // Without images of the class its recall says nothing.
  const recall = support === 0 ? EVERYTHING : (claims.recall ?? EVERYTHING);
  const first = Math.max(0, Math.ceil(support * recall.low - SLACK));
  const last = Math.min(support, Math.floor(support * recall.high + SLACK));
  if (last - first > LARGEST_SEARCH) {
    return { correct: { low: first, high: last }, predicted: { low: 0, high: total } };
  }
  const right: number[] = [];
  const predicted: NumberRange = { low: Number.POSITIVE_INFINITY, high: 0 };
  for (let correct = first; correct <= last; correct++) {
    const range = predictedRange(correct, { support, total, precision, f1 });
    if (range === null) continue;
    right.push(correct);
    predicted.low = Math.min(predicted.low, range.low);
    predicted.high = Math.max(predicted.high, range.high);
  }
  const [low] = right;
  const high = right.at(-1);
  return low === undefined || high === undefined ? null : { correct: { low, high }, predicted };
}

type Rest = Pick<ClassClaims, 'support' | 'precision' | 'f1'> & { total: number };

/** How many may have been predicted as the class where `correct` of them are right; null where no number fits. */
function predictedRange(correct: number, { support, total, precision, f1 }: Rest): NumberRange | null {
  const high = correct + total - support;
  if (correct === 0) return noneRight({ support, total, precision, f1 });
  const lows = [correct];
  const highs = [high];
  if (precision) {
    lows.push(Math.ceil(correct / precision.high - SLACK));
    if (precision.low > 0) highs.push(Math.floor(correct / precision.low + SLACK));
  }
  if (f1) {
    lows.push(Math.ceil((2 * correct) / f1.high - support - SLACK));
    if (f1.low > 0) highs.push(Math.floor((2 * correct) / f1.low - support + SLACK));
  }
  const range = { low: Math.max(...lows), high: Math.min(...highs) };
  return range.low <= range.high ? range : null;
}

function noneRight({ support, total, precision, f1 }: Rest): NumberRange | null {
  if (f1 && f1.low > SLACK && support > 0) return null;
  const mayBePredicted = !precision || precision.low <= SLACK;
  // Never predicted: the precision is undefined, and 0 or 1 is printed.
  const mayBeUndefined = mayBePredicted || precision.high >= 1 - SLACK;
  if (!mayBeUndefined) return null;
  return { low: 0, high: mayBePredicted ? total - support : 0 };
}
