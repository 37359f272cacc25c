import type {
  Estimate,
  RegisteredModelManifest,
  ReportedMetric,
  ReportedMetrics,
  TaskAudit,
} from '@evenhand/contracts';
import { cardCheck, knownData } from '../../charts/card-check.js';
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
  if (model) blocks.push(...reportedBlocks(draft, model));
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

/** The card's own numbers beside the measured ones, and what is wrong with them whatever was measured. */
function reportedBlocks(draft: Draft, model: RegisteredModelManifest): Block[] {
  const reported = model.card?.reported;
  if (!reported) return [];
  const { audit, dataset } = draft.input;
  const data = knownData(audit.run.dataset.name, dataset?.manifest);
  const { contradictions, rows, sameData } = cardCheck({
    reported,
    tasks: model.tasks,
    run: { tasks: audit.tasks, data },
  });
  const blocks: Block[] = [];
  if (contradictions.length > 0) {
    blocks.push(
      {
        kind: 'paragraph',
        tone: 'text',
        text: 'The card contradicts itself. These numbers cannot all be right, whatever was measured:',
      },
      { kind: 'list', items: contradictions.map(({ task, message }) => `${task}: ${message}`) },
    );
  }
  const compared = rows.flatMap((row): Row[] => {
    const entry = reported.metrics[row.check.claim];
    const measured = entry && measuredPlace(audit.tasks, { ...entry, metric: row.check.metric });
    if (!measured || row.verdict === 'not measured') return [];
    const { value, low, high } = measured.estimate;
    const isFine = row.verdict === 'reproduced' || row.check.outsideLimits === false;
    return [
      {
        cells: [
          textCell(row.name),
          textCell(row.task),
          { text: row.reportedText, value: entry.value, source: 'model-card' },
          { text: row.measuredText, aside: row.measuredLimits, value, low, high, source: measured.source },
          isFine ? textCell(row.verdictText) : { text: row.verdictText, tone: 'strong' },
        ],
      },
    ];
  });
  if (compared.length > 0) blocks.push(comparedTable(draft, { reported, rows: compared, sameData }));
  return blocks;
}

function comparedTable(
  draft: Draft,
  { reported, rows, sameData }: { reported: ReportedMetrics; rows: Row[]; sameData: boolean },
): Table {
  const where = [reported.dataset, reported.split].filter((part) => part !== undefined).join(', ');
  const caption = sameData
    ? `The card’s numbers are for ${where}. Reproduced: what was measured, rounded as the card does, is the card’s number.`
    : `The card’s numbers are for ${where || 'data that it does not name'}, which reproduces nothing here. Within the limits: allowing for rounding, the card’s number lies inside the confidence limits.`;
  return draft.table({
    id: 'reported',
    title: 'What the model card states, and what was measured',
    caption,
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
  { task: name, metric, class: label }: ReportedMetric,
): { estimate: Estimate; source: string } | undefined {
  const index = tasks.findIndex(({ task }) => task === name);
  const place = tasks[index]?.labels.indexOf(label ?? '') ?? -1;
  const metrics =
    label === undefined ? tasks[index]?.overall.metrics : tasks[index]?.overall.classes[place]?.metrics;
  const estimate = metrics?.[metric];
  const steps = label === undefined ? ['metrics', metric] : ['classes', place, 'metrics', metric];
  return estimate && { estimate, source: pointer('tasks', index, 'overall', ...steps) };
}
