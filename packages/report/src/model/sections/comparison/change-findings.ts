import type { ChangeFinding, ModelComparison } from '@evenhand/contracts';
import { changeInWords } from '../../../words/change-in-words.js';
import type { Finding } from '../../report.js';

/** What became worse or better: certain changes before possible ones, and as the document ranks them. */
export function changeFindings(
  { tasks }: ModelComparison,
  { certainOnly, most }: { certainOnly: boolean; most: number },
): Finding[] {
  return tasks
    .flatMap(({ task, findings }) => findings.map((finding) => ({ task, finding })))
    .filter(({ finding }) => finding.certain || !certainOnly)
    .toSorted((a, b) => rank(a.finding) - rank(b.finding))
    .slice(0, most)
    .map(
      ({ task, finding }): Finding => ({
        verdict: finding.certain ? finding.verdict : 'unknown',
        ...changeInWords(task, finding),
      }),
    );
}

function rank({ verdict, certain }: ChangeFinding): number {
  return (certain ? 0 : 2) + (verdict === 'worse' ? 0 : 1);
}
