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
