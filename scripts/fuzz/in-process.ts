// The process that scripts/fuzz.ts watches: it may hang, crash or take too much memory.
import { type FuzzOptions, runInputs } from './run-inputs.js';

/** Often enough to notice a hang, seldom enough not to count. */
const INPUTS_PER_MESSAGE = 50;

process.once('message', async (options: FuzzOptions) => {
  const onInput = (done: number): void => {
    if (done % INPUTS_PER_MESSAGE === 0) process.send?.({ done });
  };
  const result = await runInputs({ ...options, onInput });
  process.send?.({ result, peakBytes: process.resourceUsage().maxRSS * 1024 });
  process.disconnect();
});
