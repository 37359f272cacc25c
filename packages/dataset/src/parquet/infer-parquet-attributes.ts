import { type Attribute, type RunWarning, UserError } from '@evenhand/contracts';
import { ColumnReader, type ParquetColumn } from '@evenhand/images';
import { naturalOrder } from '../labels/natural-order.js';
import { quoteList } from '../quote-list.js';
import { attributeName } from '../tables/infer-attributes.js';
import { cellText } from './cell-text.js';
import type { OpenFile } from './open-file.js';

/** A text column of more different values is a name or a description, not a label. */
const MAX_LABELS = 40;

/**
 * Takes the attributes from Parquet files that no manifest describes: every column whose classes are named, with the
 * names in their order, and every column of text or yes and no with at most 40 values. Integers without names are left
 * out: nobody could tell what they stand for.
 *
 * @throws UserError `no_attributes`
 */
export function inferParquetAttributes(files: readonly OpenFile[]): {
  attributes: Attribute[];
  warnings: RunWarning[];
} {
  const attributes: Attribute[] = [];
  const guessed: string[] = [];
  const leftOut: string[] = [];
  const [first] = files;
  for (const column of first?.file.columns ?? []) {
    if (column.path.split('.')[0] === first?.images.top || column.repeated) continue;
    const named = first?.classNames(column.path);
    const labels = named ?? distinctValues(files, column);
    if (labels === null || labels.length === 0) {
      leftOut.push(column.path);
      continue;
    }
    const name = attributeName(column.path, attributes);
    attributes.push({
      name,
      ...(name === column.path ? {} : { column: column.path }),
      kind: 'nominal',
      labels,
    });
    if (named === undefined) guessed.push(`${name} (${labels.length})`);
  }
  if (attributes.length === 0) {
    throw new UserError({
      code: 'no_attributes',
      message: `${first?.file.path} has no column of labels: ${quoteList(leftOut)} are none.`,
      hint: 'Describe its columns in a manifest, dataset.yaml beside the files or --manifest.',
    });
  }
  return { attributes, warnings: inferenceWarnings(guessed, leftOut) };
}

function distinctValues(files: readonly OpenFile[], column: ParquetColumn): string[] | null {
  if (column.type !== 'BOOLEAN' && column.type !== 'BYTE_ARRAY') return null;
  const values = new Set<string>();
  for (const { file } of files) {
    for (const { firstRow, values: cells } of new ColumnReader(file, column.path).runs()) {
      for (const [index, cell] of cells.entries()) {
        const place = { file: file.path, column: column.path, row: firstRow + index };
        const label = cellText(cell, undefined, place).trim().normalize('NFC');
        if (label !== '') values.add(label);
        if (values.size > MAX_LABELS) return null;
      }
    }
  }
  return [...values].sort(naturalOrder);
}

function inferenceWarnings(guessed: readonly string[], leftOut: readonly string[]): RunWarning[] {
  if (guessed.length === 0 && leftOut.length === 0) return [];
  const parts = [
    guessed.length > 0 && `these columns were taken as unordered labels: ${guessed.join(', ')}`,
    leftOut.length > 0 && `left out: ${quoteList(leftOut)}`,
  ].filter((part) => part !== false);
  return [
    {
      code: 'attributes_inferred',
      message: `No manifest describes this data set, so ${parts.join('; ')}. A dataset.yaml says which labels there are and in which order.`,
    },
  ];
}
