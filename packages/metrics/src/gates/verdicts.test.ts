import { describe, expect, it } from 'vitest';
import { floorVerdict, gapVerdict, regressionVerdict } from './verdicts.js';

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

  it('passes where every exact lower limit reaches the floor', () => {
    expect(floorVerdict(groups, 0.836)).toBe('PASS');
    expect(floorVerdict(groups, 0.837)).toBe('NOT ENOUGH DATA');
  });

  it('fails where the upper limit of a group, simultaneous over the groups, is below', () => {
    // Šidák's level for two is 0.0253206; scipy: beta.ppf(1 − 0.0253206, 61, 40) = 0.69646.
    const two = [{ count: 60, n: 100 }, ...groups.slice(1)];
    expect(floorVerdict(two, 0.697)).toBe('FAIL');
    expect(floorVerdict(two, 0.696)).toBe('NOT ENOUGH DATA');
  });

  it('says nothing without groups', () => {
    expect(floorVerdict([], 0.5)).toBe('NOT ENOUGH DATA');
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
