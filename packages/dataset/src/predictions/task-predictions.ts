import {
  type Attribute,
  type LabelMap,
  type LabelRepair,
  type RunWarning,
  UserError,
} from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import type { CollectedTask } from './collected.js';
import { foldLabel, spellingUse } from './label-columns.js';
import { finder, matchPredicted } from './match-predicted.js';
import {
  normaliseConfidence,
  normaliseScores,
  normaliseSingleScore,
  type ProbabilityColumn,
  type ProbabilityScale,
} from './normalise-probabilities.js';
import { polarities } from './polarity.js';
import type { PredictedTask } from './prediction-file.js';
import { statedTruth, type TruthInput, type TruthLabels, truthLabels } from './truth-labels.js';

/** A task's predictions, ready to be given out sample by sample. */
export interface TaskPredictions {
  task: PredictedTask;
  collected: CollectedTask;
  /** Spelling's code → place among the labels. */
  byCode: readonly number[];
  /** Columns of the probabilities in the order of the labels; one alone is `single`. Null where there are none. */
  scores: readonly number[] | null;
  single: { place: number; label: number } | null;
  confidence: number | null;
  repairs: LabelRepair[];
  warnings: RunWarning[];
}

export interface TaskInput extends Omit<TruthInput, 'attribute' | 'task'> {
  collected: CollectedTask;
  attribute: Attribute | undefined;
  map: LabelMap | undefined;
  /** Whether the attribute's labels were declared, so that other labels are mistakes. */
  declared: boolean;
  /** Whether truth and groups come from elsewhere, so that the file may state the truth in other labels. */
  stated: boolean;
}

/** Reads a task's predictions in the labels of its truth, or in those that a map or the file says. */
export function taskPredictions(input: TaskInput): TaskPredictions {
  const { collected, attribute, file } = input;
  const warnings: RunWarning[] = [];
  let map: TruthLabels | null = input.map ?? null;
  if (map === null && input.stated && attribute !== undefined) {
    const stated = statedTruth({ ...input, task: collected, attribute });
    map = stated.map;
    warnings.push(...stated.warnings);
  }
  const targets =
    map === null ? (attribute?.labels ?? []) : Object.values(map).filter((label) => label !== null);
  const known = knownLabels(collected, [...new Set(targets)], map === null ? attribute : undefined);
  const uses = collected.predicted === null ? [] : spellingUse(collected.frame, collected.predicted);
  const matched = matchPredicted({
    task: collected.name,
    uses,
    known,
    attribute: map === null ? attribute : undefined,
    strict: input.declared && map === null,
    file,
  });
  warnings.push(...matched.warnings);
  const { labels } = matched;
  const truth = truthLabels({ name: collected.name, labels }, attribute, map ?? undefined);
  if (typeof truth === 'string') {
    warnings.push({
      code: 'task_not_audited',
      message: `${collected.name} is predicted but not audited. ${truth} (--map ${collected.name}=map.yaml)`,
    });
  }
  // The order of an attribute says something about these labels only where they are the same.
  const isOrdinal =
    attribute?.kind === 'ordinal' &&
    labels.length === attribute.labels.length &&
    labels.every((label) => attribute.labels.includes(label));
  const task: PredictedTask = {
    name: collected.name,
    kind: isOrdinal ? 'ordinal' : 'nominal',
    labels,
    ...(isOrdinal ? { order: attribute.labels } : {}),
    truth: typeof truth === 'string' ? null : { attribute: attribute?.name ?? collected.name, labels: truth },
  };
  const probabilities = readProbabilities(collected, { task, attribute, file });
  return {
    task,
    collected,
    byCode: matched.byCode,
    ...probabilities,
    repairs: matched.repairs,
    warnings: [...warnings, ...probabilities.warnings],
  };
}

/** Labels that are known before the predictions are looked at; those of score columns come in their order. */
function knownLabels(
  { scores }: CollectedTask,
  targets: readonly string[],
  attribute: Attribute | undefined,
): string[] {
  if (scores.length < 2) return [...targets];
  const find = finder(targets, attribute);
  const scored = scores.map(({ label }) => find(label) ?? label);
  return [...new Set([...scored, ...targets])];
}

interface Probabilities extends Pick<TaskPredictions, 'scores' | 'single' | 'confidence' | 'warnings'> {}

function readProbabilities(
  collected: CollectedTask,
  { task, attribute, file }: { task: PredictedTask; attribute: Attribute | undefined; file: string },
): Probabilities {
  const { name, frame, scores, confidence, predicted } = collected;
  const { labels } = task;
  const column: ProbabilityColumn = { frame, task: name, classes: labels.length, file };
  const none: Probabilities = { scores: null, single: null, confidence: null, warnings: [] };
  const find = finder(labels, attribute);
  const [first] = scores;
  if (first !== undefined && scores.length === 1 && labels.length === 2) {
    const label = labels.indexOf(
      first.label === '' ? positiveLabel(collected, labels, file) : (find(first.label) ?? ''),
    );
    if (label >= 0) {
      const scale = normaliseSingleScore(first.place, column);
      return { ...none, single: { place: first.place, label }, warnings: scaleWarnings(name, scale) };
    }
  }
  if (scores.length > 0) {
    const places = labels.map((label) => scores.find((score) => find(score.label) === label)?.place);
    const complete = places.filter((place) => place !== undefined);
    if (complete.length === labels.length && scores.length === labels.length) {
      return { ...none, scores: complete, warnings: scaleWarnings(name, normaliseScores(complete, column)) };
    }
    if (predicted === null) throw incomplete(collected, labels, file);
    return {
      ...none,
      warnings: [
        {
          code: 'scores_incomplete',
          message: `The probabilities of ${name} were not used: there are columns for ${quoteList(scores.map(({ label }) => label))}, and its labels are ${quoteList(labels)}.`,
        },
      ],
    };
  }
  if (confidence === null) return none;
  const scale = normaliseConfidence(confidence, column);
  return { ...none, confidence, warnings: scaleWarnings(name, scale) };
}

function positiveLabel({ name }: CollectedTask, labels: readonly string[], file: string): string {
  const meant = polarities(labels.map(foldLabel));
  const label = meant === null ? undefined : labels[meant.indexOf(1)];
  if (label !== undefined) return label;
  throw new UserError({
    code: 'no_prediction_columns',
    message: `${file}: nothing says which of ${quoteList(labels)} the score of ${name} is the probability of.`,
    hint: `Say it with --score ${name}:LABEL=COLUMN.`,
  });
}

function incomplete({ name, scores }: CollectedTask, labels: readonly string[], file: string): UserError {
  return new UserError({
    code: 'scores_incomplete',
    message: `${file}: there are probabilities for ${quoteList(scores.map(({ label }) => label))} of ${name}, and its labels are ${quoteList(labels)}.`,
    hint: `Name a column for each label (--score ${name}:LABEL=COLUMN), or the column of the predicted label (--pred ${name}=COLUMN).`,
  });
}

function scaleWarnings(name: string, scale: ProbabilityScale): RunWarning[] {
  switch (scale) {
    case 'fractions':
      return [];
    case 'percentages':
      return [
        {
          code: 'percentages',
          message: `The probabilities of ${name} are percentages and were read as such.`,
        },
      ];
    case 'both':
      return [
        {
          code: 'percentages',
          message: `The probabilities of ${name} are partly percentages and partly fractions; each was read as what it must be.`,
        },
      ];
  }
}
