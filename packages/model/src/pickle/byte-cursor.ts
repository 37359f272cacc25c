/** Reads numbers and text from front to back; little-endian unless said otherwise. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #fault: (what: string) => Error;
  #position = 0;

  /** @param fault makes the error for bytes that cannot be read */
  constructor(bytes: Uint8Array, fault: (what: string) => Error) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#fault = fault;
  }

  get position(): number {
    return this.#position;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  f64BigEndian(): number {
    return this.#view.getFloat64(this.#take(8), false);
  }

  /** Two's complement of `length` bytes; 0 for none. At most 8 bytes, which hold every size that a file can have. */
  integer(length: number): number {
    if (length > 8) throw this.#fault(`it holds an integer of ${length} bytes`);
    const from = this.#take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[from + i] ?? 0);
    const signed = Number(BigInt.asIntN(8 * length, value));
    if (!Number.isSafeInteger(signed)) throw this.#fault(`it holds the integer ${signed}`);
    return signed;
  }

  /** UTF-8. */
  text(length: number | bigint): string {
    const from = this.#take(length);
    return this.#decode(from, this.#position);
  }

  /** Text up to the next line feed, which is taken too. */
  line(maximum: number): string {
    const from = this.#position;
    const end = this.#bytes.subarray(from, from + maximum + 1).indexOf(0x0a);
    if (end < 0) throw this.#fault(`a name at byte ${from} has no end`);
    this.#position += end + 1;
    return this.#decode(from, from + end);
  }

  #decode(from: number, to: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        this.#bytes.subarray(from, to),
      );
    } catch {
      throw this.#fault(`the text at byte ${from} is not UTF-8`);
    }
  }

  /** Moves on by `length` bytes. @returns where they start */
  #take(length: number | bigint): number {
    const from = this.#position;
    const left = this.#bytes.length - from;
    if (length > left) throw this.#fault(`at byte ${from} it needs ${length} bytes and has ${left}`);
    this.#position += Number(length);
    return from;
  }
}
