import { readFile } from 'node:fs/promises';
import { splitFrontMatter, UserError } from '@evenhand/contracts';
import { parseYaml } from '@evenhand/contracts/yaml';

/** The part of a published data set that a card describes: files by split, and the names of its classes. */
export interface CardConfig {
  name: string;
  isDefault: boolean;
  /** Patterns of each split's files; empty where the card does not say. */
  splits: { split: string; patterns: string[] }[];
  /** Column → the names that its integers stand for. */
  classNames: Map<string, string[]>;
}

/** What the head of a `README.md` says, as the Hugging Face hub reads it. */
export interface DatasetCard {
  configs: CardConfig[];
  licence: string | undefined;
}

/**
 * Parses a data set's card: `configs` (files of each split) and `dataset_info` (features with their class names).
 * What is not there or of another shape is left out: cards are written by people.
 *
 * @throws UserError `invalid_card` where the head is not YAML
 */
export function parseDatasetCard(text: string, place: string): DatasetCard {
  const card = record(parseHead(splitFrontMatter(text).head.join('\n'), place));
  const configs = new Map<string, CardConfig>();
  const configOf = (entry: Fields): CardConfig => {
    const name = string(entry['config_name']) ?? 'default';
    const known = configs.get(name) ?? { name, isDefault: false, splits: [], classNames: new Map() };
    configs.set(name, known);
    return known;
  };
  for (const entry of entries(card['configs'])) {
    const config = configOf(entry);
    config.isDefault = entry['default'] === true;
    config.splits = splitsOf(entry['data_files']);
  }
  for (const entry of entries(card['dataset_info'])) {
    const { classNames } = configOf(entry);
    for (const feature of entries(entry['features'])) {
      const column = string(feature['name']);
      const names = classNamesOf(record(record(feature['dtype'])['class_label'])['names']);
      if (column !== undefined && names !== null) classNames.set(column, names);
    }
  }
  return { configs: [...configs.values()], licence: string(card['license']) };
}

/** The card beside a data set, or an empty one where there is none. */
export async function readDatasetCard(file: string): Promise<DatasetCard> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return parseDatasetCard(text, file);
}

function parseHead(head: string, place: string): unknown {
  try {
    return parseYaml(head);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new UserError({
      code: 'invalid_card',
      message: `The head of ${place} is not YAML: ${reason}`,
      cause,
    });
  }
}

/** `names: {'0': Male, '1': Female}` or a list; null where it is neither or has gaps. */
export function classNamesOf(value: unknown): string[] | null {
  const given = Array.isArray(value) ? value : byNumber(record(value));
  if (given === null || given.length === 0) return null;
  const names = given.map(string);
  return names.some((name) => name === undefined) ? null : names.map((name) => name ?? '');
}

function byNumber(fields: Fields): unknown[] | null {
  const count = Object.keys(fields).length;
  const list = Array.from({ length: count }, (_, number) => fields[String(number)]);
  return list.includes(undefined) ? null : list;
}

/** `- {split, path}` as the hub writes it, or one pattern for everything. */
function splitsOf(value: unknown): CardConfig['splits'] {
  if (typeof value === 'string') return [{ split: 'train', patterns: [value] }];
  return entries(value).flatMap((entry) => {
    const split = string(entry['split']);
    const patterns = [entry['path']]
      .flat()
      .map(string)
      .filter((path) => path !== undefined);
    return split === undefined || patterns.length === 0 ? [] : [{ split, patterns }];
  });
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** One entry or a list of them. */
function entries(value: unknown): Fields[] {
  return value === undefined ? [] : [value].flat().map(record);
}

/** YAML reads `0.25` and `3` as numbers. */
function string(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
