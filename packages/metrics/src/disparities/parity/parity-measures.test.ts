import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BinaryGroup } from './binary-group.js';
import { majorityGroup, parityFormulas, parityMeasures } from './parity-measures.js';

const a: BinaryGroup = { group: { sex: 'a' }, tp: 40, fn: 10, fp: 10, tn: 40 };
const b: BinaryGroup = { group: { sex: 'b' }, tp: 15, fn: 10, fp: 5, tn: 20 };
const measures = parityMeasures([a, b], a);

function value(tool: string, name: string, group?: string): number | null | undefined {
  return measures.find(
    (entry) => entry.tool === tool && entry.name === name && entry.group?.['sex'] === group,
  )?.value;
}

describe('parity measures', () => {
  // a: selection 50/100, TPR 0.8, FPR 0.2; b: selection 20/50, TPR 0.6, FPR 0.2; all: TPR 55/75, FPR 15/75.
  it("follow fairlearn's formulas", () => {
    expect(value('fairlearn', 'demographic_parity_difference')).toBeCloseTo(0.1, 14);
    expect(value('fairlearn', 'demographic_parity_ratio')).toBeCloseTo(0.8, 14);
    expect(value('fairlearn', 'equalized_odds_difference')).toBeCloseTo(0.2, 14);
    expect(value('fairlearn', 'equalized_odds_difference(agg=mean)')).toBeCloseTo(0.1, 14);
    expect(value('fairlearn', 'equalized_odds_ratio')).toBeCloseTo(0.75, 14);
    expect(value('fairlearn', 'equal_opportunity_difference')).toBeCloseTo(0.2, 14);
    expect(value('fairlearn', 'demographic_parity_difference[to_overall]')).toBeCloseTo(70 / 150 - 0.4, 14);
    expect(value('fairlearn', 'equal_opportunity_ratio[to_overall]')).toBeCloseTo(0.6 / (55 / 75), 14);
  });

  it("follow AIF360's formulas, unprivileged less privileged", () => {
    expect(value('AIF360', 'statistical_parity_difference')).toBeCloseTo(-0.1, 14);
    expect(value('AIF360', 'disparate_impact')).toBeCloseTo(0.8, 14);
    expect(value('AIF360', 'equal_opportunity_difference')).toBeCloseTo(-0.2, 14);
    expect(value('AIF360', 'average_odds_difference')).toBeCloseTo(-0.1, 14);
    expect(value('AIF360', 'average_abs_odds_difference')).toBeCloseTo(0.1, 14);
    expect(value('AIF360', 'error_rate_ratio')).toBeCloseTo(0.3 / 0.2, 14);
    // Benefits: 15 images 2, 20 images 0, 115 images 1; mean 145/150.
    const mean = 145 / 150;
    const index = (15 * (4 / mean ** 2 - 1) + 20 * -1 + 115 * (1 / mean ** 2 - 1)) / 300;
    expect(value('AIF360', 'generalized_entropy_index')).toBeCloseTo(index, 14);
    // Group means 1 and 0.9.
    const between = (100 * (1 / mean ** 2 - 1) + 50 * (0.81 / mean ** 2 - 1)) / 300;
    expect(value('AIF360', 'between_all_groups_generalized_entropy_index')).toBeCloseTo(between, 14);
    expect(value('AIF360', 'smoothed_empirical_differential_fairness')).toBeCloseTo(
      Math.log(50.5 / 101) - Math.log(20.5 / 51),
      14,
    );
  });

  it("follow Aequitas' formulas and verdicts", () => {
    expect(value('Aequitas', 'ppr_disparity', 'b')).toBeCloseTo(20 / 50, 14);
    expect(value('Aequitas', 'fnr_disparity', 'b')).toBeCloseTo(2, 14);
    expect(value('Aequitas', 'tpr_disparity', 'b')).toBeCloseTo(0.75, 14);
    const verdict = (name: string): boolean | null | undefined =>
      measures.find((entry) => entry.name === name && entry.group?.['sex'] === 'b')?.isFair;
    expect(verdict('fpr_disparity')).toBe(true);
    expect(verdict('Equalized Odds')).toBe(false);
    // FDR 0.25 against 0.2 and FPR 0.2 against 0.2: 1.25 and 1 are just fair; FOR 1/3 against 0.2 is not.
    expect(verdict('TypeI Parity')).toBe(true);
    expect(verdict('TypeII Parity')).toBe(false);
  });

  it('have a formula each', () => {
    for (const { tool, name } of measures) expect(parityFormulas[tool][name], name).toBeTruthy();
  });

  it('keep the conventions of each tool where a rate is undefined', () => {
    const none: BinaryGroup = { group: { sex: 'c' }, tp: 0, fn: 0, fp: 0, tn: 10 };
    const found = parityMeasures([a, none], a);
    const one = (tool: string, name: string): number | null | undefined =>
      found.find((entry) => entry.tool === tool && entry.name === name)?.value;
    expect(one('fairlearn', 'equal_opportunity_difference')).toBeCloseTo(0.8, 14);
    expect(one('AIF360', 'equal_opportunity_difference')).toBeNull();
    expect(one('AIF360', 'false_discovery_rate_difference')).toBeCloseTo(-0.2, 14);
  });
});

const compas = new URL('../../../../../../shared/real/compas/compas_for_aequitas.csv', import.meta.url);

describe.skipIf(!existsSync(compas))('on the COMPAS table (absent: skipped)', () => {
  it("gives Aequitas' published disparities against Caucasians", () => {
    const [head = '', ...rows] = readFileSync(compas, 'utf8').trim().split(/\r?\n/);
    const columns = head.split(',');
    const at = (name: string): number => columns.indexOf(name);
    const groups = new Map<string, BinaryGroup>();
    for (const row of rows) {
      const fields = row.split(',');
      const race = fields[at('race')] ?? '';
      const own = groups.get(race) ?? { group: { race }, tp: 0, fp: 0, fn: 0, tn: 0 };
      groups.set(race, own);
      const [score, label] = [Number(fields[at('score')]), Number(fields[at('label_value')])];
      own[score === 1 ? (label === 1 ? 'tp' : 'fp') : label === 1 ? 'fn' : 'tn']++;
    }
    const all = [...groups.values()];
    const reference = groups.get('Caucasian');
    if (!reference) throw new Error('no reference group');
    expect(majorityGroup(all)?.group).toEqual({ race: 'African-American' });
    const found = parityMeasures(all, reference);
    const black = (name: string): number | null | undefined =>
      found.find((entry) => entry.name === name && entry.group?.['race'] === 'African-American')?.value;
    expect(black('fpr_disparity')).toBeCloseTo(805 / 1795 / (349 / 1488), 12);
    expect(black('fnr_disparity')).toBeCloseTo(532 / 1901 / (461 / 966), 12);
  });
});
