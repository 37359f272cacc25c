import { kappaTest } from '../hypothesis/kappa-test.js';
import { logitDeltaInterval } from '../intervals/transformed.js';
import { agreement } from '../metrics/agreement.js';
import { type Confusion, confusionFromRows, type UndefinedClasses } from '../metrics/confusion.js';
import type { CountMetric } from '../metrics/metric.js';
import { countMetrics } from '../metrics/registry.js';
import { standardError } from '../metrics/standard-error.js';
import { standardisedMetric } from '../standardise/label-mix.js';
import { confidence, type Implementation, type Inputs, matrix, number, numbers } from './inputs.js';

function metric(id: string): CountMetric {
  const found = countMetrics.find((entry) => entry.id === id);
  if (!found) throw new TypeError(`known answers: no metric ${id}`);
  return found;
}

/** Names of the cases that are not ids of the registry. */
const IDS: Readonly<Record<string, string>> = { kappa: 'cohen_kappa', kappa_quadratic: 'quadratic_kappa' };

function metricOf(inputs: Inputs): CountMetric {
  const name = inputs['metric'];
  if (typeof name !== 'string') throw new TypeError('known answers: metric is not a name');
  return metric(IDS[name] ?? name);
}

const value = (own: CountMetric, cells: Confusion, label = -1): number | null =>
  own.value(cells, label).value;

function withError(own: CountMetric, cells: Confusion, label = -1): { value: number | null; se: number } {
  const se = standardError(own.gradient(cells, label), cells.cells, cells.n);
  return { value: value(own, cells, label), se };
}

/** Cohen's kappa with linear weights: the registry has the plain and the quadratic one. */
const linearKappa = agreement({
  ...metric('quadratic_kappa'),
  disagreement: (i, j, places) => Math.abs((places[i] ?? 0) - (places[j] ?? 0)),
});

function averages(rows: number[][], kind: 'macro' | 'weighted', undefinedClasses: UndefinedClasses) {
  const cells = confusionFromRows(rows, { undefinedClasses });
  const average = (name: string): number | null => value(metric(`${kind}_${name}`), cells);
  return { precision: average('precision'), recall: average('recall'), f1: average('f1') };
}

function multiclassMetrics(inputs: Inputs): unknown {
  const rows = matrix(inputs, 'matrix_rows_true_cols_pred');
  const cells = confusionFromRows(rows);
  const perClass = (id: string): (number | null)[] => rows.map((_, k) => value(metric(id), cells, k));
  const whole = (id: string): number | null => value(metric(id), cells);
  const accuracy = whole('accuracy');
  const micro = { precision: accuracy, recall: accuracy, f1: accuracy };
  const f1 = perClass('f1');
  const squares = rows.flatMap((row, i) => row.map((count, j) => count * (i - j) ** 2));
  return {
    precision: perClass('precision'),
    recall: perClass('recall'),
    f1,
    support: Array.from(cells.truth),
    accuracy,
    macro_zd0: averages(rows, 'macro', 'zero'),
    macro_zdnan: averages(rows, 'macro', 'exclude'),
    micro_zd0: micro,
    micro_zdnan: micro,
    weighted_zd0: averages(rows, 'weighted', 'zero'),
    weighted_zdnan: averages(rows, 'weighted', 'exclude'),
    balanced_accuracy: whole('balanced_accuracy'),
    mcc: whole('mcc'),
    kappa: whole('cohen_kappa'),
    kappa_linear: value(linearKappa, cells),
    kappa_quadratic: whole('quadratic_kappa'),
    ovr: {
      fpr: perClass('fpr'),
      fnr: perClass('fnr'),
      specificity: perClass('specificity'),
      fdr: perClass('fdr'),
      false_omission_rate: perClass('for'),
      npv: perClass('npv'),
      selection_rate: perClass('selection_rate'),
      prevalence: perClass('prevalence'),
      jaccard: f1.map((own) => (own === null ? null : own / (2 - own))),
    },
    ordinal: {
      mae_steps: whole('mae'),
      within_one: whole('within_one'),
      rmse_steps: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / cells.n),
      bias_steps: whole('signed_bias'),
    },
  };
}

export const confusionMetrics: Readonly<Record<string, Implementation>> = {
  multiclass_metrics: multiclassMetrics,
  influence_function_se: (inputs) => withError(metricOf(inputs), confusionFromRows(matrix(inputs, 'matrix'))),
  cohen_kappa_se_statsmodels: (inputs) => {
    const rows = matrix(inputs, 'matrix');
    const { value: kappa, se } = withError(metric('cohen_kappa'), confusionFromRows(rows));
    return { kappa, std: se, std0: kappaTest(rows)?.nullSe };
  },
  cohen_kappa_quadratic_se_statsmodels: (inputs) => {
    const { value: kappa, se } = withError(
      metric('quadratic_kappa'),
      confusionFromRows(matrix(inputs, 'matrix')),
    );
    return { kappa, std: se };
  },
  takahashi_macro_f1_variance: (inputs) =>
    withError(metric('macro_f1'), confusionFromRows(matrix(inputs, 'matrix'))).se ** 2,
  logit_delta_interval: (inputs) => {
    const { value: centre, se } = withError(metricOf(inputs), confusionFromRows(matrix(inputs, 'matrix')));
    const interval = logitDeltaInterval({ value: centre ?? Number.NaN, se }, confidence(inputs));
    return interval && [interval.low, interval.high];
  },
  composition_bias: (inputs) => {
    const cells = confusionFromRows(matrix(inputs, 'matrix'));
    const { value: bias, se } = withError(metric('composition_bias'), cells, number(inputs, 'class_index'));
    return { bias, se };
  },
  prevalence_standardised_precision_f1: (inputs) => {
    const cells = confusionFromRows(matrix(inputs, 'matrix_rows_true_cols_pred'));
    const at = { reference: numbers(inputs, 'reference_label_counts'), label: number(inputs, 'class_index') };
    const precision = standardisedMetric(metric('precision'), cells, at);
    const f1 = standardisedMetric(metric('f1'), cells, at);
    return {
      precision_raw: value(metric('precision'), cells, at.label),
      precision: precision.value,
      precision_se: precision.se,
      f1: f1.value,
      f1_se: f1.se,
    };
  },
};
