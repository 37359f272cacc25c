import { expect, it } from 'vitest';
import { alikeImages, type LookedAt } from './alike-images.js';
import { THUMBNAIL_SIDE } from './thumbnail.js';

/** Waves of one direction and length, as bright as is said. */
function waves(direction: number, length: number, light = 0): Uint8Array {
  return Uint8Array.from({ length: THUMBNAIL_SIDE ** 2 }, (_, place) => {
    const [x, y] = [place % THUMBNAIL_SIDE, Math.floor(place / THUMBNAIL_SIDE)];
    const along = x * Math.cos(direction) + y * Math.sin(direction);
    return (
      110 +
      light +
      60 * Math.sin((2 * Math.PI * along) / length + direction) +
      40 * Math.cos(y / length + x / 5)
    );
  });
}

const image = (
  id: string,
  sha256: string,
  thumbnail: Uint8Array | null,
  label: string | null = 'a',
): LookedAt => ({
  sample: { id, path: `/${id}`, labels: { kind: label }, sha256 },
  thumbnail,
});

it('joins what is the same into sets, with labels that exclude each other', () => {
  const found = alikeImages([
    image('1', 'x', waves(0.3, 11)),
    image('2', 'x', waves(0.3, 11), null),
    image('3', 'y', waves(0.3, 11, 20), 'b'),
    image('4', 'z', waves(1.2, 17)),
    image('5', 'b', new Uint8Array(THUMBNAIL_SIDE ** 2).fill(7)),
    image('6', 'c', new Uint8Array(THUMBNAIL_SIDE ** 2).fill(7)),
  ]);
  expect(found).toEqual({
    alike: [
      { kind: 'identical', samples: ['1', '2'], conflicts: {}, similarity: 1 },
      {
        kind: 'near',
        samples: ['1', '2', '3'],
        conflicts: { kind: { a: 1, b: 1 } },
        similarity: expect.any(Number),
      },
    ],
    blank: ['5', '6'],
    candidates: 1,
  });
});

it('compares rows without images by nothing', () => {
  expect(alikeImages([image('1', '', null), image('2', '', null)])).toEqual({
    alike: [],
    blank: [],
    candidates: 0,
  });
});

it('compares a thousand frames of one film with one of them each', () => {
  const frames = Array.from({ length: 1000 }, (_, n) => image(`${n}`, `frame ${n}`, waves(0.3, 11)));
  const { alike, candidates } = alikeImages(frames);
  expect(alike.map(({ kind, samples }) => [kind, samples.length])).toEqual([['near', 1000]]);
  expect(candidates).toBe(999);
});
