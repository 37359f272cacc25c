import { type BinaryGroup, type ParityMeasure, share, size } from './binary-group.js';

/** Aequitas' default fairness threshold τ: a disparity from τ to 1/τ is fair. */
const TAU = 0.8;
/** Aequitas writes this for a rate over 0. */
const DIVISION_BY_ZERO = 10;

type Metric = (group: BinaryGroup, allPredicted: number) => number | null;

const METRICS: Readonly<Record<string, { parity: string; formula: string; compute: Metric }>> = {
  ppr: {
    parity: 'Statistical Parity',
    formula: '(TP + FP)_g / (TP + FP) of all groups',
    compute: ({ tp, fp }, all) => share(tp + fp, all),
  },
  pprev: {
    parity: 'Impact Parity',
    formula: '(TP + FP) / n',
    compute: (group) => share(group.tp + group.fp, size(group)),
  },
  precision: {
    parity: 'Precision Parity',
    formula: 'TP / (TP + FP)',
    compute: ({ tp, fp }) => share(tp, tp + fp),
  },
  fdr: { parity: 'FDR Parity', formula: 'FP / (TP + FP)', compute: ({ tp, fp }) => share(fp, tp + fp) },
  for: { parity: 'FOR Parity', formula: 'FN / (FN + TN)', compute: ({ fn, tn }) => share(fn, fn + tn) },
  fpr: { parity: 'FPR Parity', formula: 'FP / (FP + TN)', compute: ({ fp, tn }) => share(fp, fp + tn) },
  fnr: { parity: 'FNR Parity', formula: 'FN / (TP + FN)', compute: ({ fn, tp }) => share(fn, tp + fn) },
  tpr: { parity: 'TPR Parity', formula: 'TP / (TP + FN)', compute: ({ tp, fn }) => share(tp, tp + fn) },
  tnr: { parity: 'TNR Parity', formula: 'TN / (FP + TN)', compute: ({ tn, fp }) => share(tn, fp + tn) },
  npv: { parity: 'NPV Parity', formula: 'TN / (FN + TN)', compute: ({ tn, fn }) => share(tn, fn + tn) },
};

/** Verdicts that need two parities; fair where both are, undefined where both are undefined. */
const COMBINED: Readonly<Record<string, readonly [string, string]>> = {
  'TypeI Parity': ['FDR Parity', 'FPR Parity'],
  'TypeII Parity': ['FOR Parity', 'FNR Parity'],
  'Equalized Odds': ['FPR Parity', 'TPR Parity'],
  'Unsupervised Fairness': ['Statistical Parity', 'Impact Parity'],
  'Supervised Fairness': ['TypeI Parity', 'TypeII Parity'],
};

export const aequitasFormulas: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(METRICS).flatMap(([name, { parity, formula }]) => [
      [`${name}_disparity`, `(${formula})_g / (${formula})_reference`],
      [parity, `${TAU} ≤ ${name}_disparity ≤ ${1 / TAU}`],
    ]),
  ),
  ...Object.fromEntries(Object.entries(COMBINED).map(([name, parts]) => [name, parts.join(' and ')])),
};

/** Aequitas' disparities and parity verdicts of one class, group by group against `reference`. */
export function aequitasMeasures(groups: readonly BinaryGroup[], reference: BinaryGroup): ParityMeasure[] {
  const allPredicted = groups.reduce((sum, { tp, fp }) => sum + tp + fp, 0);
  return groups
    .filter((group) => size(group) > 0)
    .flatMap((own) => {
      const verdicts = new Map<string, boolean | null>();
      const measures: ParityMeasure[] = [];
      for (const [name, { parity, compute }] of Object.entries(METRICS)) {
        const value = disparity(compute(own, allPredicted), compute(reference, allPredicted));
        const isFair = value === null ? null : value >= TAU && value <= 1 / TAU;
        verdicts.set(parity, isFair);
        measures.push({ tool: 'Aequitas', name: `${name}_disparity`, group: own.group, value, isFair });
      }
      for (const [name, [a, b]] of Object.entries(COMBINED)) {
        const [first, second] = [verdicts.get(a) ?? null, verdicts.get(b) ?? null];
        const isFair = first === null && second === null ? null : first === true && second === true;
        verdicts.set(name, isFair);
        measures.push({ tool: 'Aequitas', name, group: own.group, value: null, isFair });
      }
      return measures;
    });
}

function disparity(own: number | null, reference: number | null): number | null {
  if (own === null || reference === null || (own === 0 && reference === 0)) return null;
  return reference === 0 ? DIVISION_BY_ZERO : own / reference;
}
