import { describe, expect, it } from 'vitest';
import { testFolder } from '../testing/folder.js';
import { readJsonl } from './read-jsonl.js';

async function rowsOf(content: string): Promise<unknown[]> {
  await using folder = await testFolder({ 't.jsonl': content });
  const rows = [];
  for await (const { line, cells } of readJsonl(folder.at('t.jsonl')))
    rows.push([line, Object.fromEntries(cells)]);
  return rows;
}

describe('readJsonl', () => {
  it('reads scalars as text, null as nothing, and leaves out lists and objects', async () => {
    const lines = [
      '\ufeff{"file":"1.jpg","age":30,"ok":true,"race":null}',
      '',
      '{"file":"2.jpg","box":[1,2],"meta":{"a":1},"__proto__":"x"}\r',
    ];
    expect(await rowsOf(lines.join('\n'))).toEqual([
      [1, { file: '1.jpg', age: '30', ok: 'true', race: '' }],
      [
        3,
        Object.fromEntries([
          ['file', '2.jpg'],
          ['__proto__', 'x'],
        ]),
      ],
    ]);
  });

  it('reads lines that straddle the pieces in which a file is read', async () => {
    const long = 'é'.repeat(70_000);
    expect(await rowsOf(`{"file":"${long}"}\n{"file":"2"}`)).toEqual([
      [1, { file: long }],
      [2, { file: '2' }],
    ]);
  });

  it.each([
    ['a broken line', '{"file":"1.jpg"}\n{"file":', /line 2: not JSON/],
    ['a line that is no object', '{"file":"1.jpg"}\n["2.jpg"]', /line 2: not an object/],
    [
      'a document on one endless line',
      `[${'1,'.repeat(800_000)}1]`,
      /more than 1,048,576 characters|not an object/,
    ],
  ])('refuses %s', async (_, content, message) => {
    await expect(rowsOf(content)).rejects.toMatchObject({
      code: 'malformed_table',
      message: expect.stringMatching(message),
    });
  });
});
