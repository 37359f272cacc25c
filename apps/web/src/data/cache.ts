/** Keeps the most recently used values up to a total weight. */
class Cache<Value> {
  readonly #values = new Map<string, { value: Value; weight: number }>();
  readonly #limit: number;
  #weight = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** The value of a key, made where it is not there. */
  get(key: string, make: () => Value, weigh: (value: Value) => number = () => 1): Value {
    const known = this.#values.get(key);
    if (known) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known.value;
    }
    const value = make();
    const weight = weigh(value);
    this.#values.set(key, { value, weight });
    this.#weight += weight;
    for (const [oldest, entry] of this.#values) {
      if (this.#weight <= this.#limit || oldest === key) break;
      this.#values.delete(oldest);
      this.#weight -= entry.weight;
    }
    return value;
  }
}

// On the global object, because Next loads this module once per route.
const held = globalThis as { evenhandCaches?: Map<string, Cache<unknown>> };

/** The cache of a name, the same one for all pages. */
export function sharedCache<Value>(name: string, limit: number): Cache<Value> {
  held.evenhandCaches ??= new Map();
  const known = held.evenhandCaches.get(name);
  if (known) return known as Cache<Value>;
  const made = new Cache<Value>(limit);
  held.evenhandCaches.set(name, made as Cache<unknown>);
  return made;
}
