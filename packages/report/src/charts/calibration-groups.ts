import type { Group, Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { bareNumber, countText, numberText } from '../format/number-text.js';
import { type Evidence, minimumOf } from '../groups/evidence.js';
import { groupKey, groupName } from '../groups/group-name.js';
import { capital } from '../words/capital.js';
import { pText } from '../words/verdict.js';
import { niceDomain, ticks } from './ticks.js';

export interface CalibrationGroup {
  key: string;
  group: Group;
  name: string;
  nText: string;
  evidence: Evidence;
  /** Mean stated confidence and share of right answers; null without images that have scores. */
  confidence: number | null;
  accuracy: number | null;
  confidenceText: string;
  accuracyText: string;
  /** Confidence less accuracy, in points. */
  excess: number | null;
  excessText: string;
  /** Calibration error with the part removed that noise makes; empty where there is none. */
  errorText: string;
  testText: string;
  /** All of it in words. */
  description: string;
}

export interface CalibrationGroups {
  title: string;
  caption: string;
  domain: readonly [number, number];
  ticks: readonly { value: number; text: string }[];
  overall: CalibrationGroup;
  /** As the data set declares them. */
  rows: readonly CalibrationGroup[];
}

const percent = { unit: 'percent', digits: 0 } as const;

/** Stated confidence and accuracy of each group; undefined where the run kept no probabilities. */
export function calibrationGroups(task: TaskAudit, grouping: Grouping): CalibrationGroups | undefined {
  if (!task.overall.calibration || task.overall.calibration.n === 0) return undefined;
  const digits = columnDigits(
    grouping.slices.map((slice) => slice.metrics['ece_debiased']),
    'percent',
  );
  const overall = toRow(task.overall, { digits, minimum: minimumOf(task) });
  const rows = grouping.slices.map((slice) => toRow(slice, { digits, minimum: minimumOf(task) }));
  const numbers = [overall, ...rows]
    .flatMap(({ confidence, accuracy }) => [confidence, accuracy])
    .filter((value) => value !== null);
  const domain = niceDomain(Math.min(...numbers), Math.max(...numbers), [0, 1]);
  const [furthest] = rows
    .filter((row) => row.evidence === 'enough' && row.excess !== null)
    .sort((a, b) => Math.abs(b.excess ?? 0) - Math.abs(a.excess ?? 0));
  const subject = `${capital(task.task)}: stated confidence by ${grouping.by.join(' × ')}`;
  return {
    title: furthest
      ? `${subject} is furthest off for ${furthest.name}, ${furthest.confidenceText} sure and ${furthest.accuracyText} right, n = ${furthest.nText}`
      : `${subject}: no group has enough data`,
    caption: `Open: mean stated confidence. Full: share of right answers. Sure by: confidence less accuracy. Error: calibration error with the part removed that noise makes. Test: chi-square test that confidence equals accuracy in every bin, not adjusted. Grey: fewer than ${minimumOf(task)} images.`,
    domain,
    ticks: ticks(domain[0], domain[1], 4).map((value) => ({ value, text: bareNumber(value, percent) })),
    overall,
    rows,
  };
}

function toRow(slice: Slice, { digits, minimum }: { digits: number; minimum: number }): CalibrationGroup {
  const { calibration } = slice;
  const n = calibration?.n ?? 0;
  const error = slice.metrics['ece_debiased'];
  const bins = n > 0 && calibration ? calibration.bins : [];
  const confidence =
    bins.length === 0 ? null : bins.reduce((sum, bin) => sum + bin.n * bin.confidence, 0) / n;
  const accuracy = bins.length === 0 ? null : bins.reduce((sum, bin) => sum + bin.n * bin.accuracy, 0) / n;
  const excess = confidence === null || accuracy === null ? null : confidence - accuracy;
  const name = groupName(slice.group);
  const row = {
    key: groupKey(slice.group),
    group: slice.group,
    name,
    nText: countText(n),
    evidence: n === 0 ? ('none' as const) : n < minimum ? ('few' as const) : ('enough' as const),
    confidence,
    accuracy,
    confidenceText: numberText(confidence, percent),
    accuracyText: numberText(accuracy, percent),
    excess,
    excessText: numberText(excess, { unit: 'points', digits: 0, signed: true }),
    errorText: error?.value == null ? '' : numberText(error.value, { unit: 'percent', digits }),
    testText: calibration?.test.p == null ? '' : pText(calibration.test.p),
  };
  return {
    ...row,
    description:
      n === 0
        ? `${name}: no images`
        : `${name}: ${row.confidenceText} sure, ${row.accuracyText} right, n = ${row.nText}${row.evidence === 'few' ? ', not enough data' : ''}`,
  };
}
