import { type AuditDocument, type AuditRun, shellWord } from '@evenhand/contracts';
import { type Db, markFailed } from '@evenhand/db';
import { type Command, Option } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { type ExitCode, exitCode } from '../cli/exit-codes.js';
import { collect, type FailureLimit, failureLimit, keyValues, wholeNumber } from '../cli/options.js';
import { Interrupted } from '../cli/run-command.js';
import {
  type PreparedRun,
  prepareNewRun,
  prepareResumedRun,
  type RunRequest,
  requireModelAndDataset,
} from '../engine/prepare-run.js';
import { runAudit } from '../engine/run-audit.js';
import { count } from '../reporters/format.js';
import { createRunReporter } from '../reporters/progress.js';
import { runSummary } from '../reporters/run-summary.js';
import { withDatabase } from './with-database.js';

interface Options {
  model?: string;
  dataset?: string;
  device?: string;
  precision: 'fp32';
  batchSize?: number | 'auto';
  threads?: number;
  limit?: number;
  where?: string[];
  map?: string[];
  plan?: string;
  resume?: string | true;
  tag?: string[];
  maxFailures?: FailureLimit;
}

export function registerRun(program: Command, environment: Environment): void {
  handle<[], Options>(
    environment,
    program
      .command('run')
      .description('run a model over a data set and measure every group')
      .option('--model <model>', 'model of this workspace: NAME@VERSION')
      .option('--dataset <dataset>', 'data set of this workspace')
      .option(
        '--device <device>',
        'auto (the default), cpu, webgpu, cuda or another execution provider of onnxruntime',
      )
      .addOption(
        new Option('--precision <precision>', 'number format of the model').choices(['fp32']).default('fp32'),
      )
      .option('--batch-size <n>', 'images per batch, or auto (the default)', batchSize)
      .option('--threads <n>', 'threads for image work', wholeNumber(1))
      .option('--limit <n>', 'only the first n images', wholeNumber(1))
      .option(
        '--where <attribute=label>',
        'only images with this label (repeatable; label,label for either)',
        collect,
      )
      .option('--map <task=file>', "translate the data set's labels into the model's (repeatable)", collect)
      .option(
        '--plan <file>',
        'what is decided beforehand: confidence, smallest group, margin, reference (docs/formats.md)',
      )
      .option('--resume [run]', 'continue an interrupted run')
      .option('--tag <key=value>', 'note something with the run (repeatable)', collect)
      .option('--max-failures <n|share%>', 'exit with 5 when more samples fail', failureLimit),
    async (context, options) => {
      const request: RunRequest = {
        model: options.model,
        dataset: options.dataset,
        device: options.device,
        batchSize: options.batchSize,
        threads: options.threads,
        limit: options.limit,
        where: options.where ?? [],
        maps: keyValues(options.map ?? [], '--map'),
        plan: options.plan,
        tags: Object.fromEntries(keyValues(options.tag ?? [], '--tag')),
      };
      if (options.resume === undefined) requireModelAndDataset(request);
      return withDatabase(context, async (db) => {
        const open = { workspace: context.workspace, db, signal: context.interruption() };
        const prepared =
          options.resume === undefined
            ? await prepareNewRun(open, request)
            : await prepareResumedRun(open, request, options.resume === true ? undefined : options.resume);
        const audit = await executeRun(context, db, prepared);
        if (context.json) context.printJson({ schemaVersion: audit.schemaVersion, run: audit.run });
        else context.print(runSummary(audit, context.colors));
        return failuresExit(context, audit.run, options.maxFailures);
      });
    },
  );
}

/** Runs to the end, showing progress; an interruption or a fault leaves a run that can be resumed. */
export async function executeRun(context: Context, db: Db, prepared: PreparedRun): Promise<AuditDocument> {
  const { job, run, warnings, close } = prepared;
  const reporter = createRunReporter(context, run.id);
  for (const warning of warnings) reporter.show({ type: 'warning', warning });
  try {
    for await (const event of runAudit(job)) {
      reporter.show(event);
      if (event.type === 'finished') return event.audit;
      if (event.type === 'interrupted') {
        throw new Interrupted(
          `Interrupted: ${count(event.done)} of ${count(event.total)} images are stored. Continue with\n  ${resumeCommand(context, run.id)}`,
        );
      }
    }
  } catch (error) {
    reporter.clear();
    if (!(error instanceof Interrupted)) {
      const reason = error instanceof Error ? error.message : String(error);
      markFailed(db, { run: run.id, reason });
      context.warn(
        `Run ${run.id} stopped; what it stored is kept. Continue with\n  ${resumeCommand(context, run.id)}`,
      );
    }
    throw error;
  } finally {
    await close();
  }
  throw new Error(`the run ${run.id} came to no end`);
}

function resumeCommand(context: Context, run: string): string {
  const named = context.workspace.named ? ` --workspace ${shellWord(context.workspace.dir)}` : '';
  return `evenhand run --resume ${run}${named}`;
}

function batchSize(text: string): number | 'auto' {
  return text === 'auto' ? text : wholeNumber(1)(text);
}

/** Without `--max-failures` any number may fail, but not every sample: such a run says nothing. */
function failuresExit(context: Context, run: AuditRun, limit: FailureLimit | undefined): ExitCode {
  const { ok, failed } = run.counts;
  const allowed =
    limit === undefined ? ok + failed - 1 : 'samples' in limit ? limit.samples : limit.share * (ok + failed);
  if (failed <= allowed) return exitCode.fine;
  context.warn(`${count(failed)} of ${count(ok + failed)} samples failed, more than allowed.`);
  return exitCode.tooManyFailures;
}
