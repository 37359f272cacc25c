import { describe, expect, it } from 'vitest';
import type { Proportion } from '../intervals/proportion.js';
import { clopperPearsonLimits, floorVerdict, gapVerdict, regressionVerdict } from './verdicts.js';

describe('gapVerdict', () => {
  it.each([
    [{ low: 0, high: 0.04 }, 'PASS'],
    [{ low: 0, high: 0.05 }, 'PASS'],
    [{ low: 0.01, high: 0.09 }, 'NOT ENOUGH DATA'],
    [{ low: 0.05, high: 0.09 }, 'NOT ENOUGH DATA'],
    [{ low: 0.06, high: 0.09 }, 'FAIL'],
    [{ low: null, high: null }, 'NOT ENOUGH DATA'],
  ] as const)('%o is %s at 0.05', (limits, verdict) => {
    expect(gapVerdict(limits, 0.05)).toBe(verdict);
  });
});

describe('floorVerdict', () => {
  // scipy: beta.ppf(.05, 90, 11) = 0.83628, beta.ppf(.05, 180, 21) = 0.85801.
  const groups = [
    { count: 90, n: 100 },
    { count: 180, n: 200 },
  ];

  const limits = (all: readonly Proportion[], family = all.length) =>
    all.map((one) => clopperPearsonLimits(one, { alpha: 0.05, family }));

  it('passes where every exact lower limit reaches the floor, however many others there are', () => {
    expect(floorVerdict(limits(groups), 0.836)).toBe('PASS');
    expect(floorVerdict(limits(groups, 100), 0.836)).toBe('PASS');
    expect(floorVerdict(limits(groups), 0.837)).toBe('NOT ENOUGH DATA');
  });

  it('fails where the upper limit of a group, simultaneous over all that are looked at, is below', () => {
    // Šidák's level for two is 0.0253206; scipy: beta.ppf(1 − 0.0253206, 61, 40) = 0.69646.
    const two = [{ count: 60, n: 100 }, ...groups.slice(1)];
    expect(floorVerdict(limits(two), 0.697)).toBe('FAIL');
    expect(floorVerdict(limits(two), 0.696)).toBe('NOT ENOUGH DATA');
    // Two groups in nine classes: level 0.0028456; scipy: beta.ppf(1 − 0.0028456, 61, 40) = 0.73183.
    expect(floorVerdict(limits(two, 18), 0.732)).toBe('FAIL');
    expect(floorVerdict(limits(two, 18), 0.731)).toBe('NOT ENOUGH DATA');
  });

  it('says nothing without groups, or without limits', () => {
    expect(floorVerdict([], 0.5)).toBe('NOT ENOUGH DATA');
    expect(floorVerdict([{ low: null, simultaneousHigh: null }], 0.5)).toBe('NOT ENOUGH DATA');
  });
});

describe('regressionVerdict', () => {
  it.each([
    [[{ low: -0.005, simultaneousHigh: 0.02 }], 'PASS'],
    [[{ low: -0.01, simultaneousHigh: 0.02 }], 'NOT ENOUGH DATA'],
    [
      [
        { low: -0.005, simultaneousHigh: 0.02 },
        { low: -0.2, simultaneousHigh: -0.02 },
      ],
      'FAIL',
    ],
    [[{ low: null, simultaneousHigh: null }], 'NOT ENOUGH DATA'],
    [[], 'NOT ENOUGH DATA'],
  ])('%o is %s at 0.01', (groups, verdict) => {
    expect(regressionVerdict(groups, 0.01)).toBe(verdict);
  });
});
