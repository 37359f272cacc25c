import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUserError } from '@evenhand/contracts';
import type { FuzzTarget } from './fuzz-target.js';
import { mutated } from './mutate.js';
import { fuzzTargets } from './targets.js';

export interface FuzzOptions {
  /** A name of `fuzzTargets`. */
  parser: string;
  /** Inputs first … first + count − 1 of the sequence that the seed begins. */
  first: number;
  count: number;
  seed: number;
  /** A folder for the input in hand and for those that failed. */
  folder: string;
  onInput?: (done: number) => void;
}

export interface FuzzResult {
  accepted: number;
  /** By the code of the UserError. */
  refused: Record<string, number>;
  /** Errors that are no UserErrors, with the file that makes them. */
  faults: { file: string; error: string }[];
  slowest: { index: number; milliseconds: number };
}

/** Gives a parser damaged inputs, one after the other. The one in hand is `input` in the folder. */
export async function runInputs(options: FuzzOptions): Promise<FuzzResult> {
  const { parser, first, count, seed, folder, onInput = () => {} } = options;
  const target = targetNamed(parser);
  const material = await target.material();
  const file = join(folder, 'input');
  const result: FuzzResult = { accepted: 0, refused: {}, faults: [], slowest: { index: 0, milliseconds: 0 } };
  for (let index = first; index < first + count; index++) {
    const bytes = mutated(material, seed, index);
    writeFileSync(file, bytes);
    const started = performance.now();
    try {
      await target.parse(file, bytes);
      result.accepted += 1;
    } catch (error) {
      if (isUserError(error)) {
        result.refused[error.code] = (result.refused[error.code] ?? 0) + 1;
      } else {
        const kept = join(folder, `fault-${parser}-${seed}-${index}`);
        writeFileSync(kept, bytes);
        result.faults.push({
          file: kept,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      }
    }
    const milliseconds = performance.now() - started;
    if (milliseconds > result.slowest.milliseconds) result.slowest = { index, milliseconds };
    onInput(index - first + 1);
  }
  return result;
}

function targetNamed(parser: string): FuzzTarget {
  const target = fuzzTargets[parser];
  if (target === undefined)
    throw new Error(`there is no parser ${parser}; there are ${Object.keys(fuzzTargets).join(', ')}`);
  return target;
}
