import { expect, it } from 'vitest';
import type { InferredBatch } from './infer-batches.js';
import { withoutUnscored } from './without-unscored.js';

const indexed = (index: number) => ({
  index,
  sample: { id: `${index}.jpg`, path: `/images/${index}.jpg`, labels: {}, sha256: '' },
});

function batch(age: number[], gender: number[]): InferredBatch {
  return {
    samples: [indexed(4), indexed(5), indexed(7)],
    failures: [{ index: 6, failure: { sample: '6.jpg', code: 'missing_file', message: 'It is gone.' } }],
    warnings: new Map([['cmyk_converted', 1]]),
    scores: new Map([
      ['age', Float32Array.from(age)],
      ['gender', Float32Array.from(gender)],
    ]),
  };
}

it('makes a failed sample of one without a finite score, and keeps the scores of the others', () => {
  const found = withoutUnscored(
    batch([0.5, 0.25, 0.25, Number.NaN, Number.NaN, Number.NaN, 0, 0, 1], [0.5, 0.5, 0.25, 0.75, 1, 0]),
  );
  expect(found).toEqual({
    samples: [indexed(4), indexed(7)],
    failures: [
      { index: 6, failure: { sample: '6.jpg', code: 'missing_file', message: 'It is gone.' } },
      {
        index: 5,
        failure: {
          sample: '5.jpg',
          code: 'inference_failed',
          message: 'The model gave no finite score for age.',
        },
      },
    ],
    warnings: new Map([['cmyk_converted', 1]]),
    scores: new Map([
      ['age', Float32Array.from([0.5, 0.25, 0.25, 0, 0, 1])],
      ['gender', Float32Array.from([0.5, 0.5, 1, 0])],
    ]),
  });
});

it('leaves a batch alone in which every sample has its scores', () => {
  const whole = batch([1, 0, 0, 1, 0, 0, 1, 0, 0], [1, 0, 1, 0, 1, 0]);
  expect(withoutUnscored(whole)).toBe(whole);
});

it('says of every task that it has no score', () => {
  const nothing = Number.POSITIVE_INFINITY;
  const found = withoutUnscored(batch(Array(9).fill(nothing), Array(6).fill(nothing)));
  expect(found.samples).toEqual([]);
  expect(found.failures.map(({ failure }) => failure.message).slice(1)).toEqual(
    Array(3).fill('The model gave no finite score for age, gender.'),
  );
});
