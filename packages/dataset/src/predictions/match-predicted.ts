import { type Attribute, type LabelRepair, type RunWarning, UserError } from '@evenhand/contracts';
import { labelReader } from '../labels/label-reader.js';
import { naturalOrder } from '../labels/natural-order.js';
import { quoteList } from '../quote-list.js';
import { foldLabel, type SpellingUse, unknownLabels, wholeNumber } from './label-columns.js';
import { isMissing, missingWarnings } from './missing-value.js';
import { polarities } from './polarity.js';

export interface PredictedLabels {
  /** The model's labels. */
  labels: string[];
  /** Spelling's code → place among the labels; NaN where no sample has it. */
  byCode: number[];
  repairs: LabelRepair[];
  warnings: RunWarning[];
}

export interface MatchInput {
  task: string;
  uses: readonly SpellingUse[];
  /** Labels that predictions may have, in the order of the model's labels. */
  known: readonly string[];
  /** The attribute that is the truth, for its aliases; undefined where a map says how its labels are called. */
  attribute: Attribute | undefined;
  /** Refuse other labels than the known ones; else they become labels of the model. */
  strict: boolean;
  file: string;
}

/**
 * Matches the spellings of predictions with labels: as they are, by the attribute's aliases, in other case or
 * with other blanks, and by the usual names of two classes (0 and 1 for no and yes).
 *
 * @throws UserError `unknown_label`; `labels_do_not_match` where nothing matches
 */
export function matchPredicted(input: MatchInput): PredictedLabels {
  const { task, uses, known, attribute, strict, file } = input;
  const find = finder(known, attribute);
  const there = uses.filter(({ count }) => count > 0);
  const missing = there.filter(({ text }) => isMissing(text) && find(text) === undefined);
  const used = there.filter((use) => !missing.includes(use));
  const found = new Map(used.map(({ text }) => [text, find(text)]));
  const unknown = used.filter(({ text }) => found.get(text) === undefined);
  const warnings = missingWarnings(`Predictions of ${task}`, missing);
  if (unknown.length > 0 && unknown.length === used.length) {
    const named = byPolarity(used, known);
    if (named === null) {
      if (known.length > 0) throw nothingMatches(input, used);
    } else {
      for (const [text, label] of named) found.set(text, label);
      const pairs = [...named].map(([text, label]) => `${text} as ${label}`).join(', ');
      warnings.push({
        code: 'labels_by_polarity',
        message: `Predictions of ${task} were read by their meaning: ${pairs}.`,
      });
    }
  } else if (unknown.length > 0 && strict) {
    throw unknownLabels(task, { unknown, labels: known, file });
  }
  const labels = [...known];
  for (const { text } of used.toSorted((a, b) => naturalOrder(a.text, b.text))) {
    if (found.get(text) !== undefined) continue;
    const label = wholeNumber(text);
    found.set(text, label);
    if (!labels.includes(label)) labels.push(label);
  }
  const more = labels.slice(known.length);
  if (more.length > 0 && known.length > 0) {
    warnings.push({
      code: 'labels_never_true',
      message: `${task} is predicted as ${quoteList(more)}, which it never is in truth.`,
      count: unknown.reduce((sum, { count }) => sum + count, 0),
    });
  }
  return {
    labels: known.length === 0 ? labels.sort(naturalOrder) : labels,
    byCode: uses.map(({ text }) => {
      const label = found.get(text);
      return label === undefined ? Number.NaN : labels.indexOf(label);
    }),
    repairs: used.flatMap(({ text, count }) => {
      const to = found.get(text);
      const isRepair =
        to !== undefined &&
        to !== wholeNumber(text) &&
        warnings.every(({ code }) => code !== 'labels_by_polarity');
      return isRepair ? [{ attribute: task, from: text, to, count }] : [];
    }),
    warnings,
  };
}

/** A function from a spelling to one of the labels. */
export function finder(
  labels: readonly string[],
  attribute: Attribute | undefined,
): (text: string) => string | undefined {
  const own = new Set(labels);
  const folded = new Map<string, string | null>();
  for (const label of labels) {
    const key = foldLabel(label);
    folded.set(key, folded.has(key) ? null : label);
  }
  const read = attribute === undefined ? undefined : labelReader(attribute);
  return (text) => {
    if (own.has(text)) return text;
    const declared = read?.(text)?.label;
    if (declared !== undefined && declared !== null && own.has(declared)) return declared;
    return folded.get(foldLabel(text)) ?? undefined;
  };
}

function byPolarity(uses: readonly SpellingUse[], labels: readonly string[]): Map<string, string> | null {
  const said = polarities(uses.map(({ text }) => foldLabel(text)));
  const meant = polarities(labels.map(foldLabel));
  if (said === null || meant === null) return null;
  const named = new Map<string, string>();
  for (const [index, { text }] of uses.entries()) {
    const label = labels[meant.indexOf(said[index] ?? 0)];
    if (label === undefined) return null;
    named.set(text, label);
  }
  return named;
}

function nothingMatches({ task, known, file }: MatchInput, uses: readonly SpellingUse[]): UserError {
  return new UserError({
    code: 'labels_do_not_match',
    message:
      `${file}: the predictions of ${task} have no label in common with its truth. ` +
      `Predicted: ${quoteList(uses.map(({ text }) => text))}. True: ${quoteList(known)}.`,
    hint: `Say with --map ${task}=map.yaml what each true label is called in the predictions, one line each: "${known[0]}: PREDICTED LABEL". Or the columns are not what they seem: --truth ${task}=COLUMN --pred ${task}=COLUMN.`,
  });
}
