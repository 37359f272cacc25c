/**
 * Decodes Parquet's mixture of run-length and bit-packed runs into `count` small numbers. Runs that claim more than
 * are wanted are cut; the last bit-packed run is padded anyway.
 *
 * Source: Apache Parquet format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
 *
 * @throws RangeError where the data end early or a run is empty for ever
 */
export function decodeRuns(bytes: Uint8Array, width: number, count: number): Uint32Array {
  if (width > 32) throw new RangeError(`numbers of ${width} bits`);
  const output = new Uint32Array(count);
  let at = 0;
  let done = 0;
  const next = (): number => {
    const byte = bytes[at];
    if (byte === undefined) throw new RangeError('a run ends early');
    at += 1;
    return byte;
  };
  const header = (): number => {
    let value = 0;
    for (let group = 0; group < 5; group++) {
      const byte = next();
      value += (byte & 0x7f) * 2 ** (7 * group);
      if (byte < 0x80) return value;
    }
    throw new RangeError('a run is too long');
  };
  while (done < count) {
    const head = header();
    if (head % 2 === 0) {
      let value = 0;
      for (let byte = 0; byte < Math.ceil(width / 8); byte++) value += next() * 2 ** (8 * byte);
      const end = Math.min(count, done + head / 2);
      output.fill(value, done, end);
      done = end;
    } else {
      const wanted = Math.min(count - done, ((head - 1) / 2) * 8);
      if (at + Math.ceil((wanted * width) / 8) > bytes.length) throw new RangeError('a run ends early');
      for (let index = 0; index < wanted; index++)
        output[done + index] = bitsAt(bytes, 8 * at + index * width, width);
      at += ((head - 1) / 2) * width;
      done += wanted;
    }
  }
  return output;
}

/** `width` bits from the bit `start` on, least significant first. */
function bitsAt(bytes: Uint8Array, start: number, width: number): number {
  let value = 0;
  let have = 0;
  while (have < width) {
    const bit = start + have;
    const shift = bit & 7;
    const take = Math.min(8 - shift, width - have);
    value += (((bytes[bit >> 3] ?? 0) >> shift) & ((1 << take) - 1)) * 2 ** have;
    have += take;
  }
  return value;
}
