import { UserError } from '@evenhand/contracts';
import { readText } from './read-text.js';
import type { TableRow } from './table-row.js';

/** An object of labels for one image; longer than this the file is something else. */
const MAX_LINE_LENGTH = 1 << 20;

/**
 * Streams the rows of a JSON Lines file: one object on each line. Numbers and booleans are read as text, null as an
 * empty cell; lists and objects are not cells and are left out. Throws a UserError `malformed_table` that names
 * the line.
 */
export async function* readJsonl(file: string): AsyncGenerator<TableRow> {
  for await (const { line, value } of readJsonlObjects(file)) {
    const cells = new Map<string, string>();
    for (const [name, cell] of Object.entries(value)) {
      if (cell === null) cells.set(name, '');
      else if (typeof cell !== 'object') cells.set(name, String(cell));
    }
    yield { line, cells };
  }
}

export interface JsonLine {
  line: number;
  value: Record<string, unknown>;
  /** Characters of the line, with its end. */
  length: number;
}

/** Streams the objects of a JSON Lines file as they are. Throws as {@link readJsonl}. */
export async function* readJsonlObjects(file: string): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const text of readLines(file)) {
    line++;
    if (text.trim() !== '') {
      yield { line, value: parseObject(text, `${file}, line ${line}`), length: text.length + 1 };
    }
  }
}

async function* readLines(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of readText(file)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > MAX_LINE_LENGTH) {
      throw new UserError({
        code: 'malformed_table',
        message: `${file} has a line of more than ${MAX_LINE_LENGTH.toLocaleString('en-US')} characters.`,
        hint: 'JSON Lines has one object on each line; a JSON list is not JSON Lines.',
      });
    }
  }
  if (rest !== '') yield rest;
}

function parseObject(text: string, place: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError({ code: 'malformed_table', message: `${place}: not JSON: ${String(cause)}.`, cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError({
      code: 'malformed_table',
      message: `${place}: not an object.`,
      hint: 'JSON Lines has one object on each line, with a field for the image and one for each attribute.',
    });
  }
  return value as Record<string, unknown>;
}
