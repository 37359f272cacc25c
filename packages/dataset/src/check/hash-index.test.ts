import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearHashes } from './hash-index.js';
import type { PerceptualHash } from './thumbnail.js';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const hash = fc.tuple(word, word);

/** A hash with so many bits changed. */
const flipped = fc
  .tuple(hash, fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 18 }))
  .map(([original, bits]): PerceptualHash[] => {
    const changed: [number, number] = [...original];
    for (const bit of bits) {
      const at = bit < 32 ? 0 : 1;
      changed[at] = (changed[at] ^ (1 << (bit % 32))) >>> 0;
    }
    return [original, changed];
  });

function bits(hashes: PerceptualHash): string {
  return hashes.map((part) => part.toString(2).padStart(32, '0')).join('');
}

it('finds exactly the pairs within the radius, each once', () => {
  fc.assert(
    fc.property(fc.array(flipped, { maxLength: 12 }), fc.constantFrom(0, 3, 7, 10, 14), (pairs, radius) => {
      const hashes = pairs.flat();
      const found: string[] = [];
      nearHashes(hashes, radius, (first, second) => found.push(`${first} ${second}`));
      const texts = hashes.map(bits);
      const wanted = texts.flatMap((b, second) =>
        texts.slice(0, second).flatMap((a, first) => {
          const apart = [...a].filter((bit, place) => bit !== b[place]).length;
          return apart <= radius ? [`${first} ${second}`] : [];
        }),
      );
      expect(found.sort()).toEqual(wanted.sort());
    }),
    { numRuns: 40 },
  );
});
