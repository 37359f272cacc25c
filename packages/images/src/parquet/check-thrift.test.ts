import { describe, expect, it } from 'vitest';
import { checkThrift } from './check-thrift.js';

const check = (bytes: number[], values = 100): number =>
  checkThrift(Uint8Array.from(bytes), { offset: 0, values });

describe('checkThrift', () => {
  it('gives the offset after the structure', () => {
    // Field 1: an integer; field 2: two bytes; field 3: a list of two integers; stop; another byte.
    expect(check([0x15, 0x02, 0x18, 0x02, 0xaa, 0xbb, 0x19, 0x25, 0x02, 0x04, 0x00, 0x99])).toBe(11);
  });

  it.each([
    [
      'a list of 2^31 entries',
      [0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00],
      'more entries than there are bytes',
    ],
    ['bytes beyond the end', [0x18, 0x70, 0x00], 'a length reaches beyond the end'],
    ['a number of endless digits', [0x16, ...new Array<number>(1_000).fill(0xff)], 'too many digits'],
    ['lists in lists', new Array<number>(60).fill(0x19), 'nested too deep'],
    ['structures in structures', new Array<number>(60).fill(0x1c), 'nested too deep'],
    ['no end', [0x15, 0x02], 'ends in the middle'],
    ['an unknown type', [0x1f, 0x00], 'unknown type'],
    ['more values than allowed', [...new Array<number>(101).fill(0x11), 0x00], 'too many values'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => check(bytes)).toThrow(message);
  });
});
