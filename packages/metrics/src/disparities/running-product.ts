/** The mantissa is kept between these by moving whole powers of two to the exponent, which is exact. */
const LARGE = 2 ** 400;
const SMALL = 2 ** -400;
const SHIFT = 2 ** 400;

/**
 * A product of factors in [0, 1] that change one at a time. Factors of 0 are counted and not multiplied, and the
 * exponent is kept apart, so that the product comes back from 0 and from underflow. Every change rounds twice: after
 * thousands of changes about 1e-14 of the product is in doubt.
 */
export class RunningProduct {
  #mantissa = 1;
  /** The product is mantissa·SHIFT^exponent. */
  #exponent = 0;
  #zeros = 0;

  /** Puts `now` in the place of the factor `before`. */
  replace(before: number, now: number): void {
    if (before === 0) this.#zeros--;
    if (now === 0) this.#zeros++;
    const product = (this.#mantissa * (now === 0 ? 1 : now)) / (before === 0 ? 1 : before);
    this.#mantissa = product;
    if (product > LARGE || product < SMALL) this.#rescale();
  }

  #rescale(): void {
    const isLarge = this.#mantissa > LARGE;
    this.#mantissa *= isLarge ? 1 / SHIFT : SHIFT;
    this.#exponent += isLarge ? 1 : -1;
  }

  get value(): number {
    if (this.#zeros > 0) return 0;
    return this.#exponent === 0 ? this.#mantissa : this.#mantissa * SHIFT ** this.#exponent;
  }
}
