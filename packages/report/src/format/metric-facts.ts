import { countMetrics, scoreMetrics } from '@evenhand/metrics';

/** How a metric's values are printed: a share in %, a signed share in points, a number of classes, or a plain number. */
export type Unit = 'percent' | 'points' | 'classes' | 'number';

export interface MetricFacts {
  id: string;
  /** As in a heading: "Recall". */
  name: string;
  unit: Unit;
  scope: 'aggregate' | 'class';
  /** Which end is better; `none` where neither is. */
  direction: 'higher' | 'lower' | 'none';
  /** Smallest and largest possible value. */
  range: readonly [number, number];
}

const plainNumbers = new Set(['cohen_kappa', 'mcc', 'quadratic_kappa', 'log_loss', 'brier', 'rps']);
const inClasses = new Set(['mae', 'rmse', 'signed_bias']);

const known = new Map<string, MetricFacts>();
for (const { id, name, scope, direction, range } of [...countMetrics, ...scoreMetrics]) {
  const unit = plainNumbers.has(id)
    ? 'number'
    : inClasses.has(id)
      ? 'classes'
      : id === 'composition_bias'
        ? 'points'
        : 'percent';
  known.set(id, { id, name, unit, scope, direction, range });
}

/** What is known of a metric; one that a newer document brings along is printed as a plain number. */
export function metricFacts(id: string): MetricFacts {
  return (
    known.get(id) ??
    fact(id, id.replaceAll('_', ' '), { unit: 'number', direction: 'none', range: [-Infinity, Infinity] })
  );
}

function fact(
  id: string,
  name: string,
  rest: Pick<MetricFacts, 'unit' | 'direction' | 'range'>,
): MetricFacts {
  return { id, name, scope: 'aggregate', ...rest };
}
