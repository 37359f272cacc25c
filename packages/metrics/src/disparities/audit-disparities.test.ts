import type { AuditPlan, Disparity, TaskAudit } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditTask } from '../audit/audit-task.js';
import { type CountRow, countsFromRows } from '../counts/count-rows.js';

// Right answers and images of seven races: the known answers disparity-01 and simultaneous-02.
const RACES = ['White', 'Black', 'Latino', 'East Asian', 'Southeast Asian', 'Indian', 'Middle Eastern'];
const RIGHT = [1668, 1338, 974, 1162, 934, 1122, 786];
const IMAGES = [2085, 1556, 1623, 1550, 1415, 1516, 1209];

function audit(
  rows: readonly CountRow[],
  races: readonly string[] = RACES,
  plan: Partial<AuditPlan> = {},
): TaskAudit {
  const counts = countsFromRows(
    { attributes: [{ name: 'race', labels: races }], labels: ['no', 'yes'] },
    rows,
  );
  return auditTask({ task: 'smile', kind: 'nominal', labels: ['no', 'yes'], counts, excluded: 0, plan });
}

function find(result: TaskAudit, metric: string, label?: string): Disparity | undefined {
  return result.groupings[0]?.disparities.find((entry) => entry.metric === metric && entry.class === label);
}

const rows = RACES.flatMap((race, g): CountRow[] => [
  { group: { race }, truth: 'yes', predicted: 'yes', n: RIGHT[g] ?? 0 },
  { group: { race }, truth: 'yes', predicted: 'no', n: (IMAGES[g] ?? 0) - (RIGHT[g] ?? 0) },
]);

describe('a disparity', () => {
  const accuracy = find(audit(rows), 'accuracy');

  it('has the values of the reference', () => {
    expect(accuracy).toMatchObject({
      best: { group: { race: 'Black' } },
      worst: { group: { race: 'Latino' } },
      groups: 7,
    });
    expect(accuracy?.gap.value).toBeCloseTo(0.2597739436474712, 14);
    expect(accuracy?.ratio.value).toBeCloseTo(0.6979011537253623, 14);
    expect(accuracy?.maxDeviation).toBeCloseTo(0.1310310046264984, 14);
    expect(accuracy?.errorInequity?.maxOverGeomean).toBeCloseTo(1.521288168862483, 13);
    expect(accuracy?.errorInequity?.gini).toBeCloseTo(0.20080400284259065, 14);
    expect((accuracy?.betweenGroupSd.value ?? 0) ** 2).toBeCloseTo(0.0082231251555427, 10);
    expect((accuracy?.betweenGroupSd.low ?? 0) ** 2).toBeCloseTo(0.0033459959721448456, 9);
    // simultaneous-02 gives 0.2105 … 0.2885 with Šidák's critical value; Tukey's lower end is a little higher.
    expect(accuracy?.gap.low).toBeGreaterThan(0.21051224999535406);
    expect(accuracy?.gap.low).toBeLessThan(0.2125);
    expect(accuracy?.gap.high).toBeCloseTo(0.2885083740048524, 12);
  });

  it('says what a fair model would show, and that this is not it', () => {
    expect(accuracy?.expectedGapIfFair).toBeCloseTo(0.031, 3);
    expect(accuracy?.fairGapP95).toBeCloseTo(0.048, 2);
    expect(accuracy?.p).toBeLessThan(1e-9);
    expect(accuracy?.q).toBeLessThan(1e-9);
    expect(accuracy?.fourFifths?.verdict).toBe('violated');
  });

  it('contrasts the groups with the largest, the best or a named one, or with all images', () => {
    const against = (reference: AuditPlan['reference']) =>
      find(audit(rows, RACES, { reference }), 'accuracy')?.contrasts ?? [];
    // White has the most images, Black the best rate.
    expect(against('largest')).toEqual(against({ race: 'White' }));
    const [best, named] = [against('best'), against({ race: 'Black' })];
    expect(best.map(({ group }) => group['race'])).toEqual(RACES.filter((race) => race !== 'Black'));
    for (const [index, { difference }] of best.entries()) {
      const own = named[index]?.difference;
      expect(difference.value).toBe(own?.value);
      // The best group was picked by the data: its limits hold for all pairs at once.
      expect(difference.low ?? 0).toBeLessThan(own?.low ?? 0);
      expect(difference.high ?? 0).toBeGreaterThan(own?.high ?? 0);
    }
    const [rest, overall] = [against('rest'), against('overall')];
    const share = 2085 / 10_954;
    expect(overall[0]?.difference.value).toBeCloseTo((1 - share) * (rest[0]?.difference.value ?? 0), 14);
    expect(overall[0]?.difference.low).toBeCloseTo((1 - share) * (rest[0]?.difference.low ?? 0), 14);
    expect(overall[0]?.difference.value).toBeCloseTo(1668 / 2085 - 7984 / 10_954, 14);
  });

  it('contrasts every group with the rest by Miettinen and Nurminen', () => {
    // 56 of 70 against 48 of 80, as published by Newcombe (1998): 0.0528 to 0.3382.
    const two = audit(
      ['A', 'B'].flatMap((race, g): CountRow[] => [
        { group: { race }, truth: 'yes', predicted: 'yes', n: [56, 48][g] ?? 0 },
        { group: { race }, truth: 'yes', predicted: 'no', n: [14, 32][g] ?? 0 },
      ]),
      ['A', 'B'],
    );
    const [first] = find(two, 'accuracy')?.contrasts ?? [];
    expect(first?.group).toEqual({ race: 'A' });
    expect(first?.difference.low).toBeCloseTo(0.0528297132458446, 12);
    expect(first?.difference.high).toBeCloseTo(0.33817294001586834, 12);
    expect(first?.ratio.low).toBeCloseTo(1.0790471195344264, 11);
    expect(first?.ratio.high).toBeCloseTo(1.6721453590897677, 11);
  });

  it('leaves groups with few images out of the ranking, but not out of sight', () => {
    const small: CountRow[] = [
      ...rows.filter(({ group }) => group['race'] !== 'Indian'),
      { group: { race: 'Indian' }, truth: 'yes', predicted: 'no', n: 5 },
    ];
    const found = find(audit(small), 'accuracy');
    expect(found).toMatchObject({ groups: 6, worst: { group: { race: 'Latino' } } });
    expect(found?.all).toMatchObject({ groups: 7, worst: { group: { race: 'Indian' }, value: 0 } });
  });

  it('is absent where fewer than two groups can be ranked', () => {
    expect(find(audit(rows.slice(0, 2)), 'accuracy')).toBeUndefined();
  });

  it('shows precision gaps that label mixes alone make, and that they vanish at a common mix', () => {
    // Recall 0.9 of both classes in both groups; the mixes are 3:1 and 1:3.
    const mixed = audit(
      [
        ['A', 300, 100],
        ['B', 100, 300],
      ].flatMap(([race, yes, no]): CountRow[] => [
        { group: { race: String(race) }, truth: 'yes', predicted: 'yes', n: Number(yes) * 0.9 },
        { group: { race: String(race) }, truth: 'yes', predicted: 'no', n: Number(yes) * 0.1 },
        { group: { race: String(race) }, truth: 'no', predicted: 'no', n: Number(no) * 0.9 },
        { group: { race: String(race) }, truth: 'no', predicted: 'yes', n: Number(no) * 0.1 },
      ]),
      ['A', 'B'],
    );
    const precision = find(mixed, 'precision', 'yes');
    expect(precision?.gap.value).toBeCloseTo(270 / 280 - 90 / 120, 12);
    expect(precision?.standardised?.gap.value).toBeCloseTo(0, 12);
    expect(find(mixed, 'recall', 'yes')?.gap.value).toBeCloseTo(0, 12);
    // A fair model with these mixes would show the same macro precision gap.
    const macro = find(mixed, 'macro_f1');
    expect(macro?.p).toBeGreaterThan(0.5);
  });
});

