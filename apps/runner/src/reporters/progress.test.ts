import { expect, it } from 'vitest';
import { barLine } from './progress.js';

const state = { done: 150, total: 600, failed: 2, rate: 48.2, secondsLeft: 9.3 };

it.each([
  [100, 'r7k2m9xd ███████░░░░░░░░░░░░░░░░░░░░░ 150/600 · 48 images/s · 9.3 s left · 2 failed'],
  [70, 'r7k2m9xd ████░░░░░░░░░░░ 150/600 · 48 images/s · 9.3 s left · 2 failed'],
  [59, 'r7k2m9xd 150/600 · 48 images/s · 9.3 s left · 2 failed'],
  [48, '150/600 · 48 images/s · 9.3 s left · 2 failed'],
  [20, '150/600 · 48 images/'],
])('in %i columns the numbers are the last to go', (columns, line) => {
  expect(barLine('r7k2m9xd', state, columns)).toBe(line);
});

it('a bar without anything to do is full', () => {
  expect(barLine('read faces', { done: 0, total: 0 }, 100)).toBe(`read faces ${'█'.repeat(28)} 0/0`);
});
