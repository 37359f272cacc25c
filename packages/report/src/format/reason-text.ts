import type { UndefinedReason } from '@evenhand/contracts';

/** Why there is no value, in words. */
export function reasonText(reason: UndefinedReason | undefined): string {
  switch (reason) {
    case 'no_true':
      return 'no image truly of this class';
    case 'no_pred':
      return 'nothing predicted as this class';
    case 'no_samples':
      return 'no images';
    case 'degenerate':
      return 'has no meaning inside a group of one true class';
    case undefined:
      return 'undefined';
  }
}
