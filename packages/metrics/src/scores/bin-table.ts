/** Slots of a new table; always a power of two. */
const FIRST_CAPACITY = 16;
const EMPTY = -1;
/** 2³²/φ: Fibonacci hashing, which spreads neighbouring bins. */
const MULTIPLIER = 0x9e3779b9;

/**
 * A sparse table bin → a few numbers, as an open-addressing hash table in typed arrays: it is filled once per image
 * and class and read once per audit, many times faster than a Map of arrays.
 */
export class BinTable {
  /** Numbers per bin. */
  readonly width: number;
  #bins: Int32Array;
  #values: Float64Array;
  #size = 0;

  /** `expected`: how many bins are to come, where that is known; any number may. */
  constructor(width: number, expected = 0) {
    this.width = width;
    let capacity = FIRST_CAPACITY;
    while (!isRoomy(capacity, expected)) capacity *= 2;
    this.#bins = new Int32Array(capacity).fill(EMPTY);
    this.#values = new Float64Array(capacity * width);
  }

  /** Bins that are there. */
  get size(): number {
    return this.#size;
  }

  /** `width` numbers per slot; those of a bin begin at `at(bin)`. Replaced when the table grows. */
  get values(): Float64Array {
    return this.#values;
  }

  /** The bin in each slot, `EMPTY` where there is none. Replaced when the table grows. */
  get slots(): Int32Array {
    return this.#bins;
  }

  /** The slots that have a bin, rising; the numbers of slot s begin at s·width. */
  taken(): Int32Array {
    const bins = this.#bins;
    const found = new Int32Array(this.#size + 1);
    // Every slot is written, and an empty one overwritten: a branch would be guessed wrong at every other slot.
    for (let slot = 0, size = 0; slot < bins.length; slot++) {
      found[size] = slot;
      size += 1 + ((bins[slot] as number) >> 31);
    }
    return found.subarray(0, this.#size);
  }

  /** Where in `values` the numbers of this bin (≥ 0) begin; zeros where it was not there. */
  at(bin: number): number {
    if (!isRoomy(this.#bins.length, this.#size + 1)) this.#grow();
    const slot = slotOf(this.#bins, bin);
    if (this.#bins[slot] === EMPTY) {
      this.#bins[slot] = bin;
      this.#size++;
    }
    return slot * this.width;
  }

  /** Bins in rising order, each with where in `values` its numbers begin. */
  sorted(): [bin: number, at: number][] {
    const found = Array.from(this.taken(), (slot): [number, number] => [
      this.#bins[slot] as number,
      slot * this.width,
    ]);
    return found.sort(([a], [b]) => a - b);
  }

  #grow(): void {
    const [bins, values, taken] = [this.#bins, this.#values, this.taken()];
    this.#bins = new Int32Array(2 * bins.length).fill(EMPTY);
    this.#values = new Float64Array(2 * values.length);
    for (const slot of taken) {
      const bin = bins[slot] as number;
      const to = slotOf(this.#bins, bin);
      this.#bins[to] = bin;
      for (let part = 0; part < this.width; part++) {
        this.#values[to * this.width + part] = values[slot * this.width + part] as number;
      }
    }
  }
}

/** Whether so many bins leave enough slots empty to be found fast. */
function isRoomy(capacity: number, bins: number): boolean {
  return 4 * bins <= 3 * capacity;
}

/** The slot of the bin, or the first empty one after it. */
function slotOf(bins: Int32Array, bin: number): number {
  const last = bins.length - 1;
  let slot = (Math.imul(bin, MULTIPLIER) >>> 7) & last;
  while (bins[slot] !== EMPTY && bins[slot] !== bin) slot = (slot + 1) & last;
  return slot;
}
