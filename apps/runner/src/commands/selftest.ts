import { runKnownAnswers } from '@evenhand/metrics';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { exitCode } from '../cli/exit-codes.js';

export function registerSelftest(program: Command, environment: Environment): void {
  handle(
    environment,
    program
      .command('selftest')
      .description('compute the known answers of the statistics and say how many hold'),
    async (context) => {
      const result = runKnownAnswers();
      if (context.json) {
        context.printJson(result);
      } else {
        for (const failure of result.failures) context.print(JSON.stringify(failure));
        context.print(`${result.passed}/${result.total} known answers hold.`);
      }
      return result.passed === result.total ? exitCode.fine : exitCode.fault;
    },
  );
}
