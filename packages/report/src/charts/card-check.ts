import type {
  ClaimCheck,
  ClaimContradiction,
  ClaimVerdict,
  DatasetManifest,
  ReportedMetric,
  ReportedMetrics,
  TaskAudit,
} from '@evenhand/contracts';
import { checkClaims, claimData, compareClaims, isSameData, type KnownData } from '@evenhand/metrics';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, type NumberStyle, numberText } from '../format/number-text.js';
import { metricName } from '../words/metric-name.js';

export interface CardCheckRow {
  key: string;
  task: string;
  name: string;
  reportedText: string;
  measuredText: string;
  measuredLimits: string;
  /** Measured less reported, in the card's precision and one digit more; empty where there is none. */
  differenceText: string;
  nText: string;
  verdict: ClaimVerdict;
  /** The verdict in words: with whether the card's number lies outside the limits, where it is not reproduced. */
  verdictText: string;
  check: ClaimCheck;
}

export interface CardCheck {
  contradictions: ClaimContradiction[];
  /** Whether the card speaks of the data that was measured, going by names. */
  sameData: boolean;
  rows: CardCheckRow[];
}

export interface CardCheckInput {
  reported: ReportedMetrics;
  /** Tasks with all their labels, as the model has them. */
  tasks: readonly { name: string; labels: readonly string[] }[];
  /** What was measured, and on what; only the card itself is checked where left out. */
  run?:
    | {
        tasks: readonly TaskAudit[];
        data: KnownData;
        /** Somebody says that the data are those of the card, whatever their names. */
        isCardsData?: boolean | undefined;
      }
    | undefined;
}

/** What is wrong within a model card, and its numbers beside the measured ones. */
export function cardCheck({ reported, tasks, run }: CardCheckInput): CardCheck {
  const labels = Object.fromEntries(tasks.map((task) => [task.name, task.labels]));
  const contradictions = checkClaims(reported, labels);
  const isSame = (claim: Pick<ReportedMetric, 'dataset' | 'split'>): boolean =>
    run !== undefined && isSameData(claimData(reported, claim), run.data);
  const sameData = isSame({});
  const checks = compareClaims(reported, contradictions, {
    tasks: run?.tasks ?? [],
    isSameData: (claim) =>
      isSame(claim) ||
      (run?.isCardsData === true && claim.dataset === undefined && claim.split === undefined),
  });
  return { contradictions, sameData, rows: checks.map(cardCheckRow) };
}

/** What the names of a registered data set say about which one it is. */
export function knownData(name: string, manifest: DatasetManifest | undefined): KnownData {
  return {
    names: [name, manifest?.name, manifest?.title, manifest?.source],
    parts: [manifest?.table?.split, manifest?.table?.file],
  };
}

function cardCheckRow(check: ClaimCheck): CardCheckRow {
  const { metric, class: label, decimals, measured, difference, verdict } = check;
  const isCount = metric === 'support';
  const { unit } = metricFacts(metric);
  // A card's 0.96 is 96 %: two digits fewer after the point.
  const digits = unit === 'percent' ? Math.max(0, decimals - 2) : decimals;
  const style: NumberStyle = { unit: isCount ? 'number' : unit, digits };
  const text = (value: number): string => (isCount ? countText(value) : numberText(value, style));
  const finer: NumberStyle = {
    unit: unit === 'percent' ? 'points' : unit,
    digits: digits + 1,
    signed: true,
  };
  const known = difference !== null;
  return {
    key: `${check.claim} ${metric}`,
    task: check.task,
    name: isCount ? (label === undefined ? 'Images' : `Images of “${label}”`) : metricName(metric, label),
    reportedText: text(check.stated),
    measuredText: known ? text(check.stated + difference) : 'n/a',
    measuredLimits: measured && !isCount ? intervalText(measured, style) : '',
    differenceText:
      !known || verdict === 'reproduced'
        ? ''
        : isCount
          ? numberText(difference, { unit: 'number', digits: 0, signed: true })
          : numberText(difference, finer),
    nText: measured ? countText(measured.n) : '',
    verdict,
    verdictText: verdictText(check),
    check,
  };
}

function verdictText({ verdict, outsideLimits }: ClaimCheck): string {
  const limits = outsideLimits === null ? '' : outsideLimits ? ', outside the limits' : ', within the limits';
  switch (verdict) {
    case 'not reproduced':
    case 'other data':
      return verdict + limits;
    case 'inconsistent':
      return 'inconsistent in itself';
    case 'reproduced':
    case 'not measured':
      return verdict;
  }
}
