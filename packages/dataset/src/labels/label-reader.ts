import type { Attribute } from '@evenhand/contracts';
import { aliasPattern } from './alias-pattern.js';

/** What one cell says: a declared label, null where it says nothing. `repaired`: not written as declared. */
export interface LabelReading {
  label: string | null;
  repaired: boolean;
}

/** Distinct spellings remembered per attribute; a column of measurements may have one for every row. */
const REMEMBERED = 10_000;

/**
 * A function from a cell to its reading, undefined where the cell is no label. Blanks around a value are a repair;
 * then, in this order: `values`, the label itself, `aliases` (plain before patterns; each use is a repair), `bins`, and
 * `aliases` once more for the date that a number of a spreadsheet stands for.
 */
export function labelReader(attribute: Attribute): (cell: string) => LabelReading | undefined {
  const encoded = new Map<string, string>();
  for (const label of attribute.labels) encoded.set(label.normalize('NFC'), label);
  for (const [value, label] of Object.entries(attribute.values ?? {})) encoded.set(value, label);

  const aliases = new Map<string, string>();
  const patterns: { pattern: RegExp; label: string }[] = [];
  for (const [alias, label] of Object.entries(attribute.aliases ?? {})) {
    const pattern = aliasPattern(alias, attribute.name);
    if (pattern === null) aliases.set(alias.normalize('NFC'), label);
    else patterns.push({ pattern, label });
  }

  const aliased = (text: string): string | undefined =>
    aliases.get(text) ?? patterns.find(({ pattern }) => pattern.test(text))?.label;

  const read = (cell: string): LabelReading | undefined => {
    const text = cell.trim().normalize('NFC');
    if (text === '') return { label: null, repaired: false };
    const blanks = cell.trim() !== cell;
    const label = encoded.get(text);
    if (label !== undefined) return { label, repaired: blanks };
    const alias = aliased(text);
    if (alias !== undefined) return { label: alias, repaired: true };
    const bin = findBin(text, attribute.bins);
    if (bin !== undefined) return { label: bin, repaired: blanks };
    const date = dateOfSerial(text);
    const damaged = date === undefined ? undefined : aliased(date);
    return damaged === undefined ? undefined : { label: damaged, repaired: true };
  };

  const remembered = new Map<string, LabelReading>();
  return (cell) => {
    const known = remembered.get(cell);
    if (known !== undefined) return known;
    const reading = read(cell);
    if (reading !== undefined && remembered.size < REMEMBERED) remembered.set(cell, reading);
    return reading;
  };
}

function findBin(text: string, bins: Attribute['bins']): string | undefined {
  if (bins === undefined || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined;
  const value = Number(text);
  return bins.find(({ min, max }) => min <= value && value <= max)?.label;
}

/** Days of a spreadsheet's dates that are in 1980 to 2079. */
const SERIAL = { first: 29_221, last: 65_745 } as const;
/** 30 December 1899, day 0 of spreadsheets, in days since 1970. */
const SERIAL_EPOCH = -25_569;
const MILLISECONDS_A_DAY = 86_400_000;

/** A date without its format is the number of its day: `44994` is `2023-03-09`, which was `3-9` once. */
function dateOfSerial(text: string): string | undefined {
  const day = /^\d{5}(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(day >= SERIAL.first && day <= SERIAL.last)) return undefined;
  return new Date((day + SERIAL_EPOCH) * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
