import { type Attribute, type LabelRepair, UserError } from '@evenhand/contracts';
import { labelReader } from '../labels/label-reader.js';
import { naturalOrder } from '../labels/natural-order.js';
import { nearestLabel } from '../labels/nearest-label.js';
import { quoteList } from '../quote-list.js';
import type { CodedColumn } from './collected.js';
import type { Frame } from './frame.js';
import { isMissing } from './missing-value.js';

/** A column's spellings with how many samples have each, and the line of the first. */
export interface SpellingUse {
  text: string;
  count: number;
  line: number;
  /** How it is written with blanks around it, and in how many cells; they are part of `count`. */
  padded: { text: string; count: number }[];
}

/** Spellings by code; those of rows that were left out have the count 0. */
export function spellingUse(frame: Frame, { place, texts }: CodedColumn): SpellingUse[] {
  const uses = texts.values.map((text): SpellingUse => ({ text, count: 0, line: 0, padded: [] }));
  const column = frame.columns[place] ?? new Float32Array();
  for (let sample = 0; sample < column.length; sample += 1) {
    const use = uses[column[sample] ?? Number.NaN];
    if (use === undefined) continue;
    if (use.count === 0) use.line = frame.lineOf(sample);
    use.count += 1;
  }
  const byText = new Map(uses.map((use) => [use.text, use]));
  for (const [text, count] of texts.padded) {
    const use = byText.get(text.trim().normalize('NFC'));
    // Cells of repeated rows are not counted twice.
    if (use && use.count > 0) use.padded.push({ text, count: Math.min(count, use.count) });
  }
  return uses;
}

/** What the spellings of a column stand for. */
export interface ReadLabels {
  labels: string[];
  /** Spelling's code → label; null where no sample has it. */
  byCode: (string | null)[];
  repairs: LabelRepair[];
  /** Spellings that stand for no label. */
  missing: SpellingUse[];
}

/** Reads a column by a declared attribute. @throws UserError `unknown_label` */
export function readDeclared(attribute: Attribute, uses: readonly SpellingUse[], file: string): ReadLabels {
  const read = labelReader(attribute);
  const repairs: LabelRepair[] = [];
  const unknown: SpellingUse[] = [];
  const missing: SpellingUse[] = [];
  const byCode = uses.map((use) => {
    const { text, count, padded } = use;
    if (count === 0) return null;
    const reading = read(text);
    if (reading === undefined) (isMissing(text) ? missing : unknown).push(use);
    if (reading?.repaired && reading.label !== null) {
      repairs.push({ attribute: attribute.name, from: text, to: reading.label, count });
    } else if (reading && reading.label !== null) {
      const to = reading.label;
      repairs.push(
        ...padded.map((cell) => ({ attribute: attribute.name, from: cell.text, to, count: cell.count })),
      );
    }
    return reading?.label ?? null;
  });
  if (unknown.length > 0) throw unknownLabels(attribute.name, { unknown, labels: attribute.labels, file });
  return { labels: attribute.labels, byCode, repairs, missing };
}

/**
 * Takes a column's spellings as the labels, in natural order. Spellings that differ in case or blanks only are one
 * label, the most frequent one; whole numbers are written without decimals (`1.0` is `1`).
 */
export function readInferred(name: string, uses: readonly SpellingUse[]): ReadLabels {
  const groups = new Map<string, SpellingUse[]>();
  const missing: SpellingUse[] = [];
  for (const use of uses) {
    if (use.count === 0) continue;
    if (isMissing(use.text)) {
      missing.push(use);
      continue;
    }
    const key = foldLabel(use.text);
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  const labels = new Map<string, string>();
  const repairs: LabelRepair[] = [];
  for (const [key, same] of groups) {
    const best = same.reduce((most, use) => (use.count > most.count ? use : most));
    const label = wholeNumber(best.text);
    labels.set(key, label);
    for (const { text, count } of same) {
      if (wholeNumber(text) !== label) repairs.push({ attribute: name, from: text, to: label, count });
    }
  }
  return {
    labels: [...labels.values()].sort(naturalOrder),
    byCode: uses.map(({ text, count }) => (count === 0 ? null : (labels.get(foldLabel(text)) ?? null))),
    repairs,
    missing,
  };
}

/** Equal for spellings that people mean alike: case, blanks and underscores, `1` and `1.0`. */
export function foldLabel(text: string): string {
  return wholeNumber(text.trim())
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}

/** `1.0` → `1`: what becomes of a column of whole numbers with gaps in a data frame. */
export function wholeNumber(text: string): string {
  return /^[+-]?\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

export function unknownLabels(
  name: string,
  { unknown, labels, file }: { unknown: readonly SpellingUse[]; labels: readonly string[]; file: string },
): UserError {
  const list = unknown.map(({ text }) => text);
  const [first] = unknown;
  const nearest = nearestLabel(first?.text ?? '', labels);
  const samples = unknown.reduce((sum, { count }) => sum + count, 0);
  return new UserError({
    code: 'unknown_label',
    message:
      `${file}, line ${first?.line ?? 0}: ${quoteList(list)} ${list.length === 1 ? 'is not a label' : 'are not labels'} of ${name} (${samples === 1 ? '1 row' : `${samples.toLocaleString('en-US')} rows`}). ` +
      `Its labels are ${quoteList(labels, 40)}.`,
    hint:
      `${nearest === null ? '' : `Did you mean "${nearest}"? `}Correct the file, describe the spelling in a manifest (--manifest), ` +
      `or say with --map ${name}=map.yaml what each label of the data set is called in the predictions.`,
  });
}
