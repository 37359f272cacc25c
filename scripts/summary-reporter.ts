import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one plain line that scripts and people can read: `12 passed, 0 failed, 1 skipped`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => {
      const own = [...module.children.allTests()].map((test) => test.result().state);
      // A file or suite that broke outside its tests has failed too.
      return module.state() === 'failed' && !own.includes('failed') ? [...own, 'failed' as const] : own;
    });
    const count = (state: string): number => states.filter((value) => value === state).length;
    console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  }
}