const group = fc.record({
  right: fc.integer({ min: 0, max: 60 }),
  wrong: fc.integer({ min: 0, max: 60 }),
  no: fc.integer({ min: 0, max: 60 }),
  alarm: fc.integer({ min: 0, max: 60 }),
});
const groups = fc.array(group, { minLength: 2, maxLength: 6 });

function rowsOf(
  sizes: readonly { right: number; wrong: number; no: number; alarm: number }[],
  names: readonly string[],
): CountRow[] {
  return sizes.flatMap(({ right, wrong, no, alarm }, g): CountRow[] => {
    const own = { race: names[g] ?? '' };
    return [
      { group: own, truth: 'yes', predicted: 'yes', n: right },
      { group: own, truth: 'yes', predicted: 'no', n: wrong },
      { group: own, truth: 'no', predicted: 'no', n: no },
      { group: own, truth: 'no', predicted: 'yes', n: alarm },
    ];
  });
}

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('disparities', () => {
  it('do not depend on the order of the groups', () => {
    fc.assert(
      fc.property(groups, (sizes) => {
        const used = names.slice(0, sizes.length);
        const forward = audit(rowsOf(sizes, used), used).groupings[0]?.disparities ?? [];
        const backward = audit(rowsOf(sizes, used), [...used].reverse()).groupings[0]?.disparities ?? [];
        expect(backward.length).toBe(forward.length);
        for (const [index, entry] of forward.entries()) {
          const other = backward[index];
          expect(other?.metric).toBe(entry.metric);
          for (const pick of [
            (disparity: Disparity | undefined) => disparity?.gap.value,
            (disparity: Disparity | undefined) => disparity?.gap.low,
            (disparity: Disparity | undefined) => disparity?.expectedGapIfFair,
            (disparity: Disparity | undefined) => disparity?.p,
            (disparity: Disparity | undefined) => disparity?.betweenGroupSd.value,
          ]) {
            const [one, two] = [pick(entry), pick(other)];
            if (typeof one === 'number') expect(two).toBeCloseTo(one, 8);
            else expect(two).toBe(one);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('do not change when an empty group is added', () => {
    fc.assert(
      fc.property(groups, (sizes) => {
        const used = names.slice(0, sizes.length);
        const without = audit(rowsOf(sizes, used), used);
        const withEmpty = audit(rowsOf(sizes, used), [...used, 'nobody']);
        expect(withEmpty.groupings[0]?.disparities).toEqual(without.groupings[0]?.disparities);
        expect(withEmpty.overall).toEqual(without.overall);
      }),
      { numRuns: 40 },
    );
  });

  it('hold the gap in its interval, in range', () => {
    fc.assert(
      fc.property(groups, (sizes) => {
        const used = names.slice(0, sizes.length);
        for (const { gap, ratio, p, expectedGapIfFair } of audit(rowsOf(sizes, used), used).groupings[0]
          ?.disparities ?? []) {
          expect(gap.low).toBeGreaterThanOrEqual(0);
          expect(gap.low).toBeLessThanOrEqual((gap.value ?? 0) + 1e-12);
          expect(gap.high).toBeGreaterThanOrEqual((gap.value ?? 0) - 1e-12);
          if (ratio.value !== null && ratio.low !== null) {
            expect(ratio.low).toBeLessThanOrEqual(ratio.value + 1e-12);
            expect(ratio.high).toBeLessThanOrEqual(1);
          }
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(expectedGapIfFair).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 40 },
    );
  });
});
