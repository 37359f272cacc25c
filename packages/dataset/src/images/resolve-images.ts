import { readdir } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { type RunWarning, UserError } from '@evenhand/contracts';
import { fileError } from '@evenhand/images';
import { splitOf } from '../folders/split-names.js';
import { quoteList } from '../quote-list.js';
import { FolderIndex } from './folder-index.js';

/** How a table's names become paths: without their first `strip` folders, below `folder`. */
interface Rule {
  folder: string;
  strip: number;
}

/** Names that are tried with every rule: enough to find one of ten thousand images that are there. */
const TRIED = 10_000;
/** Sub-folders that may be the one that the names lack; where there are more they are classes or people. */
const MAX_CHILDREN = 50;

export interface ResolvedImages {
  /** For each name the absolute path of its file, or null where there is none. */
  paths: (string | null)[];
  /** Says so where the names had to be read in another way than they are written. */
  warnings: RunWarning[];
}

/**
 * Finds the files that a table names. Names may carry leading folders that the image folder lacks (`val/1.jpg`
 * for `1.jpg`), or lack the one folder that it has. The first way of reading them that finds any file, from the
 * most literal on, then holds for the whole table, so that no row is found by accident in another place. Absolute
 * paths that exist are taken as they are. Throws a UserError `ambiguous_images` where several folders fit.
 *
 * @param names Normalised, with `/`.
 * @param folder The image folder.
 * @param table Name of the table file; decides between `train` and `val` where both hold images of these names.
 */
export async function resolveImages(
  names: readonly string[],
  folder: string,
  table: string,
): Promise<ResolvedImages> {
  const index = new FolderIndex();
  const paths: (string | null)[] = [];
  for (const name of names) paths.push(isAbsolute(name) ? await index.find(name) : null);

  const open = names.filter((_, row) => paths[row] === null);
  const step = Math.ceil(open.length / TRIED);
  const tried = open.filter((_, row) => row % step === 0);
  const rule = tried.length === 0 ? null : await chooseRule(tried, { index, folder, table });
  if (rule === null) return { paths, warnings: [] };

  for (const [row, name] of names.entries()) paths[row] ??= await locate(name, rule, index);
  if (rule.strip > 0) assertDistinct(names, paths);
  return { paths, warnings: rule.strip === 0 && rule.folder === folder ? [] : [describe(rule, folder)] };
}

interface Search {
  index: FolderIndex;
  folder: string;
  table: string;
}

async function chooseRule(names: readonly string[], { index, folder, table }: Search): Promise<Rule | null> {
  const children = await childFolders(folder);
  const deepest = names.reduce((most, name) => Math.max(most, name.split('/').length - 1), 0);
  for (let strip = 0; strip <= deepest; strip++) {
    if (await findsAny(names, { folder, strip }, index)) return { folder, strip };
    const fitting: Rule[] = [];
    for (const child of children) {
      const rule = { folder: child, strip };
      if (await findsAny(names, rule, index)) fitting.push(rule);
    }
    if (fitting.length > 0) return onlyRule(fitting, table);
  }
  return null;
}

function onlyRule(fitting: readonly Rule[], table: string): Rule {
  const words = new Set(table.toLowerCase().split(/[^a-z0-9]+/));
  const named = fitting.filter((rule) => words.has(basename(rule.folder).toLowerCase()));
  const [rule, ...others] = named.length === 1 ? named : fitting;
  if (rule !== undefined && others.length === 0) return rule;
  throw new UserError({
    code: 'ambiguous_images',
    message:
      `Several folders hold images of the names in ${table}: ` +
      `${quoteList(fitting.map((entry) => entry.folder))}.`,
    hint: 'Say which with --images.',
  });
}

async function findsAny(names: readonly string[], rule: Rule, index: FolderIndex): Promise<boolean> {
  for (const name of names) {
    if ((await locate(name, rule, index)) !== null) return true;
  }
  return false;
}

async function locate(name: string, { folder, strip }: Rule, index: FolderIndex): Promise<string | null> {
  const parts = name.split('/').filter((part) => part !== '');
  if (parts.length <= strip) return null;
  // A row of `train/` must not find its namesake in a folder that is called `val`.
  const named = splitOf(parts[strip - 1] ?? '');
  const here = splitOf(basename(folder));
  if (named !== null && here !== null && named !== here) return null;
  return index.find(join(folder, ...parts.slice(strip)));
}

async function childFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  const children = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (children.length > MAX_CHILDREN) return [];
  return children.map((entry) => join(folder, entry.name)).sort();
}

function assertDistinct(names: readonly string[], paths: readonly (string | null)[]): void {
  const owners = new Map<string, string>();
  for (const [row, path] of paths.entries()) {
    if (path === null) continue;
    const name = names[row] ?? '';
    const owner = owners.get(path);
    if (owner !== undefined && owner !== name) {
      throw new UserError({
        code: 'ambiguous_images',
        message: `"${owner}" and "${name}" would both be the file ${path}.`,
        hint: 'Say with --images which folder the names in the table start from.',
      });
    }
    owners.set(path, name);
  }
}

function describe({ folder, strip }: Rule, root: string): RunWarning {
  const without = strip === 1 ? 'the first folder of each name' : `the first ${strip} folders of each name`;
  return {
    code: 'image_paths_adjusted',
    message:
      `The images were found in ${folder === root ? 'the image folder' : `its folder "${basename(folder)}"`}` +
      `${strip === 0 ? '' : ` by leaving out ${without}`}.`,
  };
}
