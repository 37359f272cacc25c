import { loadAudit } from '@evenhand/audit';
import { type AuditDocument, UserError } from '@evenhand/contracts';
import { findRun } from '@evenhand/db';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { collect } from '../cli/options.js';
import { auditText } from '../reporters/audit-text.js';
import { classificationReport } from '../reporters/classification-report.js';
import { withDatabaseToRead } from './with-database.js';

interface Options {
  by?: string[];
  classificationReport?: boolean;
}

export function registerShow(program: Command, environment: Environment): void {
  handle<[string], Options>(
    environment,
    program
      .command('show <run>')
      .description(
        'the result of a run: every task, every group (RUN: an id, a unique prefix, latest, latest~1)',
      )
      .option(
        '--by <attribute,…>',
        'this grouping only, for example race or race,gender (repeatable)',
        collect,
      )
      .option('--classification-report', "each task in the layout of scikit-learn's classification_report"),
    async (context, options, ref) => {
      const audit = await withDatabaseToRead(context, (db) => loadAudit(db, findRun(db, ref).id));
      const chosen = options.by === undefined ? undefined : chooseGroupings(audit, options.by);
      if (context.json) context.printJson(chosen ?? audit);
      else if (options.classificationReport) context.print(reports(audit));
      else context.print(auditText(chosen ?? onlySingles(audit), context));
      return undefined;
    },
  );
}

function reports(audit: AuditDocument): string {
  return audit.tasks
    .map((task) => `${task.task} (${task.overall.n} images)\n${classificationReport(task, task.overall)}`)
    .join('\n\n');
}

/** Only the groupings that `--by` names; an attribute order of the user's own is accepted. */
function chooseGroupings(audit: AuditDocument, by: readonly string[]): AuditDocument {
  const wanted = by.map((text) => text.split(',').map((name) => name.trim()));
  for (const names of wanted) {
    if (audit.tasks.some((task) => task.groupings.some((grouping) => sameNames(grouping.by, names))))
      continue;
    const known = [
      ...new Set(audit.tasks.flatMap((task) => task.groupings.map((grouping) => grouping.by.join(',')))),
    ];
    throw new UserError({
      code: 'unknown_grouping',
      message: `There is no grouping by ${names.join(', ')} in run ${audit.run.id}.`,
      hint: `There are: ${known.join(' · ')}.`,
    });
  }
  return withGroupings(audit, (names) => wanted.some((entry) => sameNames(names, entry)));
}

function onlySingles(audit: AuditDocument): AuditDocument {
  return withGroupings(audit, (names) => names.length === 1);
}

function withGroupings(audit: AuditDocument, keep: (by: readonly string[]) => boolean): AuditDocument {
  return {
    ...audit,
    tasks: audit.tasks.map((task) => ({
      ...task,
      groupings: task.groupings.filter((grouping) => keep(grouping.by)),
    })),
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}
