import type { SliceComparison, TaskComparison } from '@evenhand/contracts';
import { mcnemarTest } from '@evenhand/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparedAudits } from '../testing/compared-audits.js';
import { confusionChange } from './confusion-change.js';

const compared = comparedAudits().comparison.comparisons[0]?.tasks[0] as TaskComparison;

test('a cell that is certain is so for every way in which the images can be paired', () => {
  const row = fc.record({
    support: fc.integer({ min: 1, max: 120 }),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(row, row, (one, other) => {
      const rows = [one, other].map(({ support, from, to }, truth) => {
        const right = [Math.round(from * support), Math.round(to * support)];
        const counts = right.map((n) => (truth === 0 ? [n, support - n] : [support - n, n]));
        return { support, right, base: counts[0] ?? [], candidate: counts[1] ?? [] };
      });
      const slice = {
        ...compared.overall,
        confusion: { base: rows.map(({ base }) => base), candidate: rows.map(({ candidate }) => candidate) },
      } as SliceComparison;
      const change = confusionChange(compared, slice);
      for (const [truth, { support, right }] of rows.entries()) {
        const cell = change.rows[truth]?.cells[truth];
        if (!cell?.certain) continue;
        const [before = 0, now = 0] = right;
        // Images that were right before and are right now: any number that the sums allow.
        for (let both = Math.max(0, before + now - support); both <= Math.min(before, now); both += 1) {
          const { exact } = mcnemarTest({ fixed: now - both, broken: before - both });
          expect(exact).toBeLessThanOrEqual(0.05);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('what is not certain has no shade', () => {
  const cells = confusionChange(compared, compared.overall).rows.flatMap((row) => row.cells);
  expect(cells.filter(({ certain, step }) => !certain && step !== 0)).toEqual([]);
  expect(cells.some(({ certain }) => certain)).toBe(true);
});
