import type { ModelCard, TaskAudit } from '@evenhand/contracts';
import { metricFacts } from '../../format/metric-facts.js';
import { type NumberStyle, numberText } from '../../format/number-text.js';
import { metricName } from '../../words/metric-name.js';
import { estimateCell, textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import { pointer } from '../pointer.js';
import type { Block, Row, Section, Table } from '../report.js';

/** What the model's makers say it is for, what it is not for, and whether their numbers hold. */
export function modelCardSection(draft: Draft): Section {
  const { model } = draft.input;
  const card = model?.card;
  const blocks: Block[] = [];
  if (!model) {
    blocks.push({
      kind: 'paragraph',
      tone: 'text',
      text: 'The package that was run is no longer in the workspace, so its card cannot be quoted.',
    });
  } else if (card?.summary) {
    blocks.push({ kind: 'paragraph', tone: 'text', text: card.summary.trim() });
  }
  const parts: [string, readonly string[]][] = [
    ['Intended use', card?.intendedUse ?? []],
    ['Out-of-scope use', card?.outOfScopeUse ?? []],
    ['Limitations', card?.limitations ?? []],
  ];
  for (const [title, items] of parts) blocks.push(...cardPart(title, items, model !== undefined));
  const reported = card && reportedTable(draft, card);
  if (reported) blocks.push(reported);
  if (card?.citation) blocks.push({ kind: 'paragraph', tone: 'note', text: card.citation.trim() });
  return { id: 'model-card', title: 'What the model is for', level: 1, startsPage: true, blocks };
}

function cardPart(title: string, items: readonly string[], hasModel: boolean): Block[] {
  if (items.length > 0)
    return [
      { kind: 'paragraph', tone: 'text', text: `${title}:` },
      { kind: 'list', items },
    ];
  return hasModel
    ? [{ kind: 'paragraph', tone: 'text', text: `${title}: the model’s package states none.` }]
    : [];
}

/** The card's own numbers beside the measured ones. */
function reportedTable(draft: Draft, card: ModelCard): Table | undefined {
  const { reported } = card;
  if (!reported || reported.metrics.length === 0) return undefined;
  const rows = reported.metrics.flatMap((entry): Row[] => {
    const index = draft.input.audit.tasks.findIndex(({ task }) => task === entry.task);
    const task = draft.input.audit.tasks[index];
    const measured = task && measuredEstimate(task, entry.metric, entry.class);
    if (!measured) return [];
    const { unit } = metricFacts(entry.metric);
    // A card's 0.96 is 96 %: two digits fewer after the point.
    const digits = unit === 'percent' ? Math.max(0, entry.decimals - 2) : entry.decimals;
    const style: NumberStyle = { unit, digits };
    const inside =
      measured.estimate.low !== null && measured.estimate.high !== null && isInside(entry, measured.estimate);
    return [
      {
        cells: [
          textCell(metricName(entry.metric, entry.class)),
          textCell(entry.task),
          { text: numberText(entry.value, style), value: entry.value, source: 'model-card' },
          estimateCell(measured.estimate, style, pointer('tasks', index, ...measured.steps)),
          inside ? textCell('agrees') : { text: 'differs', tone: 'strong' },
        ],
      },
    ];
  });
  if (rows.length === 0) return undefined;
  const where = [reported.dataset, reported.split].filter((part) => part !== undefined).join(', ');
  return draft.table({
    id: 'reported',
    title: 'What the model card states, and what was measured',
    caption: `The card’s numbers are for ${where}. They agree where they lie inside the limits, at the card’s precision.`,
    columns: [
      { title: 'Metric', align: 'left' },
      { title: 'Task', align: 'left' },
      { title: 'Card', align: 'right' },
      { title: 'Measured', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows,
  });
}

function measuredEstimate(task: TaskAudit, metric: string, label: string | undefined) {
  const place = task.labels.indexOf(label ?? '');
  const estimate =
    label === undefined ? task.overall.metrics[metric] : task.overall.classes[place]?.metrics[metric];
  if (!estimate) return undefined;
  const steps =
    label === undefined ? ['overall', 'metrics', metric] : ['overall', 'classes', place, 'metrics', metric];
  return { estimate, steps };
}

/** Inside the limits, give or take the rounding of the card. */
function isInside(
  { value, decimals }: { value: number; decimals: number },
  { low, high }: { low: number | null; high: number | null },
): boolean {
  const rounding = 0.5 * 10 ** -decimals;
  return (
    value >= (low ?? Number.NEGATIVE_INFINITY) - rounding &&
    value <= (high ?? Number.POSITIVE_INFINITY) + rounding
  );
}
