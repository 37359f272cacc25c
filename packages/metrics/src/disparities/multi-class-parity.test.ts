import { describe, expect, it } from 'vitest';
import type { MeasuredSlice } from '../audit/measure-slice.js';
import { confusionFromRows } from '../metrics/confusion.js';
import { demographicParity } from './demographic-parity.js';
import { equalizedOdds } from './equalized-odds.js';
import { auditPlan } from './plan.js';

const labels = ['a', 'b', 'c'];
const slice = (name: string, rows: number[][]): MeasuredSlice => ({
  group: { camera: name },
  matrix: confusionFromRows(rows),
  scores: null,
  measurements: [],
  standardised: null,
});

// G1 and G2 of the known answers: rows of true class b differ by 0.02777… in total variation.
const slices = [
  slice('one', [
    [50, 8, 2],
    [6, 70, 14],
    [1, 9, 40],
  ]),
  slice('two', [
    [30, 10, 0],
    [5, 45, 10],
    [2, 8, 20],
  ]),
];

describe('equalizedOdds', () => {
  it('is the widest distance of two rows, with the class named', () => {
    const odds = equalizedOdds(slices, labels, auditPlan({ permutations: 500 }));
    expect(odds?.classes[1]?.value).toBeCloseTo(0.027777777777777776, 15);
    // Class a: ½(|50/60 − 30/40| + |8/60 − 10/40| + |2/60 − 0|); class c: ½(|1/50 − 2/30| + |9/50 − 8/30| + |40/50 − 20/30|).
    expect(odds?.classes[0]?.value).toBeCloseTo((1 / 12 + 7 / 60 + 1 / 30) / 2, 14);
    expect(odds?.max).toMatchObject({
      class: 'c',
      predicted: 'c',
      groups: [{ camera: 'one' }, { camera: 'two' }],
    });
    expect(odds?.max.value).toBeCloseTo((7 / 150 + 13 / 150 + 2 / 15) / 2, 14);
    // Known answer tests-14.
    expect(odds?.test.statistic).toBeCloseTo(5.752933211053415, 12);
    expect(odds?.test.p).toBeCloseTo(0.4514279936307367, 12);
    expect(odds?.permutation?.p).toBeCloseTo(0.45, 1);
  });

  it('has the likelihood ratio and the strength of association beside the chi-square', () => {
    const odds = equalizedOdds(slices, labels, auditPlan({}));
    // scipy 1.10 chi2_contingency(correction=False, lambda_='log-likelihood'), added up over the classes.
    expect(odds?.likelihoodRatio.statistic).toBeCloseTo(6.36137333160795, 12);
    expect(odds?.likelihoodRatio.df).toBe(6);
    expect(odds?.likelihoodRatio.p).toBeCloseTo(0.38394906417249497, 12);
    expect(odds?.classes[0]?.likelihoodRatio.statistic).toBeCloseTo(4.0215985390705224, 12);
    expect(odds?.classes[2]?.likelihoodRatio.p).toBeCloseTo(0.34280512890370124, 12);
    // Bergsma (2013) by hand, from scipy's statistic.
    expect(odds?.classes[0]?.cramersV).toBeCloseTo(0.11618584104728061, 12);
    expect(odds?.classes[1]?.cramersV).toBe(0);
    expect(odds?.classes[2]?.cramersV).toBeCloseTo(0.046496133142278816, 12);
  });

  it('needs two groups with enough images of some class', () => {
    expect(equalizedOdds(slices, labels, auditPlan({ minimumN: 61 }))).toBeNull();
    expect(
      equalizedOdds(slices, labels, auditPlan({ minimumN: 41 }))?.classes.map((entry) => entry.class),
    ).toEqual(['b']);
  });
});

describe('demographicParity', () => {
  it('is the widest distance from the predictions of all', () => {
    const parity = demographicParity(slices, labels, 30);
    // Predicted: one 57, 87, 56 of 200; two 37, 63, 30 of 130; all 94, 150, 86 of 330.
    const distance = (own: number[], n: number): number =>
      [94, 150, 86].reduce((sum, all, j) => sum + Math.abs((own[j] ?? 0) / n - all / 330), 0) / 2;
    expect(parity).toMatchObject({ group: { camera: 'two' }, class: 'b' });
    expect(parity?.value).toBeCloseTo(distance([37, 63, 30], 130), 14);
    expect(parity?.groups[0]?.value).toBeCloseTo(distance([57, 87, 56], 200), 14);
  });
});
