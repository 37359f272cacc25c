import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { demoModelFolder } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench } from './cli.js';

let bench: Bench;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  bench = await createBench();
  const added = await bench.run(['model', 'add', demoModelFolder('v1'), '--name', 'demo', '--version', 'v1']);
  expect(added.code, added.stderr).toBe(0);
  // The scripts call the command by its name.
  const bin = join(bench.folder, 'bin');
  await mkdir(bin);
  await symlink(join(import.meta.dirname, '../apps/runner/bin/evenhand.js'), join(bin, 'evenhand'));
  env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
    EVENHAND_WORKSPACE: bench.workspace,
  };
});
afterAll(() => bench.remove());

function shell(name: string, parameters: string[]): string[] {
  return execFileSync(name, parameters, { env, cwd: bench.folder, encoding: 'utf8' }).trim().split('\n');
}

function installed(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log(`Skipped: completion in ${name} needs ${name}.`);
    return false;
  }
}

describe.skipIf(!installed('bash'))('bash', () => {
  it.each([
    // Words as bash splits them: at blanks, and at =, : and @.
    [['evenhand', 'mod'], 'evenhand mod', ['model']],
    [['evenhand', 'model', 'show', ''], 'evenhand model show ', ['demo@v1']],
    [['evenhand', 'model', 'show', 'demo', '@', 'v'], 'evenhand model show demo@v', ['v1']],
    [['evenhand', 'run', '--model', '=', 'de'], 'evenhand run --model=de', ['demo@v1']],
    [
      ['evenhand', 'dataset', 'add', 'a', '--format', '=', 'im'],
      'evenhand dataset add a --format=im',
      ['imagefolder'],
    ],
  ])('%j', (words, line, expected) => {
    const script = `eval "$(evenhand completions bash)"
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}
COMP_LINE='${line}' COMP_POINT=${line.length} COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
_evenhand
printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(shell('bash', ['--norc', '-c', script])).toEqual(expected);
  });
});

describe.skipIf(!installed('zsh'))('zsh', () => {
  it.each([
    [['evenhand', 'mod'], ['model:models: add, list, show, verify, remove']],
    [['evenhand', 'model', 'show', ''], ['demo@v1:Butterfly demo model v1']],
  ])('%j', (words, expected) => {
    // What asks for the candidates is the script's own; what draws them is zsh's.
    const script = `compdef() {}; _describe() { print -l -- "\${(@P)2}" }
eval "$(evenhand completions zsh)"
words=(${words.map((word) => `'${word}'`).join(' ')}) CURRENT=${words.length}
_evenhand`;
    expect(shell('zsh', ['-f', '-c', script])).toEqual(expected);
  });
});

describe.skipIf(!installed('fish'))('fish', () => {
  it.each([
    ['evenhand mod', ['model\tmodels: add, list, show, verify, remove']],
    ['evenhand model show ', ['demo@v1\tButterfly demo model v1']],
    ['evenhand run --images x --workspace ./b', ['./bin/']],
  ])('%s', (line, expected) => {
    expect(shell('fish', ['-c', `evenhand completions fish | source; complete -C '${line}'`])).toEqual(
      expected,
    );
  });
});
