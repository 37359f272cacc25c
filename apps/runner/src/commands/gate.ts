import { decideGate } from '@evenhand/audit';
import type { GateDocument } from '@evenhand/contracts';
import { readPolicy } from '@evenhand/dataset';
import { findRun } from '@evenhand/db';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-codes.js';
import { gateText } from '../reporters/gate-text.js';
import { withDatabase, withDatabaseToRead } from './with-database.js';

interface Options {
  policy: string;
  baseline?: string;
}

export function registerGate(program: Command, environment: Environment): void {
  handle<[string], Options>(
    environment,
    program
      .command('gate <run>')
      .description('whether a run meets a policy: exits with 0, 3 (failed) or 4 (not enough data)')
      .requiredOption('--policy <file>', 'YAML: the rules (docs/formats.md)')
      .option('--baseline <run>', 'what no_regression is measured against'),
    async (context, options, ref) => {
      const policy = await readPolicy(options.policy);
      // A run that is not there is found out before anything is written.
      const found = await withDatabaseToRead(context, (db) => ({
        run: findRun(db, ref).id,
        baseline: options.baseline === undefined ? undefined : findRun(db, options.baseline).id,
      }));
      const gate = await withDatabase(context, (db) => decideGate(db, { ...found, policy }));
      if (context.json) context.printJson(gate);
      else context.print(gateText(gate, context.colors));
      return gateExit(gate);
    },
  );
}

function gateExit({ verdict, policy }: GateDocument): ExitCode {
  if (verdict === 'FAIL') return exitCode.gateFailed;
  const isOpen = verdict === 'NOT ENOUGH DATA' && policy.on_insufficient_data === 'fail';
  return isOpen ? exitCode.gateUndecided : exitCode.fine;
}
