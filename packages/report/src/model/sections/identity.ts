import { countText } from '../../format/number-text.js';
import type { Draft } from '../draft.js';
import { sha256 } from '../provenance.js';
import type { Block, Facts, Provenance, Section } from '../report.js';

type Fact = Facts['items'][number];

/** What the two pages of the summary have no room for. */
const DETAILS = new Set([
  'Status',
  'Started',
  'Title',
  'Model source',
  'Model licence',
  'Data set title',
  'Data set source',
  'Data set licence',
  'Software',
  'Preprocessing digest',
  'Plan digest',
]);

/** Who measured what, with which software, and the digests that tie this file to it. */
export function identitySection(draft: Draft, provenance: Provenance): Section {
  const { run } = draft.input.audit;
  const blocks: Block[] = [{ kind: 'facts', items: [...runFacts(draft), ...digestFacts(draft, provenance)] }];
  if (draft.isFull && run.warnings.length > 0) {
    blocks.push(
      { kind: 'paragraph', tone: 'text', text: 'Warnings of the run:' },
      {
        kind: 'list',
        items: run.warnings.map(({ message, count }) =>
          count === undefined ? message : `${message} (${countText(count)})`,
        ),
      },
    );
  }
  return { id: 'identity', title: 'Identity and provenance', level: 1, startsPage: draft.isFull, blocks };
}

function runFacts({ input, isFull }: Draft): Fact[] {
  const { run, tasks } = input.audit;
  const { model, dataset, comparison } = input;
  const facts: (Fact | undefined)[] = [
    { term: 'Run', value: run.id, isCode: true },
    { term: 'Status', value: run.status },
    { term: 'Started', value: timeText(run.startedAt) },
    run.finishedAt === null ? undefined : { term: 'Finished', value: timeText(run.finishedAt) },
    { term: 'Model', value: `${run.model.name} ${run.model.version}` },
    fact('Title', model?.title),
    fact('Model source', model?.source),
    fact('Model licence', model?.licence),
    {
      term: 'Tasks',
      value: tasks.map(({ task, labels }) => `${task} (${labels.length} classes)`).join(', '),
    },
    ...(comparison
      ? [
          {
            term: 'Compared with',
            value: `${comparison.base.model.name} ${comparison.base.model.version}, run ${comparison.base.id}`,
          },
        ]
      : []),
    { term: 'Data set', value: run.dataset.name },
    fact('Data set title', dataset?.manifest.title),
    fact('Data set source', dataset?.manifest.source),
    fact('Data set licence', dataset?.manifest.licence),
    { term: 'Labels', value: labelText(run.dataset.labels) },
    { term: 'Images', value: imagesText(run.counts, run.dataset.samples) },
    { term: 'Device', value: `${run.device}, ${run.precision}` },
    ...Object.entries(run.tags).map(([name, value]) => ({ term: `Tag ${name}`, value })),
    {
      term: 'Software',
      value: Object.entries(run.software)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    },
  ];
  return facts.filter((entry) => entry !== undefined && (isFull || !DETAILS.has(entry.term))) as Fact[];
}

function digestFacts({ input, isFull }: Draft, provenance: Provenance): Fact[] {
  const plan = input.audit.tasks[0]?.plan;
  const digests: [string, string][] = [
    ['Model digest', provenance.modelDigest],
    ['Data set digest', provenance.datasetDigest],
    ['Preprocessing digest', input.audit.run.preprocessDigest],
    ['Results digest', provenance.resultsDigest],
    ['Audit digest', provenance.auditDigest],
    ...(plan ? [['Plan digest', sha256(JSON.stringify(plan))] satisfies [string, string]] : []),
  ];
  return digests
    .filter(([term]) => isFull || !DETAILS.has(term))
    .map(([term, value]) => ({ term, value, isCode: true }));
}

function fact(term: string, value: string | undefined): Fact | undefined {
  return value === undefined || value === '' ? undefined : { term, value };
}

function imagesText(counts: { ok: number; failed: number; excluded: number }, samples: number): string {
  const parts = [`${countText(counts.ok)} measured of ${countText(samples)} in the data set`];
  if (counts.failed > 0) parts.push(`${countText(counts.failed)} failed`);
  if (counts.excluded > 0) parts.push(`${countText(counts.excluded)} left out of a task`);
  return parts.join(', ');
}

function labelText(source: string): string {
  switch (source) {
    case 'perceived':
      return 'perceived: what annotators saw, not what the people pictured say of themselves';
    case 'self-reported':
      return 'self-reported by the people pictured';
    case 'constructed':
      return 'constructed: known because the images were made to order';
    default:
      return 'of unknown origin';
  }
}

/** `2026-11-23T16:53:38.496Z` → `23 November 2026, 16:53 UTC`. */
function timeText(iso: string): string {
  return `${dateText(iso)}, ${iso.slice(11, 16)} UTC`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export function dateText(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}
