import { type BinaryGroup, type ParityMeasure, share, size, sumOfGroups } from './binary-group.js';

type Rate = (group: BinaryGroup) => number;

const selectionRate: Rate = (group) => (group.tp + group.fp) / size(group);
/** fairlearn takes its rates from scikit-learn's normalised confusion matrix, where an empty row is 0. */
const tpr: Rate = ({ tp, fn }) => share(tp, tp + fn) ?? 0;
const fpr: Rate = ({ fp, tn }) => share(fp, fp + tn) ?? 0;

type Method = 'between_groups' | 'to_overall';

function difference(rate: Rate, groups: readonly BinaryGroup[], method: Method): number {
  const rates = groups.map(rate);
  if (method === 'between_groups') return Math.max(...rates) - Math.min(...rates);
  const overall = rate(sumOfGroups(groups));
  return Math.max(...rates.map((own) => Math.abs(own - overall)));
}

function ratio(rate: Rate, groups: readonly BinaryGroup[], method: Method): number | null {
  const rates = groups.map(rate);
  if (method === 'between_groups') return share(Math.min(...rates), Math.max(...rates));
  const overall = rate(sumOfGroups(groups));
  if (overall === 0) return null;
  return Math.min(...rates.map((own) => Math.min(own / overall, own === 0 ? 0 : overall / own)));
}

function mean(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : (a + b) / 2;
}

function smaller(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.min(a, b);
}

type Compute = (groups: readonly BinaryGroup[], method: Method) => number | null;

const MEASURES: Readonly<Record<string, { formula: string; compute: Compute }>> = {
  demographic_parity_difference: {
    formula: 'max_g P(ŷ=1|g) − min_g P(ŷ=1|g)',
    compute: (groups, method) => difference(selectionRate, groups, method),
  },
  demographic_parity_ratio: {
    formula: 'min_g P(ŷ=1|g) / max_g P(ŷ=1|g)',
    compute: (groups, method) => ratio(selectionRate, groups, method),
  },
  equalized_odds_difference: {
    formula: 'max(max_g TPR − min_g TPR, max_g FPR − min_g FPR)',
    compute: (groups, method) => Math.max(difference(tpr, groups, method), difference(fpr, groups, method)),
  },
  'equalized_odds_difference(agg=mean)': {
    formula: '½[(max_g TPR − min_g TPR) + (max_g FPR − min_g FPR)]',
    compute: (groups, method) => mean(difference(tpr, groups, method), difference(fpr, groups, method)),
  },
  equalized_odds_ratio: {
    formula: 'min(min_g TPR / max_g TPR, min_g FPR / max_g FPR)',
    compute: (groups, method) => smaller(ratio(tpr, groups, method), ratio(fpr, groups, method)),
  },
  'equalized_odds_ratio(agg=mean)': {
    formula: '½[min_g TPR / max_g TPR + min_g FPR / max_g FPR]',
    compute: (groups, method) => mean(ratio(tpr, groups, method), ratio(fpr, groups, method)),
  },
  equal_opportunity_difference: {
    formula: 'max_g TPR − min_g TPR',
    compute: (groups, method) => difference(tpr, groups, method),
  },
  equal_opportunity_ratio: {
    formula: 'min_g TPR / max_g TPR',
    compute: (groups, method) => ratio(tpr, groups, method),
  },
};

const SUFFIX: Readonly<Record<Method, string>> = { between_groups: '', to_overall: '[to_overall]' };

export const fairlearnFormulas: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(MEASURES).flatMap(([name, { formula }]) => [
    [name, formula],
    [
      `${name}${SUFFIX.to_overall}`,
      `${formula}, with max|θ_g − θ| over the groups for differences and min(θ_g/θ, θ/θ_g) for ratios`,
    ],
  ]),
);

/** fairlearn's disparity metrics of one class, over the groups that have images. An undefined rate is 0, as there. */
export function fairlearnMeasures(groups: readonly BinaryGroup[]): ParityMeasure[] {
  const used = groups.filter((group) => size(group) > 0);
  if (used.length === 0) return [];
  return (['between_groups', 'to_overall'] as const).flatMap((method) =>
    Object.entries(MEASURES).map(([name, { compute }]) => ({
      tool: 'fairlearn' as const,
      name: `${name}${SUFFIX[method]}`,
      value: compute(used, method),
    })),
  );
}
