import { type Attribute, type LabelRepair, type RunWarning, UserError } from '@evenhand/contracts';
import { naturalOrder } from '../labels/natural-order.js';
import { quoteList } from '../quote-list.js';
import type { CodedColumn, Collected } from './collected.js';
import type { Frame } from './frame.js';
import { type ReadLabels, readDeclared, readInferred, spellingUse } from './label-columns.js';
import { missingWarnings } from './missing-value.js';
import { MAX_GROUP_LABELS } from './wide-rows.js';

export type Labels = Readonly<Record<string, string | null>>;

/** The truth and the groups that a file of predictions itself holds. */
export interface OwnLabels {
  attributes: Attribute[];
  /** By sample; samples with the same labels share one object. */
  labels: Labels[];
  repairs: LabelRepair[];
  warnings: RunWarning[];
}

interface Source {
  name: string;
  frame: Frame;
  column: CodedColumn;
  droppable: boolean;
}

/** A name that attributes can have. */
const NAME = /^[A-Za-z][\w-]*$/;

/**
 * Reads the true labels and the groups of a file, by the attributes that a manifest declares or by their values.
 *
 * @throws UserError `unknown_label`, `bad_name`, `no_truth`
 */
export function ownLabels(
  collected: Collected,
  { file, samples, declared }: { file: string; samples: number; declared: readonly Attribute[] | undefined },
): OwnLabels {
  if (collected.labels !== null) return labelsOfJson(collected, { file, samples, declared });
  const repairs: LabelRepair[] = [];
  const warnings: RunWarning[] = [];
  const dropped: string[] = [];
  const surplus: string[] = [];
  const room = new GroupRoom();
  const read: { source: Source; attribute: Attribute; labels: ReadLabels }[] = [];
  for (const source of inDeclaredOrder(sourcesOf(collected), declared)) {
    const { name, droppable } = source;
    if (!NAME.test(name)) throw badName(name);
    const attribute = declared?.find((entry) => entry.name === name);
    const uses = spellingUse(source.frame, source.column);
    const labels = attribute ? readDeclared(attribute, uses, file) : readInferred(name, uses);
    const tooMany = droppable && labels.labels.length > MAX_GROUP_LABELS;
    // One value for all says nothing about groups; guessing it in would make every table longer.
    if (tooMany || (droppable && labels.labels.length < 2)) {
      dropped.push(name);
      continue;
    }
    if (labels.labels.length === 0) throw noTruth(file, name);
    if (!room.takes(labels.labels.length) && droppable) {
      surplus.push(name);
      continue;
    }
    repairs.push(...labels.repairs);
    warnings.push(...missingWarnings(name, labels.missing));
    read.push({
      source,
      labels,
      attribute: attribute ?? { name, kind: 'nominal', labels: labels.labels },
    });
  }
  if (dropped.length > 0) {
    warnings.push({
      code: 'columns_left_out',
      message: `Not taken for groups, having one value only or more than ${MAX_GROUP_LABELS}: ${quoteList(dropped)}. --group NAME=COLUMN takes a column all the same.`,
    });
  }
  if (surplus.length > 0) {
    warnings.push({
      code: 'groups_left_out',
      message: `Not taken for groups, because there are more of them than can be combined: ${quoteList(surplus)}. --group NAME=COLUMN takes those that are meant, and no others.`,
      count: surplus.length,
    });
  }
  return {
    attributes: read.map(({ attribute }) => attribute),
    labels: combine(
      read.map(({ source, attribute, labels }) => ({
        name: attribute.name,
        column: source.frame.columns[source.column.place] ?? new Float32Array(),
        byCode: labels.byCode,
      })),
      samples,
    ),
    repairs,
    warnings,
  };
}

/** Guessed groups: more of them than this, with all their intersections, nobody reads. */
const MOST_GROUPS = 6;
/** Combinations of all labels: counts are numbered by them, together with true and predicted classes. */
const MOST_COMBINATIONS = 2 ** 36;

/** How many attributes a data set can have whose intersections are counted. */
class GroupRoom {
  #groups = 0;
  #combinations = 1;

