/** Sparse numbers by bin, rising: `values` has those of bins[i] from i·width on. */
export interface BinEntries {
  bins: Int32Array;
  values: Float64Array;
}

/** Adds up sparse numbers by bin: as a dense array, so that the way to a sum is short, however many are added. */
export class BinSums {
  readonly #width: number;
  readonly #values: Float64Array;
  /** A bit per bin: whether something was added to it. */
  readonly #marks: Int32Array;
  readonly #found: Int32Array;

  /** For bins 0 to `bins` − 1, each with `width` numbers. */
  constructor(bins: number, width: number) {
    this.#width = width;
    this.#values = new Float64Array(bins * width);
    this.#marks = new Int32Array(Math.ceil(bins / 32));
    this.#found = new Int32Array(bins);
  }

  /** Adds to one of a bin's numbers. */
  add(bin: number, part: number, value: number): void {
    const at = bin * this.#width + part;
    this.#values[at] = (this.#values[at] as number) + value;
    mark(this.#marks, bin);
  }

  addEntries({ bins, values }: BinEntries): void {
    const [width, sums, marks] = [this.#width, this.#values, this.#marks];
    for (let index = 0, from = 0; index < bins.length; index++) {
      const bin = bins[index] as number;
      mark(marks, bin);
      for (let at = bin * width, end = at + width; at < end; at++, from++) {
        sums[at] = (sums[at] as number) + (values[from] as number);
      }
    }
  }

  /** What has been added since the last call, by rising bin. */
  take(): BinEntries {
    return this.read((bins, sums) => {
      const width = this.#width;
      const values = new Float64Array(bins.length * width);
      for (let index = 0, to = 0; index < bins.length; index++) {
        for (let at = (bins[index] as number) * width, end = at + width; at < end; at++, to++) {
          values[to] = sums[at] as number;
        }
      }
      return { bins: bins.slice(), values };
    });
  }

  /**
   * The same without a copy: calls `use` with the bins, rising, and the sums of all bins, those of bin b from b·width
   * on; both are only valid in it. Returns what it returns.
   */
  read<T>(use: (bins: Int32Array, sums: Float64Array) => T): T {
    const [width, sums] = [this.#width, this.#values];
    const bins = this.#found.subarray(0, this.#findBins());
    const found = use(bins, sums);
    for (let index = 0; index < bins.length; index++) {
      for (let at = (bins[index] as number) * width, end = at + width; at < end; at++) sums[at] = 0;
    }
    return found;
  }

  /** How many bins are marked; they are written to `found`, and none is marked any more. */
  #findBins(): number {
    const [marks, found] = [this.#marks, this.#found];
    let size = 0;
    for (let word = 0; word < marks.length; word++) {
      for (let bits = marks[word] as number; bits !== 0; bits &= bits - 1) {
        found[size++] = 32 * word + 31 - Math.clz32(bits & -bits);
      }
      marks[word] = 0;
    }
    return size;
  }
}

function mark(marks: Int32Array, bin: number): void {
  marks[bin >>> 5] = (marks[bin >>> 5] as number) | (1 << (bin & 31));
}
