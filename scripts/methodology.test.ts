import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intervalNames } from '@evenhand/metrics';
import { expect, test } from 'vitest';
import { current, document, withBlock } from './methodology.js';

test('the tables of docs/methodology.md are those of the code (else: npx tsx scripts/methodology.ts)', () => {
  const text = readFileSync(document, 'utf8');
  expect(text).toBe(current(text));
  expect(text).toContain('hybrid interval');
});

test('every method that a document may name is explained', () => {
  const text = readFileSync(document, 'utf8');
  const sources = fileURLToPath(new URL('../packages/metrics/src/', import.meta.url));
  const named = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('claims'))
    .flatMap((file) => [
      ...readFileSync(join(sources, file), 'utf8').matchAll(/\bmethod(?: =|:) '([a-z-]+)'/g),
    ])
    .map(([, method = '']) => method);
  const internal = new Set(['t', 'logit', 'wilson', 'jaccard', 'fisher']);
  const methods = [
    ...new Set([...named.filter((one) => !internal.has(one)), ...Object.values(intervalNames)]),
  ];
  expect(methods.length).toBeGreaterThan(14);
  for (const method of methods) expect(text).toContain(`\n| \`${method}\` `);
});

test('a block that the document does not have is an error', () => {
  expect(() => withBlock('nothing', 'metrics', 'table')).toThrow('no block metrics');
  expect(withBlock('a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb', 'x', 'new')).toBe(
    'a\n<!-- begin: x -->\n\nnew\n\n<!-- end: x -->\nb',
  );
});
