import type { RunWarning } from '@evenhand/contracts';
import { type ImageWarning, imageWarningMessages } from '@evenhand/model';

export interface WarningLedger {
  /** Counts a batch's image warnings; gives those that are seen for the first time. */
  add(codes: ReadonlyMap<ImageWarning, number>): RunWarning[];
  all(): RunWarning[];
}

/** A run's warnings, those about images counted by code. */
export function createWarningLedger(earlier: readonly RunWarning[]): WarningLedger {
  const warnings = earlier.map((warning) => ({ ...warning }));
  return {
    all: () => warnings.map((warning) => ({ ...warning })),
    add(codes) {
      const fresh: RunWarning[] = [];
      for (const [code, count] of codes) {
        const known = warnings.find((warning) => warning.code === code);
        if (known) {
          known.count = (known.count ?? 0) + count;
          continue;
        }
        const warning: RunWarning = { code, message: imageWarningMessages[code], count };
        warnings.push(warning);
        fresh.push(warning);
      }
      return fresh;
    },
  };
}
