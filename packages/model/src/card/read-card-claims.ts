import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReportedMetric, type ReportedMetrics, splitFrontMatter } from '@evenhand/contracts';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { CardClaims, CardTask } from './card-claims.js';
import { readClassificationReports } from './classification-reports.js';
import { readModelIndex } from './model-index.js';

/** The card's name in every repository of the hub. */
const CARD_FILE = 'README.md';
/** The longest cards have some 100 kB; lines beyond 2,000 characters are pictures or tables of other things. */
const LARGEST = 2_000_000;
const LONGEST_LINE = 2_000;

/**
 * The metrics that a model card, the `README.md` beside a checkpoint, states: its `model-index` and the
 * classification reports in its text. Undefined where there is no card.
 */
export async function readCardClaims(
  folder: string,
  tasks: readonly CardTask[],
): Promise<CardClaims | undefined> {
  const file = join(folder, CARD_FILE);
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) return undefined;
  if (info.size > LARGEST) {
    const message = `begins a file of ${info.size} bytes, more than any card; it is not read`;
    return { reported: null, problems: [{ line: 1, message }] };
  }
  return parseCardClaims(await readFile(file, 'utf8'), tasks);
}

/** The metrics in a card's text. */
export function parseCardClaims(text: string, tasks: readonly CardTask[]): CardClaims {
  const parts = splitFrontMatter(text);
  const head = parts.head.map(withoutLong).join('\n');
  const index = readModelIndex(head, 2, tasks);
  const body = parts.body.map(withoutLong);
  const reports = readClassificationReports(body, parts.bodyLine, tasks);
  const problems = [...index.problems, ...reports.problems];
  const data = commonData(index.metrics) ?? dataInText(body) ?? dataInHead(head);
  // Said once, for the text's reports too.
  const indexed = commonData(index.metrics)
    ? index.metrics.map(({ dataset: _, split: __, ...metric }) => metric)
    : index.metrics;
  const metrics = [...indexed, ...reports.metrics];
  return { reported: metrics.length === 0 ? null : { ...data, source: CARD_FILE, metrics }, problems };
}

function withoutLong(line: string): string {
  return line.length > LONGEST_LINE ? '' : line;
}

type Data = Pick<ReportedMetrics, 'dataset' | 'split'>;

/** What model-index names, where all of it is of one data set. */
function commonData(metrics: readonly ReportedMetric[]): Data | undefined {
  const [{ dataset, split } = {}] = metrics;
  const isOne = metrics.every((metric) => metric.dataset === dataset && metric.split === split);
  if (dataset === undefined || !isOne) return undefined;
  return { dataset, ...(split === undefined ? {} : { split }) };
}

/** `evaluated on the FairFace validation split` */
function dataInText(body: readonly string[]): Data | undefined {
  const sentence =
    /\bevaluated on (?:the )?([\w./-]{1,80}(?: [\w./-]{1,80}){0,3}?) (train\w*|val\w*|dev|test\w*) (?:split|set|data)/iu;
  for (const line of body) {
    const [, dataset, split] = sentence.exec(line) ?? [];
    if (dataset !== undefined && split !== undefined) return { dataset, split };
  }
  return undefined;
}

/** `datasets:` in the card's head, where it names one. */
function dataInHead(head: string): Data | undefined {
  const { contents } = parseDocument(head, { logLevel: 'silent' });
  const node = isMap(contents) ? contents.get('datasets', true) : undefined;
  const [only, ...more] = isSeq(node) ? node.items : [node];
  return more.length === 0 && isScalar(only) && typeof only.value === 'string'
    ? { dataset: only.value }
    : undefined;
}
