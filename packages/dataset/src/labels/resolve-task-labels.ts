import { type Attribute, type LabelMap, type ModelTask, UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';

export interface TaskAndAttribute {
  task: Pick<ModelTask, 'name' | 'labels'>;
  /** The data set's attribute of the task's name, if it has one. */
  attribute: Pick<Attribute, 'name' | 'labels'> | undefined;
  map?: LabelMap | undefined;
}

/** How a data set's labels read as truth of a model's task, or why this task cannot be measured on it. */
export type TaskLabels =
  | {
      comparable: true;
      /** Every declared data-set label → model label; null leaves samples of that label out of the task. */
      labels: ReadonlyMap<string, string | null>;
    }
  | { comparable: false; message: string };

/**
 * Matches a data set's labels with a model's, always by name and never by position.
 *
 * With a map, every declared data-set label must be in it and every target must be a label of the model
 * (UserError `invalid_label_map`). Without one, every data-set label must be a label of the model; the model may
 * know more. Labels that have nothing in common are a task that this data set cannot measure, returned as
 * data; labels that overlap only partly are a mistake (UserError `labels_do_not_match`).
 */
export function resolveTaskLabels({ task, attribute, map }: TaskAndAttribute): TaskLabels {
  if (attribute === undefined) {
    if (map !== undefined) {
      throw new UserError({
        code: 'invalid_label_map',
        message: `There is a label map for ${task.name}, but the data set has no attribute ${task.name}.`,
        hint: 'A map is for the task and the attribute of one name: check the spelling before the "=".',
      });
    }
    return { comparable: false, message: `The data set has no attribute ${task.name}.` };
  }
  if (map !== undefined) return { comparable: true, labels: checkedMap(task, attribute, map) };

  const known = new Set(task.labels);
  const lacking = attribute.labels.filter((label) => !known.has(label));
  if (lacking.length === 0) {
    return { comparable: true, labels: new Map(attribute.labels.map((label) => [label, label])) };
  }
  if (lacking.length === attribute.labels.length) {
    return {
      comparable: false,
      message:
        `The labels of ${task.name} have nothing in common: the data set says ${quoteList(attribute.labels)}, ` +
        `the model ${quoteList(task.labels)}.`,
    };
  }
  throw new UserError({
    code: 'labels_do_not_match',
    message:
      `The labels of ${task.name} match only partly. The model has no label ${quoteList(lacking)}. ` +
      `Data set: ${quoteList(attribute.labels)}. Model: ${quoteList(task.labels)}.`,
    hint:
      `Say with --map ${task.name}=map.yaml what they are to the model, one line for each label of the data set: ` +
      `"${lacking[0]}: MODEL LABEL", or "${lacking[0]}: null" to leave those samples out of this task.`,
  });
}

function checkedMap(
  task: TaskAndAttribute['task'],
  attribute: Pick<Attribute, 'labels'>,
  map: LabelMap,
): ReadonlyMap<string, string | null> {
  const entries = new Map(Object.entries(map));
  const unmapped = attribute.labels.filter((label) => !entries.has(label));
  const notInData = [...entries.keys()].filter((label) => !attribute.labels.includes(label));
  const targets = [...new Set(entries.values())].filter((label) => label !== null);
  const notInModel = targets.filter((label) => !task.labels.includes(label));

  const faults = [
    unmapped.length > 0 && `it does not say what becomes of ${quoteList(unmapped)}`,
    notInData.length > 0 && `${quoteList(notInData)} is not a label of the data set`,
    notInModel.length > 0 && `${quoteList(notInModel)} is not a label of the model`,
    targets.length === 0 && 'it leaves every sample out',
  ].filter((fault) => fault !== false);
  if (faults.length > 0) {
    throw new UserError({
      code: 'invalid_label_map',
      message: `The label map of ${task.name} cannot be used: ${faults.join('; ')}.`,
      hint: `Data set: ${quoteList(attribute.labels)}. Model: ${quoteList(task.labels)}. Write null for labels to leave out.`,
    });
  }
  return new Map(attribute.labels.map((label) => [label, entries.get(label) ?? null]));
}
