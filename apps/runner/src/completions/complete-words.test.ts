import { expect, it } from 'vitest';
import { createProgram } from '../cli/program.js';
import { completeWords, type KnownNames } from './complete-words.js';

const names: KnownNames = {
  runs: () => [
    { value: 'latest', description: 'faces@2 on fairface, finished' },
    { value: 'r7k2m9xd', description: 'faces@2 on fairface, finished' },
  ],
  models: () => [{ value: 'faces@2', description: 'age, gender, race' }],
  datasets: () => [{ value: 'fairface', description: '600 images' }],
};

const program = await createProgram(
  {
    streams: { stdout: { write: () => true }, stderr: { write: () => true } },
    interruption: () => new AbortController().signal,
    onExit: () => {},
  },
  [],
);

/** Candidates and paths for a line that ends at the cursor. */
function complete(line: string): { words: string[]; paths: string } {
  const { candidates, paths } = completeWords(program, line.split(' ').slice(1), names);
  return { words: candidates.map(({ value }) => value), paths };
}

const words = (...found: string[]) => ({ words: found, paths: 'none' });

it.each([
  ['evenhand mod', words('model')],
  ['evenhand pred', words('predict', 'predictions')],
  ['evenhand model ', words('add', 'list', 'show', 'verify', 'remove', 'help')],
  ['evenhand help dat', words('dataset')],
  ['evenhand help model s', words('show')],
  ['evenhand model show ', words('faces@2')],
  ['evenhand model show faces@2 ', words()],
  ['evenhand model verify faces@2 --run ', words('latest', 'r7k2m9xd')],
  ['evenhand dataset show ', words('fairface')],
  ['evenhand dataset add ', { words: [], paths: 'files' }],
  ['evenhand dataset add photos --images ', { words: [], paths: 'folders' }],
  ['evenhand dataset add photos --format=im', words('--format=imagefolder')],
  ['evenhand run --mo', words('--model')],
  ['evenhand run --model fa', words('faces@2')],
  ['evenhand run --model=', words('--model=faces@2')],
  ['evenhand run --model faces@2 --dataset ', words('fairface')],
  ['evenhand run --device w', words('webgpu')],
  ['evenhand run --limit ', words()],
  ['evenhand run --resume ', words('latest', 'r7k2m9xd')],
  ['evenhand run --resume --ta', words('--tag')],
  ['evenhand --workspace', words('--workspace')],
  ['evenhand --workspace ', { words: [], paths: 'folders' }],
  ['evenhand --workspace /data --json sho', words('show')],
  ['evenhand compare latest ', words('latest', 'r7k2m9xd')],
  ['evenhand compare latest r7k2m9xd ', words('latest', 'r7k2m9xd')],
  ['evenhand predict --model faces@2 -- --', { words: [], paths: 'files' }],
  ['evenhand completions ', words('bash', 'zsh', 'fish')],
  ['evenhand nonsense ', words()],
])('%s', (line, expected) => {
  expect(complete(line)).toEqual(expected);
});

it('offers every option of a command, and none that is not there', () => {
  const { words: offered } = complete('evenhand show -');
  expect(offered).toEqual([
    '--by',
    '--classification-report',
    '--workspace',
    '--json',
    '--quiet',
    '--no-color',
    '--help',
  ]);
});