  /** Whether there is room for one more with so many labels, and none; it is taken. */
  takes(labels: number): boolean {
    const combinations = this.#combinations * (labels + 1);
    if (this.#groups === MOST_GROUPS || combinations > MOST_COMBINATIONS) return false;
    this.#groups += 1;
    this.#combinations = combinations;
    return true;
  }
}

function sourcesOf({ tasks, groups }: Collected): Source[] {
  const names = new Set(tasks.map(({ name }) => name));
  return [
    ...tasks.flatMap(({ name, frame, truth }) =>
      truth === null ? [] : [{ name, frame, column: truth, droppable: false }],
    ),
    ...groups
      .filter(({ name }) => !names.has(name))
      .map(({ name, frame, place, texts, droppable }) => ({
        name,
        frame,
        column: { place, texts },
        droppable,
      })),
  ];
}

function inDeclaredOrder(sources: Source[], declared: readonly Attribute[] | undefined): Source[] {
  if (declared === undefined) return sources;
  const place = ({ name }: Source): number => {
    const index = declared.findIndex((attribute) => attribute.name === name);
    return index < 0 ? declared.length : index;
  };
  return sources.toSorted((a, b) => place(a) - place(b));
}

interface NamedColumn {
  name: string;
  column: Float32Array;
  byCode: readonly (string | null)[];
}

/** One object for each combination of labels that occurs. */
function combine(columns: readonly NamedColumn[], samples: number): Labels[] {
  const known = new Map<number | string, Labels>();
  const labels: Labels[] = [];
  const keyOf = combinationKey(columns);
  for (let sample = 0; sample < samples; sample += 1) {
    const key = keyOf(sample);
    let own = known.get(key);
    if (!own) {
      own = Object.freeze(
        Object.fromEntries(
          columns.map(({ name, column, byCode }) => [name, byCode[column[sample] ?? Number.NaN] ?? null]),
        ),
      );
      known.set(key, own);
    }
    labels.push(own);
  }
  return labels;
}

/** What samples with the same spellings have in common: a number where there are few enough combinations. */
function combinationKey(columns: readonly NamedColumn[]): (sample: number) => number | string {
  const combinations = columns.reduce((product, { byCode }) => product * (byCode.length + 1), 1);
  if (!Number.isSafeInteger(combinations)) {
    return (sample) => columns.map(({ column }) => column[sample]).join();
  }
  return (sample) => {
    let key = 0;
    for (const { column, byCode } of columns) {
      const code = column[sample] ?? Number.NaN;
      key = key * (byCode.length + 1) + (Number.isNaN(code) ? byCode.length : code);
    }
    return key;
  };
}

/** Tables of `evenhand predictions` hold the attributes of each sample as a JSON object. */
function labelsOfJson(
  { labels: column, tasks }: Collected,
  { file, samples, declared }: { file: string; samples: number; declared: readonly Attribute[] | undefined },
): OwnLabels {
  const values = new Map<string, Set<string>>();
  const byCode = (column?.texts.values ?? []).map((text): Labels => {
    const parsed = parseLabels(text, file);
    for (const [name, label] of Object.entries(parsed)) {
      if (!NAME.test(name)) throw badName(name);
      const known = values.get(name) ?? new Set();
      values.set(name, known);
      if (label !== null) known.add(label);
    }
    return Object.freeze(parsed);
  });
  const attributes = [...values].map(
    ([name, labels]): Attribute =>
      declared?.find((entry) => entry.name === name) ?? {
        name,
        kind: 'nominal',
        labels: [...labels].sort(naturalOrder),
      },
  );
  const missing = tasks.find(({ name }) => !values.has(name));
  if (missing) throw noTruth(file, missing.name);
  const nothing: Labels = Object.freeze(Object.fromEntries(attributes.map(({ name }) => [name, null])));
  return {
    attributes,
    labels: Array.from(
      { length: samples },
      (_, sample) => byCode[column?.frame.value(0, sample) ?? Number.NaN] ?? nothing,
    ),
    repairs: [],
    warnings: [],
  };
}

function parseLabels(text: string, file: string): Record<string, string | null> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const isLabels =
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((label) => label === null || (typeof label === 'string' && label !== ''));
  if (isLabels) return value as Record<string, string | null>;
  throw new UserError({
    code: 'malformed_table',
    message: `${file}: the column "labels" holds ${text.slice(0, 60)}, which is no JSON object of labels.`,
  });
}

function badName(name: string): UserError {
  return new UserError({
    code: 'bad_name',
    message: `"${name}" cannot be the name of a task or group.`,
    hint: 'Use letters, digits, "_" and "-", starting with a letter: --group age_group="Age group".',
  });
}

function noTruth(file: string, task: string): UserError {
  return new UserError({
    code: 'no_truth',
    message: `${file} does not say what ${task} truly is for any sample.`,
    hint: `Name its column with --truth ${task}=COLUMN, or take the truth from a registered data set with --dataset NAME.`,
  });
}
