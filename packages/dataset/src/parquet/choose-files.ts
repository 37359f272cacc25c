import { UserError } from '@evenhand/contracts';
import { splitOf } from '../folders/split-names.js';
import { quoteList } from '../quote-list.js';
import type { CardConfig, DatasetCard } from './dataset-card.js';
import { pathPattern } from './path-pattern.js';

export interface WantedFiles {
  config?: string | undefined;
  split?: string | undefined;
}

/** The Parquet files of one configuration and split, sorted, and which they are where the data set has such. */
export interface ChosenFiles extends WantedFiles {
  files: string[];
}

/** A file and what its name or the card says it belongs to; empty where nothing is said. */
interface Placed {
  path: string;
  config: string;
  split: string;
}

/**
 * Chooses among the Parquet files of a published data set, by its card or else by the names of folders and files
 * (`0.25/validation-00000-of-00001.parquet`). Where there are several and none was asked for, it asks: images that
 * the model was trained on are not what an audit is about.
 *
 * @param paths Relative, with `/`; other files are passed over.
 * @throws UserError `no_parquet_files`, `unknown_config`, `unknown_split`, `config_needed`, `split_needed`
 */
export function chooseParquetFiles(
  paths: readonly string[],
  card: DatasetCard,
  wanted: WantedFiles,
): ChosenFiles {
  const parquet = paths.filter(isParquetName).sort();
  if (parquet.length === 0) {
    throw new UserError({
      code: 'no_parquet_files',
      message: 'The data set has no Parquet files.',
      hint:
        'A data set whose images are files of their own is added from a folder. ' +
        'Of many that are not in Parquet the hub keeps a copy that is, at the revision refs/convert/parquet.',
    });
  }
  const said = placeByCard(parquet, card);
  const placed = said.length > 0 ? said : parquet.map(placeByName);
  const config = choose(
    placed.map((entry) => entry.config),
    { what: 'config', asked: wanted.config, preferred: defaultConfig(card.configs) },
  );
  const ofConfig = placed.filter((entry) => entry.config === config);
  const split = choose(
    ofConfig.map((entry) => entry.split),
    { what: 'split', asked: wanted.split, preferred: undefined },
  );
  const files = [...new Set(ofConfig.filter((entry) => entry.split === split).map(({ path }) => path))];
  return { files, config: config || undefined, split: split || undefined };
}

export function isParquetName(path: string): boolean {
  return /\.(parquet|pq)$/i.test(path) && !path.split('/').some((part) => part.startsWith('.'));
}

function placeByCard(paths: readonly string[], { configs }: DatasetCard): Placed[] {
  return configs.flatMap(({ name, splits }) =>
    splits.flatMap(({ split, patterns }) => {
      const tests = patterns.map(pathPattern).filter((test) => test !== null);
      return paths
        .filter((path) => tests.some((test) => test(path)))
        .map((path) => ({ path, config: name, split }));
    }),
  );
}

/** `0.25/train-00000-of-00002-abc.parquet`: folders that say no split are the configuration. */
function placeByName(path: string): Placed {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  const words = [...folders, ...file.toLowerCase().split(/[^a-z]+/)];
  const split = words.map((word) => splitOf(word)).find((found) => found !== null);
  const config = folders.filter((folder) => splitOf(folder) === null && folder !== 'data').join('/');
  return { path, config, split: split ?? '' };
}

function defaultConfig(configs: readonly CardConfig[]): string | undefined {
  return (configs.find(({ isDefault }) => isDefault) ?? configs.find(({ name }) => name === 'default'))?.name;
}

interface Choice {
  what: 'config' | 'split';
  asked: string | undefined;
  preferred: string | undefined;
}

function choose(found: readonly string[], { what, asked, preferred }: Choice): string {
  const names = [...new Set(found)].sort();
  if (asked !== undefined) {
    const same = names.find((name) => name === asked) ?? names.find((name) => areSameSplit(name, asked));
    if (same !== undefined) return same;
    throw new UserError({
      code: what === 'config' ? 'unknown_config' : 'unknown_split',
      message: `The data set has no ${what} "${asked}". It has ${quoteList(names)}.`,
    });
  }
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  if (preferred !== undefined && names.includes(preferred)) return preferred;
  throw new UserError({
    code: what === 'config' ? 'config_needed' : 'split_needed',
    message: `The data set has several ${what === 'config' ? 'configurations' : 'splits'}: ${quoteList(names)}.`,
    hint: `Say which with --${what}.`,
  });
}

/** `val` is `validation`. */
function areSameSplit(one: string, other: string): boolean {
  const split = splitOf(one);
  return split !== null && split === splitOf(other);
}
