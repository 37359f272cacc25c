import { generalizedEntropy } from '../../gaps/generalized-entropy.js';
import { type BinaryGroup, type ParityMeasure, share, size, sumOfGroups } from './binary-group.js';

type Rate = (group: BinaryGroup) => number | null;

const selection: Rate = (group) => share(group.tp + group.fp, size(group));
const tpr: Rate = ({ tp, fn }) => share(tp, tp + fn);
const fpr: Rate = ({ fp, tn }) => share(fp, fp + tn);
const fnr: Rate = ({ fn, tp }) => share(fn, tp + fn);
/** AIF360 puts 0 where nothing is predicted that way. */
const falseOmission: Rate = ({ fn, tn }) => share(fn, fn + tn) ?? 0;
const falseDiscovery: Rate = ({ fp, tp }) => share(fp, fp + tp) ?? 0;
const errors: Rate = (group) => share(group.fp + group.fn, size(group));

interface Sides {
  unprivileged: BinaryGroup;
  privileged: BinaryGroup;
  groups: readonly BinaryGroup[];
}

function difference(rate: Rate): (sides: Sides) => number | null {
  return ({ unprivileged, privileged }) => {
    const [a, b] = [rate(unprivileged), rate(privileged)];
    return a === null || b === null ? null : a - b;
  };
}

function ratio(rate: Rate): (sides: Sides) => number | null {
  return ({ unprivileged, privileged }) => {
    const [a, b] = [rate(unprivileged), rate(privileged)];
    return a === null || b === null ? null : share(a, b);
  };
}

function averageOdds(change: (difference: number) => number): (sides: Sides) => number | null {
  return (sides) => {
    const [a, b] = [difference(fpr)(sides), difference(tpr)(sides)];
    return a === null || b === null ? null : (change(a) + change(b)) / 2;
  };
}

/** Largest log ratio of smoothed selection (or rejection) rates between any two groups, Foulds et al. (2018). */
function differentialFairness({ groups }: Sides): number | null {
  const rates = groups.map((group) => (group.tp + group.fp + 0.5) / (size(group) + 1));
  const spread = (values: number[]): number => Math.log(Math.max(...values)) - Math.log(Math.min(...values));
  return rates.length < 2 ? null : Math.max(spread(rates), spread(rates.map((rate) => 1 - rate)));
}

/** Generalized entropy (α = 2) of the groups' mean benefits, each image counting. */
function betweenGroupEntropy({ groups }: Sides): number | null {
  const n = groups.reduce((sum, group) => sum + size(group), 0);
  const benefit = (group: BinaryGroup): number => (2 * group.fp + group.tp + group.tn) / size(group);
  const mean = groups.reduce((sum, group) => sum + size(group) * benefit(group), 0) / n;
  if (!(mean > 0)) return null;
  return groups.reduce((sum, group) => sum + (size(group) / n) * ((benefit(group) / mean) ** 2 - 1), 0) / 2;
}

const entropy =
  (pick: 'generalizedEntropy' | 'theil' | 'coefficientOfVariation') =>
  ({ groups }: Sides): number | null =>
    generalizedEntropy(sumOfGroups(groups))?.[pick] ?? null;

const MEASURES: Readonly<Record<string, { formula: string; compute: (sides: Sides) => number | null }>> = {
  statistical_parity_difference: {
    formula: 'P(ŷ=1|unprivileged) − P(ŷ=1|privileged)',
    compute: difference(selection),
  },
  disparate_impact: {
    formula: 'P(ŷ=1|unprivileged) / P(ŷ=1|privileged)',
    compute: ratio(selection),
  },
  equal_opportunity_difference: { formula: 'TPR_u − TPR_p', compute: difference(tpr) },
  average_odds_difference: {
    formula: '½[(FPR_u − FPR_p) + (TPR_u − TPR_p)]',
    compute: averageOdds((value) => value),
  },
  average_abs_odds_difference: {
    formula: '½[|FPR_u − FPR_p| + |TPR_u − TPR_p|]',
    compute: averageOdds(Math.abs),
  },
  false_positive_rate_difference: { formula: 'FPR_u − FPR_p', compute: difference(fpr) },
  false_positive_rate_ratio: { formula: 'FPR_u / FPR_p', compute: ratio(fpr) },
  false_negative_rate_difference: { formula: 'FNR_u − FNR_p', compute: difference(fnr) },
  false_negative_rate_ratio: { formula: 'FNR_u / FNR_p', compute: ratio(fnr) },
  false_omission_rate_difference: { formula: 'FOR_u − FOR_p', compute: difference(falseOmission) },
  false_omission_rate_ratio: { formula: 'FOR_u / FOR_p', compute: ratio(falseOmission) },
  false_discovery_rate_difference: { formula: 'FDR_u − FDR_p', compute: difference(falseDiscovery) },
  false_discovery_rate_ratio: { formula: 'FDR_u / FDR_p', compute: ratio(falseDiscovery) },
  error_rate_difference: { formula: 'ERR_u − ERR_p', compute: difference(errors) },
  error_rate_ratio: { formula: 'ERR_u / ERR_p', compute: ratio(errors) },
  generalized_entropy_index: {
    formula: '1/(2n)·Σ[(b/μ)² − 1], b = ŷ − y + 1, all images',
    compute: entropy('generalizedEntropy'),
  },
  theil_index: { formula: '1/n·Σ (b/μ)·ln(b/μ)', compute: entropy('theil') },
  coefficient_of_variation: {
    formula: '√(2·generalized_entropy_index)',
    compute: entropy('coefficientOfVariation'),
  },
  between_all_groups_generalized_entropy_index: {
    formula: 'generalized_entropy_index with every b replaced by its group’s mean',
    compute: betweenGroupEntropy,
  },
  smoothed_empirical_differential_fairness: {
    formula: 'max over pairs of |ln p_g − ln p_h| and |ln(1−p_g) − ln(1−p_h)|, p = (predicted + ½)/(n + 1)',
    compute: differentialFairness,
  },
};

export const aif360Formulas: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(MEASURES).map(([name, { formula }]) => [name, formula]),
);

/** AIF360's metrics of one class: `reference` is the privileged group, all others together the unprivileged one. */
export function aif360Measures(groups: readonly BinaryGroup[], reference: BinaryGroup): ParityMeasure[] {
  const used = groups.filter((group) => size(group) > 0);
  const unprivileged = sumOfGroups(used.filter((group) => group !== reference));
  if (size(unprivileged) === 0 || size(reference) === 0) return [];
  const sides = { unprivileged, privileged: reference, groups: used };
  return Object.entries(MEASURES).map(([name, { compute }]) => ({
    tool: 'AIF360' as const,
    name,
    value: compute(sides),
  }));
}
