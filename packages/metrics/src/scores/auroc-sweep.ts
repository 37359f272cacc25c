/** One class against the rest, from histograms. */
export interface ClassAuroc {
  value: number;
  /** The exact value is within ± this: pairs in one bin count as ties. */
  bound: number;
  /** DeLong's standard error; null with fewer than two positives or negatives. */
  error: number | null;
}

/** Running state of the groups of a grouping while the bins of one class go by from the lowest score to the highest. */
export class AurocSweep {
  readonly #bin: Int32Array;
  readonly #positivesHere: Float64Array;
  readonly #negativesHere: Float64Array;
  readonly #positives: Float64Array;
  readonly #negatives: Float64Array;
  readonly #ties: Float64Array;
  /** Σ and Σ² over positives of the negatives below, and over negatives of the positives below (ties half). */
  readonly #below: Float64Array;
  readonly #belowSquares: Float64Array;
  readonly #above: Float64Array;
  readonly #aboveSquares: Float64Array;

  constructor(groups: number) {
    this.#bin = new Int32Array(groups).fill(-1);
    this.#positivesHere = new Float64Array(groups);
    this.#negativesHere = new Float64Array(groups);
    this.#positives = new Float64Array(groups);
    this.#negatives = new Float64Array(groups);
    this.#ties = new Float64Array(groups);
    this.#below = new Float64Array(groups);
    this.#belowSquares = new Float64Array(groups);
    this.#above = new Float64Array(groups);
    this.#aboveSquares = new Float64Array(groups);
  }

  /** `n` images of this class in a group, with their score in this bin. */
  addPositives(group: number, bin: number, n: number): void {
    this.#open(group, bin);
    this.#positivesHere[group] = (this.#positivesHere[group] as number) + n;
  }

  /** The same for images of the other classes. */
  addNegatives(group: number, bin: number, n: number): void {
    this.#open(group, bin);
    this.#negativesHere[group] = (this.#negativesHere[group] as number) + n;
  }

  #open(group: number, bin: number): void {
    if (this.#bin[group] === bin) return;
    this.#close(group);
    this.#bin[group] = bin;
  }

  #close(g: number): void {
    const p = this.#positivesHere[g] as number;
    const n = this.#negativesHere[g] as number;
    const below = (this.#negatives[g] as number) + n / 2;
    const above = (this.#positives[g] as number) + p / 2;
    this.#below[g] = (this.#below[g] as number) + p * below;
    this.#belowSquares[g] = (this.#belowSquares[g] as number) + p * below * below;
    this.#above[g] = (this.#above[g] as number) + n * above;
    this.#aboveSquares[g] = (this.#aboveSquares[g] as number) + n * above * above;
    this.#ties[g] = (this.#ties[g] as number) + p * n;
    this.#positives[g] = (this.#positives[g] as number) + p;
    this.#negatives[g] = (this.#negatives[g] as number) + n;
    this.#positivesHere[g] = 0;
    this.#negativesHere[g] = 0;
  }

  /** Null without positives or without negatives. */
  result(group: number): ClassAuroc | null {
    this.#close(group);
    const p = this.#positives[group] as number;
    const n = this.#negatives[group] as number;
    if (!(p > 0 && n > 0)) return null;
    const below = this.#below[group] as number;
    const above = this.#above[group] as number;
    const value = below / p / n;
    const bound = (this.#ties[group] as number) / p / n / 2;
    if (p < 2 || n < 2) return { value, bound, error: null };
    const ofPositives = ((this.#belowSquares[group] as number) - (below * below) / p) / (p - 1) / (n * n);
    const ofNegatives = ((this.#aboveSquares[group] as number) - (above * above) / n) / (n - 1) / (p * p);
    return { value, bound, error: Math.sqrt(Math.max(0, ofPositives / p + ofNegatives / n)) };
  }
}
