import type { StoredPrediction } from '../types.js';
import { shortFloat32 } from './scores-text.js';

type Probabilities = Pick<StoredPrediction, 'predicted' | 'confidence' | 'scores'>;

/** A prediction's probabilities as they are read back: the fewest digits that restore the float32. */
export function asStored({
  predicted,
  confidence,
  scores,
}: Probabilities): Pick<Probabilities, 'confidence' | 'scores'> {
  const short = scores?.map(shortFloat32) ?? null;
  return {
    confidence: confidence === null ? null : (short?.[predicted] ?? shortFloat32(confidence)),
    scores: short,
  };
}
