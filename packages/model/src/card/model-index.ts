import type { ReportedMetric } from '@evenhand/contracts';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { CardProblem, CardTask, FoundClaims } from './card-claims.js';
import { claimNumber } from './claim-number.js';
import { taskInText } from './task-in-text.js';

/** What model-index calls a metric → the audit's name; the rest is not compared. */
const METRICS: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  balanced_accuracy: 'balanced_accuracy',
  precision: 'precision',
  recall: 'recall',
  f1: 'f1',
  matthews_correlation: 'mcc',
};
const AVERAGED = new Set(['precision', 'recall', 'f1']);

/**
 * The metrics of a card's head, `model-index`: model → results → task, dataset, metrics. A metric is of the task that
 * its own name, else its result's task, names; of the only task where the model has one.
 * @param yaml The head without its fences; `firstLine` is the number of its first line.
 */
export function readModelIndex(yaml: string, firstLine: number, tasks: readonly CardTask[]): FoundClaims {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, logLevel: 'silent' });
  const problems: CardProblem[] = document.errors.map((error) => ({
    line: firstLine + (error.linePos?.[0].line ?? 1) - 1,
    message: `is not valid YAML: ${error.message.split('\n')[0]}`,
  }));
  if (problems.length > 0 || !isMap(document.contents)) return { metrics: [], problems };

  const lineOf = (node: unknown): number =>
    firstLine + lines.linePos((node as Node | null)?.range?.[0] ?? 0).line - 1;
  const metrics: ReportedMetric[] = [];
  const parts: CardProblem[] = [];
  for (const model of mapsIn(document.contents.get('model-index', true))) {
    for (const result of mapsIn(model.get('results', true))) {
      const data = mapOf(result.get('dataset', true));
      const place = {
        dataset: textOf(data, 'name') ?? textOf(data, 'type'),
        split: textOf(data, 'split'),
      };
      const task = mapOf(result.get('task', true));
      for (const metric of mapsIn(result.get('metrics', true))) {
        const line = lineOf(metric);
        const name = textOf(metric, 'name') ?? '';
        if (isOfPart(name, tasks)) {
          parts.push({ line, message: name });
          continue;
        }
        const read = readMetric(metric, { tasks, taskName: textOf(task, 'name') ?? '' });
        if (typeof read === 'string') problems.push({ line, message: read });
        else metrics.push({ ...read, ...defined(place), line });
      }
    }
  }
  return { metrics, problems: [...problems, ...partsLeftOut(parts)] };
}

/** Words that say in parentheses how a metric of all images was made. */
const OF_ALL = /\b(?:macro|weighted|avg|averaged?|overall|top 1|all)\b/gu;

/**
 * Whether a metric is one of a group of images, `Accuracy (race Black)`, which must not be taken for the one of all.
 * A task's name or an average in parentheses is none.
 */
function isOfPart(name: string, tasks: readonly CardTask[]): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const said = plain(/\(([^()]*)\)\s*$/u.exec(name)?.[1] ?? '')
    .replaceAll(OF_ALL, ' ')
    .trim();
  return said !== '' && tasks.every((task) => plain(task.name) !== said);
}

function partsLeftOut([first, ...others]: readonly CardProblem[]): CardProblem[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` and ${others.length} like it`;
  const message = `has ${first.message}${more}, of a part of the images, which is not compared`;
  return [{ line: first.line, message }];
}

/** A metric, or why it is left out. */
function readMetric(
  metric: YAMLMap,
  { tasks, taskName }: { tasks: readonly CardTask[]; taskName: string },
): Omit<ReportedMetric, 'line'> | string {
  const type = (textOf(metric, 'type') ?? '').toLowerCase();
  const name = textOf(metric, 'name') ?? '';
  const known = METRICS[type.replace(/^(?:macro|weighted)[ _-]/u, '').replaceAll(/[ -]/gu, '_')];
  if (known === undefined) return `has a metric of type "${type}", which is not one that is compared`;
  const value = metric.get('value', true);
  // As it is written: 0.90 says two digits, the number 0.9 would say one.
  const number = isScalar(value) ? claimNumber(value.source ?? String(value.value)) : null;
  if (!number) return `has no number between 0 and 1, or in per cent, as the value of ${name || type}`;
  const task =
    taskInText(name, tasks) ?? taskInText(taskName, tasks) ?? (tasks.length === 1 ? tasks[0] : undefined);
  if (!task)
    return `does not say which task ${name || type} is of: ${tasks.map((entry) => entry.name).join(', ')}`;
  const average = AVERAGED.has(known)
    ? averageIn(`${type} ${name} ${textOf(mapOf(metric.get('args', true)), 'average') ?? ''}`)
    : '';
  if (average === undefined)
    return `does not say which average over classes ${name || type} is: macro or weighted`;
  return { task: task.name, metric: average === '' ? known : `${average}_${known}`, ...number };
}

function averageIn(text: string): string | undefined {
  const named = new Set(text.toLowerCase().match(/macro|weighted/gu));
  return named.size === 1 ? [...named][0] : undefined;
}

function mapsIn(node: unknown): YAMLMap[] {
  return isSeq(node) ? node.items.filter((item) => isMap(item)) : [];
}

function mapOf(node: unknown): YAMLMap | undefined {
  return isMap(node) ? node : undefined;
}

function textOf(map: YAMLMap | undefined, key: string): string | undefined {
  const node = map?.get(key, true);
  return isScalar(node) && node.value !== null ? String(node.value) : undefined;
}

function defined(place: {
  dataset: string | undefined;
  split: string | undefined;
}): Pick<ReportedMetric, 'dataset' | 'split'> {
  return {
    ...(place.dataset === undefined ? {} : { dataset: place.dataset }),
    ...(place.split === undefined ? {} : { split: place.split }),
  };
}
