import type { ReportedMetrics } from '@evenhand/contracts';
import type { VerifiedCard } from '../engine/verify-card.js';
import { count } from './format.js';
import { table } from './table.js';

/** What a card check found, for people: contradictions, then all that a run did not reproduce. */
export function cardText({ document, rows }: VerifiedCard, reported: ReportedMetrics): string {
  const { contradictions, run, claims, source } = document;
  const data = dataText(reported);
  const lines = [
    `Card${source ? ` (${source})` : ''}: ${count(claims)} ${claims === 1 ? 'number' : 'numbers'} of ${data}`,
  ];
  if (contradictions.length === 0) lines.push('The numbers do not contradict each other.');
  else {
    lines.push('The card contradicts itself. These numbers cannot all be right, whatever is measured:');
    lines.push(...contradictions.map(({ task, message }) => `  ${task}: ${message}`));
  }
  if (!run) {
    const where = reported.dataset === undefined ? '' : ` on ${data}`;
    lines.push(`No finished run of this model${where} to compare with; --run RUN names one.`);
    return lines.join('\n');
  }
  const number = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
  const parts = (['reproduced', 'not reproduced', 'inconsistent', 'not measured', 'other data'] as const)
    .filter((verdict) => number(verdict) > 0)
    .map((verdict) => `${count(number(verdict))} ${verdict === 'other data' ? 'of other data' : verdict}`);
  lines.push('', `Compared with run ${run.id} on ${run.dataset}: ${parts.join(', ')}.`);
  if (!run.sameData)
    lines.push(`The card speaks of ${data}; ${run.dataset} was compared because --run says so.`);
  const differing = rows.filter(({ verdict }) => verdict !== 'reproduced' && verdict !== 'not measured');
  if (differing.length > 0) {
    lines.push(
      '',
      table(
        [
          { title: 'task' },
          { title: 'number' },
          { title: 'card', align: 'right' },
          { title: 'measured', align: 'right' },
          { title: 'difference', align: 'right' },
          { title: 'verdict' },
        ],
        differing.map((row) => [
          row.task,
          row.name,
          row.reportedText,
          `${row.measuredText} ${row.measuredLimits}`.trim(),
          row.differenceText,
          row.verdictText,
        ]),
      ),
    );
  }
  return lines.join('\n');
}

/** `FairFace, validation` */
export function dataText({ dataset, split }: ReportedMetrics): string {
  if (dataset === undefined) return 'data that the card does not name';
  return split === undefined ? dataset : `${dataset}, ${split}`;
}
