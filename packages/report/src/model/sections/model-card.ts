import type { Estimate, ModelCard, TaskAudit } from '@evenhand/contracts';
import { cardCheck } from '../../charts/card-check.js';
import { textCell } from '../cells.js';
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
  if (!reported) return undefined;
  const { tasks } = draft.input.audit;
  const rows = cardCheck(card, tasks).flatMap((check, place): Row[] => {
    const entry = reported.metrics[place];
    const measured = entry && measuredPlace(tasks, entry);
    if (!measured || check.verdict === 'not measured') return [];
    const { value, low, high } = measured.estimate;
    return [
      {
        cells: [
          textCell(check.name),
          textCell(check.task),
          { text: check.reportedText, value: entry.value, source: 'model-card' },
          {
            text: check.measuredText,
            aside: check.measuredLimits,
            value,
            low,
            high,
            source: measured.source,
          },
          check.verdict === 'agrees' ? textCell('agrees') : { text: 'differs', tone: 'strong' },
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
      { title: 'Verdict', align: 'left' },
    ],
    rows,
  });
}

function measuredPlace(
  tasks: readonly TaskAudit[],
  { task: name, metric, class: label }: NonNullable<ModelCard['reported']>['metrics'][number],
): { estimate: Estimate; source: string } | undefined {
  const index = tasks.findIndex(({ task }) => task === name);
  const place = tasks[index]?.labels.indexOf(label ?? '') ?? -1;
  const metrics =
    label === undefined ? tasks[index]?.overall.metrics : tasks[index]?.overall.classes[place]?.metrics;
  const estimate = metrics?.[metric];
  const steps = label === undefined ? ['metrics', metric] : ['classes', place, 'metrics', metric];
  return estimate && { estimate, source: pointer('tasks', index, 'overall', ...steps) };
}
