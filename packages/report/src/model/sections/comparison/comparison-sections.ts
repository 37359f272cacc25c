import type { ChangeFinding, ComparisonDocument, ModelComparison } from '@evenhand/contracts';
import { countText } from '../../../format/number-text.js';
import type { Draft } from '../../draft.js';
import type { Block, Section } from '../../report.js';
import { changeFindings } from './change-findings.js';
import { gapChangeTable } from './gap-change-table.js';
import { groupChangeBlocks } from './group-change.js';
import { overallChangeTable } from './overall-change-table.js';

/** Changes that are told one by one. */
const TOLD = 20;

/** This run against its baseline, on the images that both have predicted. */
export function comparisonSections(draft: Draft): Section[] {
  const { comparison } = draft.input;
  const [pair] = comparison?.comparisons ?? [];
  if (!comparison || !pair) return [];
  return [
    overview(draft, comparison, pair),
    ...pair.tasks.map((task, index): Section => {
      const blocks = task.groupings.flatMap((grouping, position) =>
        grouping.by.length === 1 ? groupChangeBlocks(draft, { task, index, grouping, position }) : [],
      );
      const gaps = gapChangeTable(draft, { task, index });
      return {
        id: `comparison-${index + 1}`,
        title: `Change of ${task.task}`,
        level: 2,
        blocks: gaps ? [...blocks, gaps] : blocks,
      };
    }),
  ];
}

function overview(draft: Draft, comparison: ComparisonDocument, pair: ModelComparison): Section {
  const { base, images, warnings } = comparison;
  const told = changeFindings(pair, { certainOnly: false, most: TOLD });
  const rest = pair.tasks.reduce((sum, { findings }) => sum + findings.length, 0) - told.length;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'lead',
      text: `Compared with run ${base.id} of ${base.model.name} ${base.model.version}, on the ${countText(images.shared)} images that both have predicted. ${countsText(pair)}`,
    },
    { kind: 'findings', items: told },
    ...(rest > 0 ? [restNote(rest)] : []),
    overallChangeTable(draft, pair),
  ];
  if (warnings.length > 0) blocks.push({ kind: 'list', items: warnings.map(({ message }) => message) });
  const differences = pair.differences.filter(({ field }) => field !== 'model digest');
  if (differences.length > 0) {
    blocks.push(
      { kind: 'paragraph', tone: 'text', text: 'What differs between the runs:' },
      {
        kind: 'facts',
        items: differences.map(({ field, base: before, candidate }) => ({
          term: field,
          value: `${before ?? 'none'} → ${candidate ?? 'none'}`,
        })),
      },
    );
  }
  return {
    id: 'comparison',
    title: `Compared with ${base.model.name} ${base.model.version}`,
    level: 1,
    startsPage: true,
    blocks,
  };
}

function restNote(rest: number): Block {
  const text = `${countText(rest)} more ${rest === 1 ? 'change is' : 'changes are'} in the JSON of the comparison (evenhand compare --json) and in the dashboard; certain ones are told first.`;
  return { kind: 'paragraph', tone: 'note', text };
}

function countsText({ tasks }: ModelComparison): string {
  const findings = tasks.flatMap((task) => task.findings);
  const count = (verdict: ChangeFinding['verdict'], certain: boolean): string =>
    countText(
      findings.filter((finding) => finding.verdict === verdict && finding.certain === certain).length,
    );
  return `Certainly worse: ${count('worse', true)} groups or classes, possibly: ${count('worse', false)}; certainly better: ${count('better', true)}, possibly: ${count('better', false)}. Certain is what the limits adjusted over all groups of a grouping exclude; possible what only the plain ones do.`;
}
