import { describe, expect, it } from 'vitest';
import { addCount, type CountTable, emptyCounts } from '../../counts/count-table.js';
import { listGroupings } from '../../groupings/list-groupings.js';
import { randomStream } from '../../random/random-stream.js';
import { auditPlan } from '../plan.js';
import { worstSlices } from './worst-slices.js';

const attributes = [
  { name: 'light', labels: ['sun', 'shade', 'flash'] },
  { name: 'camera', labels: ['old', 'new'] },
  { name: 'age', labels: ['young', 'old'] },
];
const groupings = listGroupings(attributes);

/** 200 images in each of twelve cells, right with the given probability. */
function simulate(rate: (light: string, camera: string) => number, seed: number): CountTable {
  const table = emptyCounts({ attributes, labels: ['a', 'b'] });
  const random = randomStream({ seed });
  for (const light of ['sun', 'shade', 'flash']) {
    for (const camera of ['old', 'new']) {
      for (const age of ['young', 'old']) {
        for (let image = 0; image < 200; image++) {
          const predicted = random.uniform() < rate(light, camera) ? 'a' : 'b';
          addCount(table, { group: { light, camera, age }, truth: 'a', predicted });
        }
      }
    }
  }
  return table;
}

describe('worstSlices', () => {
  it('finds the planted intersection and not its parts', () => {
    const planted = simulate((light, camera) => (light === 'flash' && camera === 'old' ? 0.7 : 0.95), 1);
    const found = worstSlices(planted, groupings, auditPlan());
    expect(found?.slices).toBe(3 + 2 + 2 + 6 + 6 + 4 + 12);
    const groups = found?.certified.map(({ group }) => group);
    expect(groups?.[0]).toEqual({ light: 'flash', camera: 'old' });
    expect(groups).not.toContainEqual({ light: 'flash', camera: 'old', age: 'young' });
    expect(found?.certified[0]?.excess.low).toBeGreaterThan(0.1);
  });

  it('certifies exactly what the adjusted p-value and the simultaneous limits both say', () => {
    for (let seed = 0; seed < 20; seed++) {
      const rate = (light: string): number => (light === 'flash' ? 0.87 : 0.9);
      const found = worstSlices(simulate(rate, 2000 + seed), groupings, auditPlan());
      for (const { adjustedP, excess } of [...(found?.certified ?? []), ...(found?.exploratory ?? [])]) {
        expect((excess.low ?? 0) > 0).toBe(adjustedP <= 0.05);
      }
      for (const { adjustedP } of found?.certified ?? []) expect(adjustedP).toBeLessThanOrEqual(0.05);
    }
  });

  it('certifies nothing in about 95 of 100 audits of a fair model', () => {
    let wrong = 0;
    for (let seed = 0; seed < 100; seed++) {
      const found = worstSlices(
        simulate(() => 0.9, 1000 + seed),
        groupings,
        auditPlan(),
      );
      if ((found?.certified.length ?? 0) > 0) wrong++;
    }
    // One-sided findings of a two-sided bound: 2.5 % expected; 8 of 100 would be a chance of 1 in 250.
    expect(wrong).toBeLessThan(8);
  });

  it('gives the same result twice, and none without images', () => {
    const table = simulate(() => 0.9, 3);
    expect(worstSlices(table, groupings, auditPlan())).toEqual(worstSlices(table, groupings, auditPlan()));
    expect(worstSlices(emptyCounts({ attributes, labels: ['a', 'b'] }), groupings, auditPlan())).toBeNull();
  });
});
