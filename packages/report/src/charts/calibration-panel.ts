import type { Slice, TaskAudit } from '@evenhand/contracts';
import { wilsonInterval } from '@evenhand/metrics';
import { columnDigits } from '../format/digits.js';
import { countText, intervalText, numberText } from '../format/number-text.js';
import { groupName } from '../groups/group-name.js';
import { capital } from '../words/capital.js';
import { confidenceText } from '../words/confidence-text.js';
import { pText } from '../words/verdict.js';

export interface CalibrationPanel {
  title: string;
  caption: string;
  /** Equal-mass bins by rising confidence; both from 0 to 1. */
  bins: readonly CalibrationBin[];
}

export interface CalibrationBin {
  n: number;
  nText: string;
  confidence: number;
  confidenceText: string;
  accuracy: number;
  accuracyText: string;
  /** Limits of the accuracy (Wilson). */
  low: number;
  high: number;
  limitsText: string;
  /** All of it in words. */
  text: string;
}

/** Stated confidence against accuracy; undefined where the run kept no probabilities. */
export function calibrationPanel(task: TaskAudit, slice: Slice): CalibrationPanel | undefined {
  const { calibration } = slice;
  if (!calibration || calibration.n === 0 || calibration.bins.length === 0) return undefined;
  const who = Object.keys(slice.group).length === 0 ? '' : ` among ${groupName(slice.group)}`;
  const confidence = mean(calibration.bins, ({ confidence: value }) => value);
  const accuracy = mean(calibration.bins, ({ accuracy: value }) => value);
  const certain = calibration.test.p !== null && calibration.test.p <= (task.plan?.alpha ?? 0.05);
  const style = { unit: 'percent' as const, digits: 0 };
  const finding = certain
    ? confidence > accuracy
      ? 'the model is surer than it is right'
      : 'the model is more often right than it is sure'
    : 'no sign that stated confidence is off';
  const error = slice.metrics['ece_debiased'];
  const errorStyle = { unit: 'percent' as const, digits: columnDigits([error], 'percent') };
  const errorText =
    error?.value == null
      ? ''
      : ` Calibration error, debiased: ${numberText(error.value, errorStyle)} ${intervalText(error, errorStyle)}`.trimEnd() +
        '.';
  const test =
    calibration.test.p === null ? '' : ` Test that all bins are right: ${pText(calibration.test.p)}.`;
  return {
    title: `${capital(task.task)}${who}: ${finding}, on average ${numberText(confidence, style)} sure and ${numberText(accuracy, style)} right`,
    caption: `Each dot is a bin of about equally many of ${countText(calibration.n)} images, by the model's confidence, with ${confidenceText(task)} limits; on the line, confidence equals accuracy.${errorText}${test}`,
    bins: calibration.bins.map(({ n, confidence, accuracy }) => {
      const limits = wilsonInterval(Math.round(accuracy * n), n, task.plan);
      const limitsText = intervalText(limits, style);
      const confidenceText = numberText(confidence, style);
      const accuracyText = numberText(accuracy, style);
      return {
        n,
        nText: countText(n),
        confidence,
        confidenceText,
        accuracy,
        accuracyText,
        ...limits,
        limitsText,
        text: `${confidenceText} sure, ${accuracyText} ${limitsText} right, n = ${countText(n)}`,
      };
    }),
  };
}

function mean<Bin extends { n: number }>(bins: readonly Bin[], value: (bin: Bin) => number): number {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return bins.reduce((sum, bin) => sum + bin.n * value(bin), 0) / n;
}
