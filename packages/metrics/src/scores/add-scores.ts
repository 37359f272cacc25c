import { UserError } from '@evenhand/contracts';
import { type CellGroup, cellOf, classOf } from '../counts/cell-space.js';
import { LOGIT_BINS, logitBin, widthBin } from './bins.js';
import { addToSum } from './fixed-sum.js';
import { joinBins } from './join-bins.js';
import { brierScore, logLoss, rankedProbabilityScore, rankOfTruth, SMALLEST_PROBABILITY } from './losses.js';
import {
  BRIER,
  emptyScoreSums,
  LOG_LOSS,
  RANKS,
  RPS,
  type ScoreSums,
  type ScoreTable,
} from './score-table.js';

/** One image: its probabilities in label order, and what was predicted (the highest score where left out). */
export interface Scored {
  group: CellGroup;
  truth: string | number;
  scores: ArrayLike<number>;
  predicted?: string | number | undefined;
}

/** Adds one image. Throws `invalid_scores` unless there is one number in [0, 1] per class. */
export function addScores(table: ScoreTable, scored: Scored): void {
  const { space } = table;
  const { scores } = scored;
  const size = space.spec.labels.length;
  checkScores(scores, size);
  const truth = classOf(space, scored.truth);
  const predicted = scored.predicted === undefined ? argmax(scores) : classOf(space, scored.predicted);
  const key = cellOf(space, scored.group) * size + truth;
  table.images++;
  joinBins(table);
  const { joinedBits } = table;
  let sums = table.cells.get(key);
  if (!sums) {
    sums = emptyScoreSums();
    table.cells.set(key, sums);
  }
  sums.n++;
  if (!((scores[truth] as number) >= SMALLEST_PROBABILITY)) sums.clipped++;
  addLoss(sums.losses, LOG_LOSS, logLoss(scores, truth));
  addLoss(sums.losses, BRIER, brierScore(scores, truth));
  if (table.places) addLoss(sums.losses, RPS, rankedProbabilityScore(scores, truth, table.places));
  const rank = rankOfTruth(scores, truth);
  if (rank <= RANKS) sums.ranks[rank - 1] = (sums.ranks[rank - 1] as number) + 1;
  addConfidence(sums, joinedBits, {
    confidence: scores[predicted] as number,
    right: predicted === truth ? 1 : 0,
  });
  for (let label = 0; label < size; label++) {
    const at = sums.histogram.at((label * LOGIT_BINS + logitBin(scores[label] as number)) >>> joinedBits);
    const images = sums.histogram.values;
    images[at] = (images[at] as number) + 1;
  }
}

function addLoss(losses: Float64Array, index: number, loss: number): void {
  addToSum(losses, index, loss);
  addToSum(losses, index + 1, loss * loss);
}

function addConfidence(
  sums: ScoreSums,
  joinedBits: number,
  { confidence, right }: { confidence: number; right: 0 | 1 },
): void {
  const bin = widthBin(confidence);
  sums.widthCounts[2 * bin] = (sums.widthCounts[2 * bin] as number) + 1;
  sums.widthCounts[2 * bin + 1] = (sums.widthCounts[2 * bin + 1] as number) + right;
  addToSum(sums.widthSums, 3 * bin, confidence);
  addToSum(sums.widthSums, 3 * bin + 1, confidence * confidence);
  addToSum(sums.widthSums, 3 * bin + 2, confidence * right);
  const at = sums.fine.at(logitBin(confidence) >>> joinedBits);
  const fine = sums.fine.values;
  fine[at] = (fine[at] as number) + 1;
  fine[at + 1] = (fine[at + 1] as number) + right;
  addToSum(fine, at / 2 + 1, confidence);
}

function argmax(scores: ArrayLike<number>): number {
  let best = 0;
  for (let j = 1; j < scores.length; j++) if ((scores[j] as number) > (scores[best] as number)) best = j;
  return best;
}

/** Rounding of single-precision softmax may exceed 1 by a few units in the last place. */
const SLACK = 1e-5;

function checkScores(scores: ArrayLike<number>, size: number): void {
  let good = scores.length === size;
  for (let j = 0; good && j < size; j++) {
    const score = scores[j] as number;
    good = score >= 0 && score <= 1 + SLACK;
  }
  if (!good) {
    throw new UserError({
      code: 'invalid_scores',
      message: `A sample's scores [${Array.from(scores).join(', ')}] are not ${size} probabilities.`,
      hint: 'Each sample needs one number from 0 to 1 per label.',
    });
  }
}
