import { loadComparison } from '@evenhand/audit';
import { type ComparisonDocument, UserError } from '@evenhand/contracts';
import { findRun } from '@evenhand/db';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { collect } from '../cli/options.js';
import { comparisonMarkdown } from '../reporters/comparison-markdown.js';
import { comparisonText } from '../reporters/comparison-text.js';
import { withDatabaseToRead } from './with-database.js';

interface Options {
  by?: string[];
  markdown?: boolean;
}

export function registerCompare(program: Command, environment: Environment): void {
  handle<[string, string[]], Options>(
    environment,
    program
      .command('compare <base> <candidates...>')
      .description(
        'what changed between runs on the same images, and for whom (runs: an id, a unique prefix, latest, latest~1)',
      )
      .option(
        '--by <attribute,…>',
        'this grouping only, for example race or race,gender (repeatable)',
        collect,
      )
      .option('--markdown', 'as Markdown for a pull request'),
    async (context, options, base, candidates) => {
      if (context.json && options.markdown) {
        throw new UserError({
          code: 'bad_option',
          message: '--json and --markdown exclude each other.',
          hint: 'Give one of them.',
        });
      }
      const groupings = options.by?.map((text) => text.split(',').map((name) => name.trim()));
      const document = await withDatabaseToRead(context, (db) =>
        loadComparison(db, { runs: [base, ...candidates].map((ref) => findRun(db, ref).id), groupings }),
      );
      if (context.json) context.printJson(document);
      else {
        const shown = groupings === undefined ? onlySingles(document) : document;
        context.print(options.markdown ? comparisonMarkdown(shown) : comparisonText(shown, context.colors));
      }
      return undefined;
    },
  );
}

/** Tables of every attribute alone; the findings stay those of all groupings. */
function onlySingles(document: ComparisonDocument): ComparisonDocument {
  return {
    ...document,
    comparisons: document.comparisons.map((comparison) => ({
      ...comparison,
      tasks: comparison.tasks.map((task) => ({
        ...task,
        groupings: task.groupings.filter(({ by }) => by.length === 1),
      })),
    })),
  };
}
