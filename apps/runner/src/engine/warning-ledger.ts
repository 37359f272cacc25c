import type { RunWarning } from '@evenhand/contracts';

const messages: Record<string, string> = {
  cmyk_converted: 'CMYK images were converted to RGB with the plain formula; their colours are approximate',
  sixteen_bit_reduced: 'images with more than 8 bits per channel were reduced to their high 8 bits',
  first_frame_used: 'animated or multi-page images: the first frame was used',
};

export interface WarningLedger {
  /** Counts a batch's image warnings; gives those that are seen for the first time. */
  add(codes: ReadonlyMap<string, number>): RunWarning[];
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
        const warning = { code, message: messages[code] ?? code.replaceAll('_', ' '), count };
        warnings.push(warning);
        fresh.push(warning);
      }
      return fresh;
    },
  };
}
