import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRuns } from './runs.js';

describe('decodeRuns', () => {
  it('decodes the example of the format', () => {
    // "Encodings.md": the numbers 0 to 7 in 3 bits each are 10001000 11000110 11111010, after the header of one group.
    expect([...decodeRuns(Uint8Array.of(0x03, 0b10001000, 0b11000110, 0b11111010), 3, 8)]).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    // Five times the number 300 in two bytes.
    expect([...decodeRuns(Uint8Array.of(0x0a, 0x2c, 0x01), 9, 5)]).toEqual([300, 300, 300, 300, 300]);
  });

  it('cuts runs that claim more than is wanted, and ends where the data end', () => {
    expect(decodeRuns(Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x0f, 0x01), 1, 3)).toEqual(
      Uint32Array.of(1, 1, 1),
    );
    expect(() => decodeRuns(Uint8Array.of(0xff, 0xff, 0xff, 0x0f), 8, 1_000)).toThrow('ends early');
    expect(() => decodeRuns(Uint8Array.of(), 1, 1)).toThrow('ends early');
    expect(() => decodeRuns(new Uint8Array(10).fill(0xff), 1, 1)).toThrow('too long');
    expect(() => decodeRuns(Uint8Array.of(0x00), 0, 1)).toThrow('ends early');
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(40), fc.nat(5_000), (bytes, width, count) => {
        try {
          expect(decodeRuns(bytes, width, count)).toHaveLength(count);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
