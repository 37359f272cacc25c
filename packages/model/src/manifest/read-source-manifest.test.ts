import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { readSourceManifest } from './read-source-manifest.js';

async function refusal(text: string): Promise<{ code: string; message: string }> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'model.yaml');
  await writeFile(file, text);
  const { code, message } = await userErrorOf(readSourceManifest(file));
  return { code, message };
}

it('refuses YAML that would take long, grow, or be read with a warning only', async () => {
  const aliases = Array.from(
    { length: 9 },
    (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}, *l${i}]`,
  );
  const cases: [string, string][] = [
    ['title: '.padEnd(1_000_001, 'x'), 'more than 1000000 bytes'],
    ['['.repeat(100_000), 'nested more than 64 deep'],
    [`[${'a,'.repeat(150_000)}]`, 'more than 200000 words'],
    ['{a: '.repeat(8192), 'nested more than 64 deep'],
    ['- '.repeat(8192), 'nested more than 64 deep'],
    [`l0: &l0 [a, b]\n${aliases.join('\n')}`, 'alias'],
    ['title: !!js/function x', 'Unresolved tag'],
    ['{ [a]: b }', 'string'],
    ['title: a\ntitle: b', 'unique'],
    [`tasks: [${'0, '.repeat(10_000)}]`, 'expected object'],
  ];
  for (const [text, message] of cases) {
    const error = await refusal(text);
    expect(error).toEqual({ code: 'bad_manifest', message: expect.stringContaining(message) });
    expect(error.message.length).toBeLessThan(3000);
  }
});

it('reads dashes, brackets and question marks inside texts', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'model.yaml');
  const title = `${'- '.repeat(100)}${'['.repeat(100)}${'? '.repeat(100)}`;
  await writeFile(file, `title: "${title}"\ncard:\n  summary: |\n    ${title}\n`);
  expect(await readSourceManifest(file)).toMatchObject({ title, card: { summary: `${title}\n` } });
});
