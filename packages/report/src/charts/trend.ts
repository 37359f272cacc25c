import type { Headline } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { bareNumber, intervalText, numberText } from '../format/number-text.js';
import { groupName } from '../groups/group-name.js';
import { niceDomain, ticks } from './ticks.js';

export interface TrendRun {
  run: string;
  /** Model version. */
  version: string;
  /** ISO 8601. */
  startedAt: string;
  headlines: readonly Headline[];
}

export interface TrendPoint {
  run: string;
  version: string;
  startedAt: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** All of it in words. */
  text: string;
}

export interface Trend {
  task: string;
  name: 'Accuracy' | 'Widest gap';
  domain: readonly [number, number];
  ticks: readonly { value: number; text: string }[];
  /** The last value and the one before it: `57.8 % → 60.2 %`. */
  latestText: string;
  /** In order of time. */
  points: readonly TrendPoint[];
}

/** Accuracy and widest gap of each task over the runs of one model on one data set, in order of time. */
export function trends(runs: readonly TrendRun[]): Trend[] {
  const ordered = runs.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
  const tasks = [...new Set(ordered.flatMap(({ headlines }) => headlines.map(({ task }) => task)))];
  return tasks.flatMap((task) => [trend(task, 'Accuracy', ordered), trend(task, 'Widest gap', ordered)]);
}

function trend(task: string, name: Trend['name'], runs: readonly TrendRun[]): Trend {
  const unit = name === 'Accuracy' ? ('percent' as const) : ('points' as const);
  const points = runs.map(({ run, version, startedAt, headlines }): TrendPoint => {
    const found = headlines.find((entry) => entry.task === task);
    const estimate = name === 'Accuracy' ? found?.accuracy : found?.gap?.gap;
    const style = { unit, digits: columnDigits([estimate], unit) };
    const whom =
      name === 'Widest gap' && found?.gap
        ? `, ${groupName(found.gap.worst.group)} to ${groupName(found.gap.best.group)}${found.gap.verdict === 'real' ? '' : ', within noise'}`
        : '';
    return {
      run,
      version,
      startedAt,
      value: estimate?.value ?? null,
      low: estimate?.low ?? null,
      high: estimate?.high ?? null,
      text: `${version}: ${numberText(estimate?.value, style)} ${estimate ? intervalText(estimate, style) : ''}${whom}`,
    };
  });
  const numbers = points
    .flatMap(({ low, high, value }) => [low, high, value])
    .filter((number) => number !== null);
  const domain: readonly [number, number] =
    numbers.length === 0 ? [0, 1] : niceDomain(Math.min(...numbers), Math.max(...numbers), [0, 1]);
  const digits = domain[1] - domain[0] < 0.05 ? 1 : 0;
  return {
    task,
    name,
    domain,
    ticks: ticks(domain[0], domain[1], 4).map((value) => ({
      value,
      text: bareNumber(value, { unit, digits }),
    })),
    latestText: points
      .slice(-2)
      .map(({ value }) => numberText(value, { unit, digits: 1 }))
      .join(' → '),
    points,
  };
}
