import { readFileSync } from 'node:fs';
import type { ReportedMetric } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { checkClaims } from './check-claims.js';

/** The reference model's card as it ships: one flow mapping per line. */
const manifest = new URL('../../../model/manifests/clip-face-attribute-classifier.yaml', import.meta.url);
const metrics = readFileSync(manifest, 'utf8')
  .split('\n')
  .flatMap((line): ReportedMetric[] => {
    const [, flow] = /^\s*- (\{ task: .*\})\s*$/u.exec(line) ?? [];
    if (flow === undefined) return [];
    const json = flow
      .replaceAll(/(\w+): /gu, '"$1": ')
      .replaceAll(/("(?:task|metric)"): (\w+)/gu, '$1: "$2"')
      .replaceAll(/("(?:class)"): ([^",}]+)/gu, '$1: "$2"');
    return [JSON.parse(json) as ReportedMetric];
  });
const labels = Object.fromEntries(
  ['age', 'gender', 'race'].map((task) => [
    task,
    [...new Set(metrics.flatMap((entry) => (entry.task === task && entry.class ? [entry.class] : [])))],
  ]),
);

describe("the reference card's tables", () => {
  it('are consistent with its accuracies, its averages and with whole numbers of images', () => {
    expect(metrics).toHaveLength(3 * (1 + 6) + 3 * (9 + 2 + 7));
    expect(checkClaims({ metrics }, labels)).toEqual([]);
  });

  it('are not after one digit has changed: every support, and every tenth of every rate', () => {
    const unseen: string[] = [];
    for (const [place, entry] of metrics.entries()) {
      for (const digit of '0123456789') {
        const text = entry.value.toFixed(entry.decimals);
        const value = Number(`${text.slice(0, 2)}${digit}${text.slice(3)}`);
        if (value === entry.value) continue;
        const changed = metrics.with(place, { ...entry, value });
        if (checkClaims({ metrics: changed }, labels).length === 0)
          unseen.push(`${entry.class} ${entry.metric} ${value}`);
      }
    }
    expect(unseen).toEqual([]);
    for (const [place, entry] of metrics.entries()) {
      if (entry.support === undefined) continue;
      const changed = metrics.with(place, { ...entry, support: entry.support + 1 });
      expect(checkClaims({ metrics: changed }, labels)).not.toEqual([]);
    }
  });

  it('shows most changes of a last digit too', () => {
    let [seen, all] = [0, 0];
    for (const [place, entry] of metrics.entries()) {
      for (const step of [-5, -2, -1, 1, 2, 5]) {
        const value = Number((entry.value + step * 10 ** -entry.decimals).toFixed(entry.decimals));
        const found = checkClaims({ metrics: metrics.with(place, { ...entry, value }) }, labels);
        all += 1;
        if (found.length > 0) seen += 1;
      }
    }
    expect(seen / all).toBeGreaterThan(0.6);
  });
});
