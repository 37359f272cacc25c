/** One class against the rest, from histograms. */
export interface ClassAuroc {
  value: number;
  /** The exact value is within ± this: pairs in one bin count as ties. */
  bound: number;
  /** DeLong's standard error; null with fewer than two positives or negatives. */
  error: number | null;
}

/** Running state of one group while the bins of one class go by from the lowest score to the highest. */
export class AurocSweep {
  #bin = -1;
  #positivesHere = 0;
  #negativesHere = 0;
  #positives = 0;
  #negatives = 0;
  #ties = 0;
  /** Σ and Σ² over positives of the negatives below, and over negatives of the positives below (ties half). */
  #below = 0;
  #belowSquares = 0;
  #above = 0;
  #aboveSquares = 0;

  add(bin: number, n: number, isPositive: boolean): void {
    if (bin !== this.#bin) this.#close();
    this.#bin = bin;
    if (isPositive) this.#positivesHere += n;
    else this.#negativesHere += n;
  }

  #close(): void {
    const [p, n] = [this.#positivesHere, this.#negativesHere];
    const below = this.#negatives + n / 2;
    const above = this.#positives + p / 2;
    this.#below += p * below;
    this.#belowSquares += p * below * below;
    this.#above += n * above;
    this.#aboveSquares += n * above * above;
    this.#ties += p * n;
    this.#positives += p;
    this.#negatives += n;
    this.#positivesHere = 0;
    this.#negativesHere = 0;
  }

  result(): ClassAuroc | null {
    this.#close();
    const [p, n] = [this.#positives, this.#negatives];
    if (!(p > 0 && n > 0)) return null;
    const value = this.#below / p / n;
    const bound = this.#ties / p / n / 2;
    if (p < 2 || n < 2) return { value, bound, error: null };
    const ofPositives = (this.#belowSquares - (this.#below * this.#below) / p) / (p - 1) / (n * n);
    const ofNegatives = (this.#aboveSquares - (this.#above * this.#above) / n) / (n - 1) / (p * p);
    return { value, bound, error: Math.sqrt(Math.max(0, ofPositives / p + ofNegatives / n)) };
  }
}
