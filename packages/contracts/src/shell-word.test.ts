import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from './shell-word.js';

it('leaves plain words as they are', () => {
  expect(['latest~1', '/data/faces', 'race=White,Black'].map(shellWord)).toEqual([
    "'latest~1'",
    '/data/faces',
    'race=White,Black',
  ]);
});

it.each(['', 'my faces', "it's", '$HOME', '`id`', 'a"b\\c', 'Grün', '*;&|'])(
  'a shell reads %j back',
  (text) => {
    const read = execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' });
    expect(read).toBe(text);
  },
);
