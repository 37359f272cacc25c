/**
 * What an average over classes does with a class whose value is undefined: `exclude` leaves it out of the mean
 * (scikit-learn's `zero_division=nan`), `zero` counts it as 0 (scikit-learn's default), `propagate` leaves the
 * average undefined.
 */
export type UndefinedClasses = 'exclude' | 'zero' | 'propagate';

/** The cells that count in a metric, and what one image in each adds to its numerator and its denominator. */
export interface CellWeights {
  readonly cells: Int32Array;
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

/** What all confusion matrices of one task share. */
export interface ConfusionShape {
  /** Number of classes K. */
  readonly size: number;
  /** Place of each class in the natural order, in the order of the labels; null for nominal tasks. */
  readonly places: Float64Array | null;
  readonly undefinedClasses: UndefinedClasses;
  /** The classes that averages are over; null for all of them. */
  readonly averaged: readonly number[] | null;
  /** Cell weights by metric id (then by class), made once per task. */
  readonly weights: Map<string, CellWeights[]>;
}

/** A confusion matrix with its margins. Counts need not be whole: standardised matrices are not. */
export interface Confusion {
  readonly shape: ConfusionShape;
  /** K×K, rows = true class, columns = predicted class. */
  readonly cells: Float64Array;
  readonly n: number;
  /** Row sums: images per true class. */
  readonly truth: Float64Array;
  /** Column sums: images per predicted class. */
  readonly predicted: Float64Array;
}

/** `order` lists the labels of an ordinal task in natural order. */
export function confusionShape(
  labels: readonly string[],
  options: { order?: readonly string[] | undefined; undefinedClasses?: UndefinedClasses | undefined } = {},
): ConfusionShape {
  const { order, undefinedClasses = 'exclude' } = options;
  const places = order ? Float64Array.from(labels, (label) => order.indexOf(label)) : null;
  return { size: labels.length, places, undefinedClasses, averaged: null, weights: new Map() };
}

/** The same matrix, with averages over the given classes only: for comparing groups that lack different classes. */
export function averagedOver(matrix: Confusion, classes: readonly number[]): Confusion {
  return { ...matrix, shape: { ...matrix.shape, averaged: classes } };
}

export function confusion(shape: ConfusionShape, cells: Float64Array): Confusion {
  const { size } = shape;
  const truth = new Float64Array(size);
  const predicted = new Float64Array(size);
  let n = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const count = cells[i * size + j] as number;
      truth[i] = (truth[i] as number) + count;
      predicted[j] = (predicted[j] as number) + count;
      n += count;
    }
  }
  return { shape, cells, n, truth, predicted };
}

/** A confusion matrix from nested rows, classes in natural order: for tests and callers that have it printed. */
export function confusionFromRows(
  rows: readonly (readonly number[])[],
  options: { undefinedClasses?: UndefinedClasses | undefined } = {},
): Confusion {
  const labels = rows.map((_, index) => String(index));
  return confusion(confusionShape(labels, { order: labels, ...options }), Float64Array.from(rows.flat()));
}
