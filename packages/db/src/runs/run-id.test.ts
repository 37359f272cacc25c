import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextRunId } from './run-id.js';

describe('run ids', () => {
  test('are the milliseconds since 2025 in base 32', () => {
    expect(nextRunId(new Date('2025-01-01T00:00:00.000Z'), undefined)).toBe('r00000000');
    expect(nextRunId(new Date('2025-01-01T00:00:00.031Z'), undefined)).toBe('r0000000z');
    // 10 s = 10,000 ms = 9·32² + 24·32 + 16, and the digits of 9, 24 and 16 are 9, r and g.
    expect(nextRunId(new Date('2025-01-01T00:00:10.000Z'), undefined)).toBe('r000009rg');
  });

  test('sort by time', () => {
    const time = fc.date({ min: new Date('2025-01-01'), max: new Date('2059-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [first, second] = [nextRunId(a, undefined), nextRunId(b, undefined)];
        expect(first < second).toBe(a < b);
        expect(first).toMatch(/^r[0-9a-hjkmnp-tv-z]{8}$/);
      }),
    );
  });

  test('are above the newest one in the same millisecond and when the clock goes back', () => {
    const now = new Date('2026-05-01T12:00:00Z');
    const first = nextRunId(now, undefined);
    const second = nextRunId(now, first);
    const third = nextRunId(new Date('2026-04-01'), second);
    expect([third, second, first].sort()).toEqual([first, second, third]);
    expect(new Set([first, second, third]).size).toBe(3);
  });
});
