import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInputs } from './run-inputs.js';
import { fuzzTargets } from './targets.js';

/** `pnpm fuzz` does 100,000 each. */
const COUNT = 300;

describe('parsers read damaged files or refuse them', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenhand-fuzz-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.keys(fuzzTargets))('%s', async (parser) => {
    const result = await runInputs({ parser, first: 0, count: COUNT, seed: 6, folder });
    expect(result.faults).toEqual([]);
    const refused = Object.values(result.refused).reduce((sum, times) => sum + times, 0);
    expect(result.accepted + refused).toBe(COUNT);
    // Damage that is always or never noticed would not test a parser.
    expect(Math.min(result.accepted, refused)).toBeGreaterThan(0);
  });
});
