import type { Headline } from '@evenhand/contracts';
import { columnDigits, groupName, intervalText, numberText } from '@evenhand/report';

/** A headline as a list of runs writes it. */
export interface HeadlineText {
  task: string;
  accuracy: string;
  limits: string;
  /** The widest gap between groups; null where there are no two groups. */
  gap: { verdict: NonNullable<Headline['gap']>['verdict']; text: string } | null;
}

export function headlineText({ task, accuracy, gap }: Headline): HeadlineText {
  const style = { unit: 'percent', digits: columnDigits([accuracy], 'percent') } as const;
  return {
    task,
    accuracy: numberText(accuracy.value, style),
    limits: intervalText(accuracy, style),
    gap: gap && { verdict: gap.verdict, text: gapText(gap) },
  };
}

function gapText({ by, gap, best, worst, verdict }: NonNullable<Headline['gap']>): string {
  if (verdict === 'unknown') return `${by}: not enough data`;
  const style = { unit: 'points', digits: columnDigits([gap], 'points') } as const;
  return `${numberText(gap.value, style)} by ${by}, ${groupName(worst.group)} to ${groupName(best.group)}`;
}
