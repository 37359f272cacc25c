import { expect, it } from 'vitest';
import { table } from './table.js';

it('aligns columns, wide characters and colour codes included', () => {
  const text = table(
    [{ title: 'group' }, { title: 'n', align: 'right' }],
    [
      ['東アジア', '1,234'],
      ['\u001b[1mBlack\u001b[22m', '7'],
    ],
  );
  expect(text.split('\n')).toEqual([
    'group         n',
    '────────  ─────',
    '東アジア  1,234',
    '\u001b[1mBlack\u001b[22m         7',
  ]);
});

it('leaves columns out where there is no room, by rank, and names them', () => {
  const columns = [
    { title: 'group' },
    { title: 'precision', rank: 2 },
    { title: 'recall', rank: 1 },
    { title: 'n', align: 'right' as const },
  ];
  const rows = [['Black', '0.90', '0.89', '1556']];
  expect(table(columns, rows, 30)).toBe(table(columns, rows));
  expect(table(columns, rows, 29).split('\n')).toEqual([
    'group  recall     n',
    '─────  ──────  ────',
    'Black  0.89    1556',
    '(no room for precision)',
  ]);
  expect(table(columns, rows, 18).split('\n')).toEqual([
    'group     n',
    '─────  ────',
    'Black  1556',
    '(no room for precision, recall)',
  ]);
});
