import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { current, document, withBlock } from './methodology.js';

test('the tables of docs/methodology.md are those of the code (else: npx tsx scripts/methodology.ts)', () => {
  const text = readFileSync(document, 'utf8');
  expect(text).toBe(current(text));
  expect(text).toContain('hybrid interval');
});

test('a block that the document does not have is an error', () => {
  expect(() => withBlock('nothing', 'metrics', 'table')).toThrow('no block metrics');
  expect(withBlock('a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb', 'x', 'new')).toBe(
    'a\n<!-- begin: x -->\n\nnew\n\n<!-- end: x -->\nb',
  );
});
