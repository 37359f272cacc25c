import { Argument, type Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { type Completion, completeWords } from '../completions/complete-words.js';
import { knownNames } from '../completions/known-names.js';
import { completionScript, installation, type Shell, shells } from '../completions/scripts.js';

export function registerCompletions(program: Command, environment: Environment): void {
  handle<[Shell], object>(
    environment,
    program
      .command('completions')
      .description('a script that makes your shell complete commands, options, models, data sets and runs')
      .addArgument(new Argument('<shell>').choices(shells))
      .addHelpText(
        'after',
        `\nTo have it always:\n${shells.map((shell) => `  ${installation[shell]}`).join('\n')}`,
      ),
    async (context, _options, shell) => {
      const script = completionScript(shell);
      if (context.json) context.printJson({ shell, script });
      else context.print(script.trimEnd());
      return undefined;
    },
  );
  handle<[string[]], object>(
    environment,
    program.command('complete', { hidden: true }).argument('[words...]'),
    async (context, _options, words) => {
      const completion = completeWords(program, words, knownNames(workspaceIn(words)));
      if (context.json) context.printJson(completion);
      else context.print(completionText(completion));
      return undefined;
    },
  );
}

/** The workspace that the words name. */
function workspaceIn(words: readonly string[]): string | undefined {
  const inline = words.find((word) => word.startsWith('--workspace='));
  if (inline !== undefined) return inline.slice('--workspace='.length);
  const flag = words.indexOf('--workspace');
  return flag < 0 ? undefined : words[flag + 1] || undefined;
}

function completionText({ candidates, paths }: Completion): string {
  const lines = candidates.map(({ value, description }) =>
    description === '' ? value : `${value}\t${description}`,
  );
  return [...lines, `:${paths}`].join('\n');
}
