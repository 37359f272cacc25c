import { type Attribute, type LabelMap, type RunWarning, UserError } from '@evenhand/contracts';
import { resolveTaskLabels } from '../labels/resolve-task-labels.js';
import { quoteList } from '../quote-list.js';
import type { CollectedTask } from './collected.js';
import { finder } from './match-predicted.js';
import { isMissing } from './missing-value.js';
import type { Labels } from './own-dataset.js';

/** How the data set's labels read as truth of a task: data-set label → label of the predictions, null for none. */
export type TruthLabels = Record<string, string | null>;

export interface TruthInput {
  task: CollectedTask;
  attribute: Attribute;
  /** The data set's labels by sample. */
  labels: readonly (Labels | undefined)[];
  /** Names of the samples, for messages. */
  ids: readonly string[];
  file: string;
}

/** Share of samples whose truth may differ before the file is taken for one of another data set. */
const MOST_DIFFERENT = 0.5;

/**
 * What a file that states the truth beside a registered data set says about the data set's labels: the same labels,
 * or a map to the labels that the predictions are in. Null where it states none.
 *
 * @throws UserError `truth_differs`, `labels_do_not_match`
 */
export function statedTruth(input: TruthInput): { map: TruthLabels | null; warnings: RunWarning[] } {
  const { task, attribute } = input;
  if (task.truth === null) return { map: null, warnings: [] };
  const pairs = countPairs(input);
  const stated = [...pairs.values()].flatMap((said) => [...said.keys()]).filter((text) => text !== '');
  if (stated.length === 0) return { map: null, warnings: [] };
  const find = finder(attribute.labels, attribute);
  const own = stated.every((text) => find(text) !== undefined);
  return own
    ? { map: null, warnings: differences(input, pairs, find) }
    : { map: derive(input, pairs), warnings: [] };
}

/** Data-set label → stated truth ('' for none) → samples. */
type Pairs = Map<string, Map<string, { count: number; sample: number }>>;

function countPairs({ task, attribute, labels }: TruthInput): Pairs {
  const pairs: Pairs = new Map();
  const column = task.frame.columns[task.truth?.place ?? -1] ?? new Float32Array();
  for (let sample = 0; sample < labels.length; sample += 1) {
    if (task.frame.lineOf(sample) === 0) continue;
    const label = labels[sample]?.[attribute.name];
    if (label === null || label === undefined) continue;
    const written = task.truth?.texts.values[column[sample] ?? Number.NaN] ?? '';
    const text = isMissing(written) && !attribute.labels.includes(written) ? '' : written;
    const said = pairs.get(label) ?? new Map();
    pairs.set(label, said);
    const known = said.get(text);
    if (known) known.count += 1;
    else said.set(text, { count: 1, sample });
  }
  return pairs;
}

function differences(
  { task, file, ids }: TruthInput,
  pairs: Pairs,
  find: (text: string) => string | undefined,
): RunWarning[] {
  let count = 0;
  let all = 0;
  const examples: string[] = [];
  for (const [label, said] of pairs) {
    for (const [text, { count: times, sample }] of said) {
      if (text === '') continue;
      all += times;
      if (find(text) === label) continue;
      count += times;
      examples.push(`${ids[sample]} is "${label}" there and "${text}" here`);
    }
  }
  if (count === 0) return [];
  const samples = `${count.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} samples`;
  const message = `The true ${task.name} of ${samples} is another in ${file} than in the data set: ${examples.slice(0, 3).join('; ')}.`;
  if (count > MOST_DIFFERENT * all) {
    throw new UserError({
      code: 'truth_differs',
      message,
      hint: 'Are these predictions for another data set, or are the samples called alike by accident?',
    });
  }
  return [{ code: 'truth_differs', message: `${message} The data set's labels were used.`, count }];
}

/** Every label of the data set must always be the same to the file. */
function derive({ task, attribute, file }: TruthInput, pairs: Pairs): TruthLabels {
  const map: TruthLabels = {};
  for (const label of attribute.labels) {
    const said = [...(pairs.get(label) ?? new Map([['', null]])).keys()];
    if (said.length > 1) {
      throw new UserError({
        code: 'labels_do_not_match',
        message: `${file}: the true ${task.name} is called ${quoteList(said)} where the data set says "${label}".`,
        hint: `Say with --map ${task.name}=map.yaml what each label of the data set is called in the predictions.`,
      });
    }
    map[label] = said[0] || null;
  }
  return map;
}

/**
 * How the data set's labels read in the labels of the predictions, by the user's map, by what the file states, or by
 * name. A string says why the task cannot be measured.
 *
 * @throws UserError `invalid_label_map`, `labels_do_not_match`
 */
export function truthLabels(
  task: { name: string; labels: readonly string[] },
  attribute: Attribute | undefined,
  map: LabelMap | undefined,
): TruthLabels | string {
  const resolved = resolveTaskLabels({ task: { name: task.name, labels: [...task.labels] }, attribute, map });
  return resolved.comparable ? Object.fromEntries(resolved.labels) : resolved.message;
}
