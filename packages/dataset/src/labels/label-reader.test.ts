import { attribute } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { labelReader } from './label-reader.js';

describe('labelReader', () => {
  const age = labelReader(
    attribute.parse({
      name: 'age',
      labels: ['3-9', '10-19', 'más'],
      aliases: { 'three to nine': '3-9', '/0?9[- ]mar\\.?/': '3-9' },
    }),
  );

  it('takes declared labels as they are, in either Unicode form', () => {
    expect(age('10-19')).toEqual({ label: '10-19', repaired: false });
    expect(age('más'.normalize('NFD'))).toEqual({ label: 'más', repaired: false });
  });

  it('says nothing where there is nothing', () => {
    expect(age('')).toEqual({ label: null, repaired: false });
    expect(age(' \t')).toEqual({ label: null, repaired: false });
  });

  it('repairs blanks, aliases and patterns of the whole value', () => {
    for (const cell of [' 3-9', '3-9\u00a0', 'three to nine', '9-Mar', '09 MAR.', ' 9-mar ']) {
      expect(age(cell), cell).toEqual({ label: '3-9', repaired: true });
    }
    for (const cell of ['19-Mar', '9-March', 'Three to nine', '3', 'MÁS'])
      expect(age(cell), cell).toBeUndefined();
  });

  it('repairs the number that a spreadsheet writes for a date, where an alias knows the date', () => {
    const dated = labelReader(
      attribute.parse({
        name: 'age',
        labels: ['3-9'],
        aliases: { '/\\d{4}-(03-09|09-03)/': '3-9' },
      }),
    );
    // As LibreOffice and Excel count: 9 March 2023, 3 September 2024.
    expect(['44994', ' 45538.0'].map(dated)).toEqual(Array(2).fill({ label: '3-9', repaired: true }));
    for (const cell of ['44995', '4499', '449940', '44994.5', '99999'])
      expect(dated(cell), cell).toBeUndefined();
    expect(age('44994')).toBeUndefined();
  });

  it('decodes values without counting a repair', () => {
    const gender = labelReader(
      attribute.parse({ name: 'gender', labels: ['Female', 'Male'], values: { '0': 'Male', '1': 'Female' } }),
    );
    expect(['0', '1', 'Male', ' 1', '2'].map(gender)).toEqual([
      { label: 'Male', repaired: false },
      { label: 'Female', repaired: false },
      { label: 'Male', repaired: false },
      { label: 'Female', repaired: true },
      undefined,
    ]);
  });

  it('puts numbers into bins, both ends included', () => {
    const years = labelReader(
      attribute.parse({
        name: 'years',
        labels: ['young', 'old'],
        bins: [
          { label: 'young', min: 0, max: 39 },
          { label: 'old', min: 40, max: 130 },
        ],
      }),
    );
    expect(['0', '39', '40', '130', '7.5', '039'].map((cell) => years(cell)?.label)).toEqual([
      'young',
      'young',
      'old',
      'old',
      'young',
      'young',
    ]);
    for (const cell of ['-1', '131', '39.5', '0x10', '1e1', 'ten', 'Infinity'])
      expect(years(cell), cell).toBeUndefined();
  });

  it('refuses an alias that is no regular expression', () => {
    const broken = attribute.parse({ name: 'age', labels: ['a'], aliases: { '/(/': 'a' } });
    expect(() => labelReader(broken)).toThrow(expect.objectContaining({ code: 'invalid_manifest' }));
  });
});
