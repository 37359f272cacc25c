import { expect, test } from 'vitest';
import { csvTable } from './csv-table.js';

test('quotes what needs quotes, keeps numbers in full and leaves no formula', () => {
  const text = csvTable(
    ['name', 'value'],
    [
      ['a, b', 0.1 + 0.2],
      ['say "so"\n', null],
      ['=HYPERLINK("http://example.org")', -1e-7],
      ['@SUM(1)', 0],
      ['+cmd', 1],
      ['-2 or less', 2],
      ['-5', -5],
    ],
  );
  expect(text.split('\r\n')).toEqual([
    'name,value',
    '"a, b",0.30000000000000004',
    '"say ""so""\n",',
    `"'=HYPERLINK(""http://example.org"")",-1e-7`,
    "'@SUM(1),0",
    "'+cmd,1",
    "'-2 or less,2",
    '-5,-5',
    '',
  ]);
});
