import { describe, expect, it } from 'vitest';
import { checkPath } from './hub-file.js';
import { parseHubSource } from './hub-source.js';

describe('parseHubSource', () => {
  it('reads a repository and its revision', () => {
    expect(parseHubSource('hf:owner/repo')).toEqual({ repo: 'owner/repo', revision: 'main' });
    expect(parseHubSource('hf:o-w.n_er/re.po@v1.0')).toEqual({ repo: 'o-w.n_er/re.po', revision: 'v1.0' });
    expect(parseHubSource('hf:a/b@refs/convert/parquet')).toEqual({
      repo: 'a/b',
      revision: 'refs/convert/parquet',
    });
    expect(parseHubSource('./folder')).toBeNull();
    expect(parseHubSource('hf')).toBeNull();
  });

  it.each([
    'hf:',
    'hf:a/b/c',
    'hf:../b',
    'hf:a/..',
    'hf:a/b@',
    'hf:a/b@../x',
    'hf:a/b@x@y',
    'hf:https://x',
    'hf:a b',
  ])('refuses %s', (source) => {
    expect(() => parseHubSource(source)).toThrow(expect.objectContaining({ code: 'bad_hub_source' }));
  });
});

describe('checkPath', () => {
  it('passes names that stay inside', () => {
    for (const path of ['config.json', 'data/train-00000-of-00001.parquet', 'a/.b/ü ä.txt', '...']) {
      expect(checkPath(path, 'r')).toBe(path);
    }
  });

  it.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../../x',
    'a//b',
    './a',
    'C:/x',
    'a\\..\\b',
    'a\u0000b',
    'a/',
    'x'.repeat(300),
  ])('refuses %j', (path) => {
    expect(() => checkPath(path, 'r')).toThrow(expect.objectContaining({ code: 'unsafe_path' }));
  });
});
