import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readXlsx } from './read-xlsx.js';

/** Made by fixtures/make_ages_xlsx.py. */
const file = fileURLToPath(new URL('../../fixtures/ages.xlsx', import.meta.url));

it('reads a workbook as text, and a label that became a date as that date', async () => {
  expect(await readXlsx(file)).toEqual({
    sheets: ['Sheet1'],
    name: 'Sheet1',
    columns: ['id', 'age_true', 'age_pred', 'confidence'],
    records: [
      { line: 2, cells: ['a', '0-2', '0-2', '0.75'] },
      { line: 3, cells: ['b', '2024-03-09', '3-9', '0.5'] },
      { line: 4, cells: ['c', '3-9', '2024-03-09', '0.625'] },
      { line: 5, cells: ['d', '0-2', '', ''] },
    ],
  });
});

it('names the sheets where another is asked for', async () => {
  await expect(readXlsx(file, 'Shet1')).rejects.toMatchObject({
    code: 'unknown_sheet',
    hint: 'Did you mean "Sheet1"? Its sheets are "Sheet1".',
  });
});
