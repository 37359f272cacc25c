import { type Attribute, type RunWarning, UserError } from '@evenhand/contracts';
import { naturalOrder } from '../labels/natural-order.js';
import { quoteList } from '../quote-list.js';
import { imageColumn } from './image-column.js';
import { readTable, type TableFile } from './read-table.js';

/** A column of more different values than this is a name, a date or a measurement, not a label. */
const MAX_LABELS = 40;

const EXAMPLE = `name: my-data
labels: perceived
attributes:
  - { name: gender, labels: [Female, Male] }
  - { name: age, kind: ordinal, column: years, labels: [young, old],
      bins: [{ label: young, min: 0, max: 39 }, { label: old, min: 40, max: 130 }] }`;

/**
 * Takes the attributes from a table that nobody has described: every column of at most 40 different values beside
 * the image's, its values as labels in natural order (3-9 before 10-19). What was taken and what was not is a
 * warning. Throws a UserError `no_attributes` where there is no such column.
 */
export async function inferAttributes(
  table: TableFile,
): Promise<{ attributes: Attribute[]; warnings: RunWarning[] }> {
  const { values, tooMany } = await distinctValues(table);
  const attributes: Attribute[] = [];
  for (const [column, labels] of values) {
    if (labels.size === 0) continue;
    const name = attributeName(column, attributes);
    attributes.push({
      name,
      ...(name === column ? {} : { column }),
      kind: 'nominal',
      labels: [...labels].sort(naturalOrder),
    });
  }
  if (attributes.length === 0) {
    throw new UserError({
      code: 'no_attributes',
      message:
        `${table.file} has no column of labels: none beside the image's has between 1 and ${MAX_LABELS} different values` +
        `${tooMany.length > 0 ? ` (${quoteList(tooMany)} have more)` : ''}.`,
      hint: `Describe the columns in a manifest, dataset.yaml beside the table or --manifest. For example:\n${EXAMPLE}`,
    });
  }
  const taken = attributes.map(({ name, labels }) => `${name} (${labels.length})`).join(', ');
  const message =
    `Nothing describes the columns of this table, so these were taken as unordered labels: ${taken}.` +
    (tooMany.length > 0
      ? ` Left out for having more than ${MAX_LABELS} values: ${quoteList(tooMany)}.`
      : '') +
    ' A dataset.yaml says which labels there are and in which order.';
  return {
    attributes,
    warnings: [{ code: 'attributes_inferred', message }, ...attributes.flatMap(spreadsheetDates)],
  };
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DATE = new RegExp(`^(?:\\d{1,2}[- ](?:${MONTHS})|(?:${MONTHS})[- ]\\d{1,2})$`, 'i');

/** Where nobody says which labels there are, what a spreadsheet made of a range passes for one. */
function spreadsheetDates({ name, labels }: Attribute): RunWarning[] {
  const dates = labels.filter((label) => DATE.test(label));
  if (dates.length === 0) return [];
  return [
    {
      code: 'labels_look_like_dates',
      message:
        `${quoteList(dates)} of ${name} may be ranges that a spreadsheet took for dates, as it makes 9-Mar of 3-9. ` +
        'Correct them in the table, or name them as aliases in a dataset.yaml.',
    },
  ];
}

async function distinctValues(
  table: TableFile,
): Promise<{ values: Map<string, Set<string>>; tooMany: string[] }> {
  const values = new Map<string, Set<string>>();
  const tooMany = new Set<string>();
  let image: string | undefined;
  for await (const { cells } of readTable(table)) {
    image ??= imageColumn([...cells.keys()], undefined, table.file);
    for (const [column, cell] of cells) {
      if (column === image || tooMany.has(column)) continue;
      const known = values.get(column) ?? new Set<string>();
      values.set(column, known);
      const label = cell.trim().normalize('NFC');
      if (label !== '') known.add(label);
      if (known.size > MAX_LABELS) {
        tooMany.add(column);
        values.delete(column);
      }
    }
  }
  return { values, tooMany: [...tooMany] };
}

/** A column's name as an attribute's: letters, digits, `_` and `-`, and no other attribute's. */
export function attributeName(column: string, others: readonly Attribute[]): string {
  const plain = column.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+|_+$/g, '');
  const name = plain === '' ? `column_${others.length + 1}` : plain;
  const taken = new Set(others.map((other) => other.name));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
