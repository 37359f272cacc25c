import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);
const themes = ['light', 'dark'] as const;

/** WCAG 2.2, 1.4.3: relative luminance of an sRGB colour. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string, theme: (typeof themes)[number]): number {
  const [a, b] = [one, other].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`there is no colour --${name}`);
    return luminance(token[theme]);
  });
  const [high, low] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const numbered = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${from + index}`);
const differences = [...numbered('div-n', 1, 5), ...numbered('div-p', 1, 5)];

describe.each(themes)('colours of the %s theme', (theme) => {
  test('known pairs', () => {
    expect(luminance('#ffffff')).toBe(1);
    expect(luminance('#000000')).toBe(0);
    expect((luminance('#ffffff') + 0.05) / (luminance('#767676') + 0.05)).toBeCloseTo(4.54, 2);
  });

  test('text keeps 4.5:1 on everything it stands on', () => {
    const pairs: [string, string][] = [
      ...['ink', 'ink-2', 'ink-3', 'accent', 'alarm'].flatMap((text) =>
        ['ground', 'surface', 'sunk'].map((under): [string, string] => [text, under]),
      ),
      ['ink', 'accent-soft'],
      ['ink-2', 'accent-soft'],
      ['accent', 'accent-soft'],
      ['alarm', 'alarm-soft'],
      ['ink', 'alarm-soft'],
      ['on-accent', 'accent'],
      ...numbered('mag-', 1, 5).map((under): [string, string] => ['mag-ink-low', under]),
      ...numbered('mag-', 6, 9).map((under): [string, string] => ['mag-ink-high', under]),
      ...differences.map((under): [string, string] => ['ink', under]),
    ];
    const poor = pairs
      .map(([text, under]) => ({ pair: `${text} on ${under}`, ratio: contrast(text, under, theme) }))
      .filter(({ ratio }) => ratio < 4.5);
    expect(poor).toEqual([]);
  });

  test('marks keep 3:1 on the surface, on a sunk row and on the band of fairness', () => {
    const marks = [...numbered('group-', 0, 9), 'ink-2', 'ink-3', 'accent', 'alarm', 'line-strong'];
    const poor = marks
      .flatMap((mark) => ['surface', 'sunk', 'band'].map((under) => ({ mark, under })))
      .map(({ mark, under }) => ({ pair: `${mark} on ${under}`, ratio: contrast(mark, under, theme) }))
      .filter(({ ratio }) => ratio < 3);
    expect(poor).toEqual([]);
  });
});
