import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { CsvFault, CsvParser, type CsvRecord } from './parse-csv.js';

/** `EVENHAND_FUZZ=100000` asks more; memory and time are then worth a look. */
const ROUNDS = Number(process.env['EVENHAND_FUZZ'] ?? 2000);

/** Small, fast and the same on every machine (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** No NUL: after a closing quotation mark csv-parse takes it for the end. */
const PIECES = ['"', '""', ',', ';', '\t', '\n', '\r', '\r\n', 'a', 'bc', ' ', 'é', '😀', '0.5', '"x"', ',,'];

function randomText(random: (below: number) => number): string {
  const length = random(40);
  let text = '';
  for (let piece = 0; piece < length; piece += 1) text += PIECES[random(PIECES.length)] ?? '';
  return text;
}

function records(text: string, cuts: readonly number[], delimiter = ','): CsvRecord[] | 'open quote' {
  const parser = new CsvParser(delimiter);
  const found: CsvRecord[] = [];
  try {
    let from = 0;
    for (const cut of [...cuts].sort((a, b) => a - b)) {
      found.push(...parser.push(text.slice(from, cut)));
      from = cut;
    }
    found.push(...parser.push(text.slice(from), true));
    return found;
  } catch (error) {
    if (error instanceof CsvFault) return 'open quote';
    throw error;
  }
}

/** The library that stood here before, which takes four times as long. */
function byLibrary(text: string): string[][] | 'open quote' {
  try {
    return parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
    });
  } catch {
    return 'open quote';
  }
}

describe('CsvParser', () => {
  it('reads any text as csv-parse does, wherever it is cut into pieces', () => {
    const random = randomNumbers(1);
    for (let round = 0; round < ROUNDS; round += 1) {
      const text = randomText(random);
      const cuts = Array.from({ length: random(4) }, () => random(text.length + 1));
      const found = records(text, cuts);
      const cells = found === 'open quote' ? found : found.map((record) => record.cells);
      const wanted = byLibrary(text);
      // The library's own comparison costs more than the parsers.
      if (JSON.stringify(cells) !== JSON.stringify(wanted)) {
        expect(cells, JSON.stringify([text, cuts])).toEqual(wanted);
      }
    }
  }, 600_000);

  it('tells the line on which each row begins', () => {
    expect(records('a,"b\r\nc\nd"\r\n"\r",e\nf', [5, 6, 12])).toEqual([
      { line: 1, cells: ['a', 'b\r\nc\nd'] },
      { line: 4, cells: ['\r', 'e'] },
      { line: 6, cells: ['f'] },
    ]);
  });

  it('gives up a row that has no end before it fills the memory', () => {
    for (const [text, message] of [
      ['"'.padEnd(3 << 20, 'x'), /quotation mark/],
      ['x'.repeat(3 << 20), /more than 1,048,576 characters/],
    ] as const) {
      const parser = new CsvParser(',');
      const feed = (): void => {
        for (let at = 0; at < text.length; at += 1 << 16) parser.push(text.slice(at, at + (1 << 16)));
      };
      expect(feed).toThrow(message);
    }
  });
});
