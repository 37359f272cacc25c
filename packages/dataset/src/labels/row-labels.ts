import { type Attribute, type LabelRepair, type RunWarning, UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import { labelReader } from './label-reader.js';
import { nearestLabel } from './nearest-label.js';

/** What a row says about its image. Rows that say the same share one object: large tables have few combinations. */
export interface RowLabels {
  labels: Readonly<Record<string, string | null>>;
  repairs: readonly { attribute: string; from: string; to: string }[];
}

interface UnknownLabel {
  attribute: Attribute;
  cell: string;
  place: string;
  count: number;
}

/** Different unknown labels after which reading stops: then it is a wrong column, not a few slips. */
const MAX_UNKNOWN = 20;
/** Combinations of cells that share an object. */
const MAX_SHARED = 100_000;

/** Reads the labels of many rows, and gathers what cannot be read so that one message can name it all. */
export class RowLabelReader {
  readonly #readers: { attribute: Attribute; read: ReturnType<typeof labelReader> }[];
  readonly #shared = new Map<string, RowLabels>();
  readonly #unknown = new Map<string, UnknownLabel>();
  readonly #source: string;

  /** `source` names the table or folder in messages. */
  constructor(attributes: readonly Attribute[], source: string) {
    this.#readers = attributes.map((attribute) => ({ attribute, read: labelReader(attribute) }));
    this.#source = source;
  }

  /** `cells`: one for each attribute, in their order. `place` says where they stand ("line 3"). */
  read(cells: readonly string[], place: () => string): RowLabels {
    const key = cells.join('\u0000');
    const shared = this.#shared.get(key);
    if (shared !== undefined) return shared;

    const labels: Record<string, string | null> = {};
    const repairs: { attribute: string; from: string; to: string }[] = [];
    let readable = true;
    for (const [index, { attribute, read }] of this.#readers.entries()) {
      const cell = cells[index] ?? '';
      const reading = read(cell);
      if (reading === undefined) {
        this.#addUnknown(attribute, cell, place);
        readable = false;
        continue;
      }
      labels[attribute.name] = reading.label;
      if (reading.repaired && reading.label !== null) {
        repairs.push({ attribute: attribute.name, from: cell, to: reading.label });
      }
    }
    const row = { labels, repairs };
    if (readable && this.#shared.size < MAX_SHARED) this.#shared.set(key, row);
    return row;
  }

  #addUnknown(attribute: Attribute, cell: string, place: () => string): void {
    const key = `${attribute.name}\u0000${cell}`;
    const known = this.#unknown.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    this.#unknown.set(key, { attribute, cell, place: place(), count: 1 });
    if (this.#unknown.size >= MAX_UNKNOWN) this.assertAllKnown();
  }

  /** Throws a UserError `unknown_label` that names the first unreadable cell, and the other unknown spellings. */
  assertAllKnown(): void {
    const [first, ...others] = this.#unknown.values();
    if (first === undefined) return;
    const { attribute, cell, place, count } = first;
    const also = others.map(
      (entry) => `"${entry.cell}" of ${entry.attribute.name} (${entry.place}, ${rows(entry.count)})`,
    );
    const column = attribute.column ?? attribute.name;
    const nearest = nearestLabel(cell.trim(), attribute.labels);
    throw new UserError({
      code: 'unknown_label',
      message:
        `${this.#source}, ${place}: "${cell}" in ${column} is not a label of ${attribute.name} (${rows(count)}). ` +
        `Its labels are ${quoteList(attribute.labels, 40)}.` +
        (also.length > 0 ? ` Also unknown: ${also.join(', ')}.` : ''),
      hint:
        (nearest === null ? '' : `Did you mean "${nearest}"? `) +
        "Correct the row, or add the spelling to the attribute's labels or aliases in the manifest (--manifest).",
    });
  }
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`;
}

/** How often each spelling was repaired, most frequent first within an attribute. */
export function countRepairs(rowLabels: Iterable<RowLabels>): LabelRepair[] {
  const counts = new Map<string, LabelRepair>();
  for (const { repairs } of rowLabels) {
    for (const { attribute, from, to } of repairs) {
      const key = `${attribute}\u0000${from}`;
      const entry = counts.get(key);
      if (entry === undefined) counts.set(key, { attribute, from, to, count: 1 });
      else entry.count++;
    }
  }
  return [...counts.values()].sort(
    (a, b) => compare(a.attribute, b.attribute) || b.count - a.count || compare(a.from, b.from),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A warning for each attribute that has no label on some samples. */
export function missingLabelWarnings(
  attributes: readonly Attribute[],
  rowLabels: Iterable<RowLabels>,
): RunWarning[] {
  const counts = new Map<string, number>();
  for (const { labels } of rowLabels) {
    for (const { name } of attributes) {
      if (labels[name] === null) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].map(([name, count]) => ({
    code: 'missing_labels',
    message: `${count === 1 ? '1 sample has' : `${count.toLocaleString('en-US')} samples have`} no label for ${name}.`,
    count,
  }));
}
