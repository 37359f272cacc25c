import { describe, expect, test } from 'vitest';
import { differences } from './compare.js';
import knownAnswers from './known-answers.json' with { type: 'json' };
import { implementations, runKnownAnswers } from './run-known-answers.js';

describe('known answers', () => {
  test('all 213 hold at their stated tolerance', () => {
    expect(runKnownAnswers()).toEqual({ passed: 213, total: 213, failures: [] });
  });

  test('every function of the file has one implementation, and none is left over', () => {
    const named = new Set(knownAnswers.cases.map((entry) => entry.function));
    expect(Object.keys(implementations).sort()).toEqual([...named].sort());
  });

  test('a difference beyond the tolerance is found wherever it hides', () => {
    expect(differences([1, { a: 2 }], [1, { a: 2 + 1e-9 }], 1e-12)).toEqual([
      '[1].a: 2 instead of 2.000000001',
    ]);
    expect(differences(1.000001e-90, 1e-90, 1e-9)).toHaveLength(1);
    expect(differences(1e-14, 0, 1)).toHaveLength(1);
    expect(differences([1], [1, 2], 1)).toHaveLength(1);
    expect(differences(null, 0, 1)).toHaveLength(1);
    expect(differences(Number.NaN, 1, 1)).toHaveLength(1);
    expect(differences({ a: null }, { a: null }, 0)).toEqual([]);
  });
});
