import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../testing/folder.js';
import { readCsv } from './read-csv.js';

async function rowsOf(content: string | Uint8Array, delimiter?: string): Promise<unknown[]> {
  await using folder = await testFolder({ 't.csv': content });
  const rows = [];
  for await (const { line, cells } of readCsv(folder.at('t.csv'), delimiter)) {
    rows.push({ line, ...Object.fromEntries(cells) });
  }
  return rows;
}

describe('readCsv', () => {
  it('names the cells and tells the line on which each row begins, in every line ending', async () => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const lines = ['file,note', '1.jpg,"two', 'lines"', '', '2.jpg,"a ""b"", c"', ',', '3.jpg,'];
      const breaks = newline.length === 1 ? newline : '\r\n';
      expect(await rowsOf(lines.join(newline))).toEqual([
        { line: 2, file: '1.jpg', note: `two${breaks}lines` },
        { line: 5, file: '2.jpg', note: 'a "b", c' },
        { line: 7, file: '3.jpg', note: '' },
      ]);
    }
  });

  it('copes with mixed line endings', async () => {
    expect(await rowsOf('file,a\r\n1,x\n2,y\r\n\n3,z')).toEqual([
      { line: 2, file: '1', a: 'x' },
      { line: 3, file: '2', a: 'y' },
      { line: 5, file: '3', a: 'z' },
    ]);
  });

  it.each([
    ['comma', 'file,a;b,"c;;;d"\n1,2,3', { line: 2, file: '1', 'a;b': '2', 'c;;;d': '3' }],
    ['semicolon', 'file;a,b;c\n1;0,5;', { line: 2, file: '1', 'a,b': '0,5', c: '' }],
    ['tab', 'file\ta,b\tc\n1\t0,5\t', { line: 2, file: '1', 'a,b': '0,5', c: '' }],
    ['single column', 'file\n1.jpg', { line: 2, file: '1.jpg' }],
  ])('finds the delimiter: %s', async (_, content, row) => {
    expect(await rowsOf(content)).toEqual([row]);
  });

  it('takes the delimiter that is given', async () => {
    expect(await rowsOf('a,b|c\n1,2|3', '|')).toEqual([{ line: 2, 'a,b': '1,2', c: '3' }]);
  });

  it('reads UTF-8 with and without its mark and UTF-16 with it', async () => {
    const text = 'file,größe\n1.jpg,klein\n';
    const expected = [{ line: 2, file: '1.jpg', größe: 'klein' }];
    expect(await rowsOf(text)).toEqual(expected);
    expect(await rowsOf(`\ufeff${text}`)).toEqual(expected);
    expect(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(expected);
    expect(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual(expected);
  });

  it('leaves out nameless columns and keeps quotation marks inside a cell', async () => {
    expect(await rowsOf(',file,size,,\n0,1.jpg,5" disk,,\n')).toEqual([
      { line: 2, file: '1.jpg', size: '5" disk' },
    ]);
  });

  it.each([
    ['a row that is cut short', 'file,age\n1.jpg,3-9\n2.j', /line 3: 1 cells where the header has 2/],
    ['a row with too much', 'file,age\n1.jpg,3-9,x\n', /line 2: 3 cells where the header has 2/],
    [
      'a quotation mark that stays open',
      'file,age\n1.jpg,3-9\n2.jpg,"3-9\n3.jpg,0-2\n',
      /line 3: a quotation mark/,
    ],
    ['a column twice', 'file,age,age\n1.jpg,a,b\n', /"age" twice/],
  ])('refuses %s', async (_, content, message) => {
    await expect(rowsOf(content)).rejects.toMatchObject({
      code: 'malformed_table',
      message: expect.stringMatching(message),
    });
  });

  it('does not gather a whole file behind an open quotation mark', async () => {
    const content = `file,age\n"1.jpg,3-9\n${'2.jpg,3-9\n'.repeat(300_000)}`;
    await expect(rowsOf(content)).rejects.toMatchObject({
      code: 'malformed_table',
      message: expect.stringContaining('line 2: a quotation mark'),
    });
  });

  it('refuses what is not text and what is not there', async () => {
    const latin1 = Buffer.from('file,größe\n', 'latin1');
    await expect(rowsOf(latin1)).rejects.toMatchObject({ code: 'not_text' });
    await expect(rowsOf(Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0x80]))).rejects.toMatchObject({
      code: 'not_text',
    });
    await expect(readCsv('/nowhere/t.csv').next()).rejects.toMatchObject({ code: 'file_not_found' });
  });

  it('reads back any table that is written by the rules of RFC 4180', async () => {
    // Blank rows are skipped by design, so every row has something in its first cell.
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', ';', '\n', '\r\n', '\t', 'é', '😀', '9') }),
      fc.string({ unit: 'grapheme' }),
    );
    const key = fc.integer({ min: 0, max: 1e6 }).map(String);
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.record({
        rows: fc.array(fc.tuple(key, fc.array(cell, { minLength: width, maxLength: width })), {
          maxLength: 8,
        }),
        newline: fc.constantFrom('\n', '\r\n'),
        delimiter: fc.constantFrom(',', ';', '\t'),
        mark: fc.constantFrom('', '\ufeff'),
        last: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(table, async ({ rows, newline, delimiter, mark, last }) => {
        const width = rows[0]?.[1].length ?? 1;
        const header = ['key', ...Array.from({ length: width }, (_, index) => `column ${index}`)];
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = [header, ...rows.map(([first, cells]) => [first, ...cells])].map((cells) =>
          cells.map(quote).join(delimiter),
        );
        let line = 2;
        const expected = rows.map(([first, cells], index) => {
          const start = line;
          line += 1 + ((lines[index + 1] ?? '').match(/\r\n|\r|\n/g)?.length ?? 0);
          return {
            line: start,
            key: first,
            ...Object.fromEntries(cells.map((text, at) => [`column ${at}`, text])),
          };
        });
        const content = mark + lines.join(newline) + (last ? newline : '');
        expect(await rowsOf(content)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('answers any text with rows or with a UserError', async () => {
    const structure = fc.constantFrom('"', ',', ';', '\n', '\r', ' ', 'a', 'é');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: structure, maxLength: 60 }), async (content) => {
        try {
          await rowsOf(content);
        } catch (error) {
          expect(error).toMatchObject({ evenhand: 'user-error', code: 'malformed_table' });
        }
      }),
      { numRuns: 100 },
    );
  });
});
