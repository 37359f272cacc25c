import { describe, expect, test } from 'vitest';
import { splitFrontMatter } from './front-matter.js';

describe('the head of a Markdown document', () => {
  test('is between two lines of dashes, with any line endings and a byte-order mark', () => {
    expect(splitFrontMatter('\uFEFF---\r\na: 1\r\nb: 2\r\n---  \r\n# Title\r\n')).toEqual({
      head: ['a: 1', 'b: 2'],
      body: ['# Title', ''],
      bodyLine: 5,
    });
  });

  test('may be empty', () => {
    expect(splitFrontMatter('---\n---\ntext')).toEqual({ head: [], body: ['text'], bodyLine: 3 });
  });

  test.each(['# Title\n---\na: 1\n---', '---\na: 1\n----\n', '', ' ---\na: 1\n---'])(
    'is not there in %j',
    (text) => {
      expect(splitFrontMatter(text)).toEqual({ head: [], body: text.split('\n'), bodyLine: 1 });
    },
  );
});
