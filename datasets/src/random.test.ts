import { expect, test } from 'vitest';
import { random } from './random.js';

test('is uniform: mean, variance and serial correlation of 100,000 numbers', () => {
  const source = random([42]);
  const values = Array.from({ length: 100_000 }, () => source.uniform());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const serial = values
    .slice(1)
    .reduce((sum, value, i) => sum + (value - mean) * ((values[i] ?? 0) - mean), 0);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.004);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
  expect(Math.abs(serial / values.length / variance)).toBeLessThan(0.015);
});

test('neighbouring keys give unrelated first numbers', () => {
  const first = Array.from({ length: 10_000 }, (_, index) => random([1, index]).uniform());
  const tenths = Array.from(
    { length: 10 },
    (_, i) => first.filter((value) => Math.floor(value * 10) === i).length,
  );
  // Chi-squared with 9 degrees of freedom: 27.9 is exceeded once in a thousand times.
  expect(tenths.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
});

test('normal numbers have the mean and deviation asked for, and no outliers', () => {
  const source = random([5]);
  const values = Array.from({ length: 50_000 }, () => source.normal(10, 2));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  expect(Math.abs(mean - 10)).toBeLessThan(0.04);
  // Cutting off at three deviations takes 1.3 % of the deviation.
  expect(Math.abs(deviation - 2 * 0.987)).toBeLessThan(0.03);
  expect(values.every((value) => value >= 4 && value <= 16)).toBe(true);
});

test('a fork is the same whatever was drawn before, and differs by name', () => {
  const [fresh, used] = [random([3]), random([3])];
  used.uniform();
  expect(used.fork('wings').uniform()).toBe(fresh.fork('wings').uniform());
  expect(fresh.fork('body').uniform()).not.toBe(fresh.fork('wings').uniform());
});
