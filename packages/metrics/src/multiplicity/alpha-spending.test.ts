import { describe, expect, it } from 'vitest';
import { spentAlpha } from './alpha-spending.js';

describe('spentAlpha', () => {
  it('gives every look a share of α', () => {
    expect(spentAlpha(0.05, 1)).toBeCloseTo(0.0303963550927, 12);
    expect(spentAlpha(0.05, 2)).toBeCloseTo(0.0303963550927 / 4, 12);
  });

  it('never spends more than α, and all of it in the end', () => {
    let total = 0;
    for (let look = 1; look <= 100_000; look++) total += spentAlpha(0.05, look);
    expect(total).toBeLessThan(0.05);
    expect(total).toBeCloseTo(0.05, 5);
  });

  it.each([0, 1.5, -1])('knows no look %d', (look) => {
    expect(() => spentAlpha(0.05, look)).toThrow(RangeError);
  });
});
