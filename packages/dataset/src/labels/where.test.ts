import type { Sample } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { filterSamples, parseWhere } from './where.js';

const attributes = [
  { name: 'gender', labels: ['Female', 'Male'] },
  { name: 'race', labels: ['White', 'Black', 'East Asian', 'a, b'] },
];

function sample(id: string, gender: string | null, race: string): Sample {
  return { id, path: `/${id}`, labels: { gender, race }, sha256: '' };
}

describe('parseWhere', () => {
  it('reads one label, several, labels that hold a comma or =, and adds up repeated attributes', () => {
    expect(parseWhere(['gender=Female'], attributes)).toEqual({ gender: ['Female'] });
    expect(parseWhere(['race = White, East Asian', 'gender=Male'], attributes)).toEqual({
      race: ['White', 'East Asian'],
      gender: ['Male'],
    });
    expect(parseWhere(['race=a, b'], attributes)).toEqual({ race: ['a, b'] });
    expect(parseWhere(['race=White', 'race=Black'], attributes)).toEqual({ race: ['White', 'Black'] });
    expect(parseWhere(['x=a=b'], [{ name: 'x', labels: ['a=b'] }])).toEqual({ x: ['a=b'] });
    expect(parseWhere([], attributes)).toEqual({});
  });

  it.each([
    ['gender', 'invalid_where', 'ATTRIBUTE=LABEL'],
    ['gender=', 'invalid_where', 'ATTRIBUTE=LABEL'],
    ['=Female', 'invalid_where', 'ATTRIBUTE=LABEL'],
    ['gendre=Female', 'unknown_attribute', 'Did you mean "gender"?'],
    ['gender=female', 'unknown_label', 'Did you mean "Female"?'],
    ['race=White,Martian', 'unknown_label', 'There is "White", "Black", "East Asian"'],
    ['race=White,', 'unknown_label', 'There is'],
  ])('refuses %s', (condition, code, hint) => {
    expect(() => parseWhere([condition], attributes)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining(hint) }),
    );
  });
});

describe('filterSamples', () => {
  const samples = [sample('1', 'Female', 'White'), sample('2', 'Male', 'Black'), sample('3', null, 'Black')];

  it('keeps the samples that satisfy every attribute, in their order', () => {
    const ids = (where: Record<string, string[]>): string[] =>
      filterSamples(samples, where).map(({ id }) => id);
    expect(ids({})).toEqual(['1', '2', '3']);
    expect(ids({ race: ['Black'] })).toEqual(['2', '3']);
    expect(ids({ race: ['Black', 'White'], gender: ['Male', 'Female'] })).toEqual(['1', '2']);
    expect(ids({ race: ['East Asian'] })).toEqual([]);
  });
});
