import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { testFolder } from '../testing/folder.js';
import { hashFile } from './hash-file.js';

it('hashes files of any length, read in one piece or several', async () => {
  for (const length of [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3_000_001]) {
    const bytes = randomBytes(length);
    await using folder = await testFolder({ file: bytes });
    expect(await hashFile(folder.at('file'))).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
