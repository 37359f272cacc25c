import type { Attribute } from '@evenhand/contracts';
import { naturalOrder } from '../labels/natural-order.js';
import { splitOf } from './split-names.js';

/** What a path says in a folder of class folders: `train/cat/1.jpg` is of class cat and split train. */
export interface ClassFolder {
  label: string;
  /** Empty where the class folders lie at the top. */
  split: string;
}

/** The class is the first folder that is not the name of a split; null where there is none. */
export function readClassFolder(path: string): ClassFolder | null {
  const folders = path.split('/').slice(0, -1);
  const [first, second] = folders;
  if (first === undefined) return null;
  if (splitOf(first) === null) return { label: first, split: '' };
  return second === undefined ? null : { label: second, split: first };
}

/**
 * Attributes of a folder of class folders that nobody describes: `label` with the classes in natural order, and
 * `split` where there are several. None where no image lies in a class folder.
 */
export function classFolderAttributes(paths: readonly string[]): Attribute[] {
  const read = paths.map(readClassFolder).filter((entry) => entry !== null);
  const labels = distinct(read.map((entry) => entry.label));
  const splits = distinct(read.map((entry) => entry.split));
  const attributes: Attribute[] = [];
  if (labels.length > 0) attributes.push({ name: 'label', kind: 'nominal', labels });
  if (splits.length > 1) attributes.push({ name: 'split', kind: 'nominal', labels: splits });
  return attributes;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '').sort(naturalOrder);
}
