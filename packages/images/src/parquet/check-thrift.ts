/** Structures in structures; a Parquet footer has six. */
const MAX_DEPTH = 24;
/** Bytes of a 64-bit number in groups of seven bits. */
const MAX_VARINT = 10;

const TRUE = 1;
const FALSE = 2;

export interface ThriftBounds {
  /** Where the structure begins. */
  offset: number;
  /** Fields and list entries in all: each becomes a value in memory, whatever few bytes it takes here. */
  values: number;
}

/**
 * Walks one structure of Thrift's compact protocol without building anything, and returns the offset after it. The
 * parser that builds it believes every length it reads: a list that claims a billion entries, lists in lists, or a
 * number of a million digits would exhaust memory or time before it finds the end of the data.
 *
 * @throws RangeError where something claims more than there is, is nested too deep, or has too many values
 */
export function checkThrift(bytes: Uint8Array, { offset, values }: ThriftBounds): number {
  let at = offset;
  let left = values;

  const byte = (): number => {
    const value = bytes[at];
    if (value === undefined) throw new RangeError('it ends in the middle of a structure');
    at += 1;
    return value;
  };
  /** Small numbers exactly; larger ones only have to be seen to be too large. */
  const varint = (): number => {
    let value = 0;
    for (let group = 0; group < MAX_VARINT; group++) {
      const next = byte();
      value += (next & 0x7f) * 2 ** (7 * group);
      if (next < 0x80) return value;
    }
    throw new RangeError('a number has too many digits');
  };
  const skip = (length: number): void => {
    if (length > bytes.length - at) throw new RangeError('a length reaches beyond the end');
    at += length;
  };
  const element = (type: number, depth: number): void => {
    left -= 1;
    if (left < 0) throw new RangeError('it has too many values');
    switch (type) {
      case TRUE:
      case FALSE:
        return;
      case 3:
        skip(1);
        return;
      case 4:
      case 5:
      case 6:
        varint();
        return;
      case 7:
        skip(8);
        return;
      case 8:
        skip(varint());
        return;
      case 9:
        list(depth);
        return;
      case 12:
        struct(depth);
        return;
      default:
        throw new RangeError(`a value has the unknown type ${type}`);
    }
  };
  const list = (depth: number): void => {
    if (depth === MAX_DEPTH) throw new RangeError('it is nested too deep');
    const head = byte();
    const type = head & 0x0f;
    const size = head >> 4 === 15 ? varint() : head >> 4;
    // Every entry takes a byte at least.
    if (size > bytes.length - at) throw new RangeError('a list claims more entries than there are bytes');
    for (let entry = 0; entry < size; entry++) element(type === TRUE || type === FALSE ? 3 : type, depth + 1);
  };
  const struct = (depth: number): void => {
    if (depth === MAX_DEPTH) throw new RangeError('it is nested too deep');
    for (;;) {
      const head = byte();
      if ((head & 0x0f) === 0) return;
      if (head >> 4 === 0) varint();
      element(head & 0x0f, depth + 1);
    }
  };

  struct(0);
  return at;
}
