import { hashWord, randomStream } from '../../random/random-stream.js';
import type { SliceLattice } from './slice-lattice.js';

const PURPOSE = hashWord('slice-search');
/** Simulated audits; the 95th percentile of the maximum is then good to about 0.03. */
export const SLICE_DRAWS = 2000;

/** The last result: the tasks of one run share images and groupings, and so this distribution. */
let last: { key: string; scores: Float64Array } | null = null;

/**
 * Largest |z| of any slice against its complement when no slice differs, simulated: normal noise of variance n_c in
 * every base cell, added up to all slices at once, so that their overlap is accounted for. Rising order. The score
 * does not depend on the common rate.
 */
export function largestScores({ cells, slices, n }: SliceLattice, seed: number): Float64Array {
  const sizes = cells.map((cell) => cell.n);
  const key = `${seed}/${sizes.join()}/${slices.map(({ members }) => members.length).join()}`;
  if (last?.key === key) return last.scores;
  const random = randomStream({ seed, purpose: PURPOSE });
  const roots = sizes.map(Math.sqrt);
  const members = slices.map((slice) => Int32Array.from(slice.members));
  const scores = new Float64Array(SLICE_DRAWS);
  const noise = new Float64Array(cells.length);
  for (let draw = 0; draw < SLICE_DRAWS; draw++) {
    let all = 0;
    for (let c = 0; c < noise.length; c++) {
      noise[c] = (roots[c] as number) * random.normal();
      all += noise[c] as number;
    }
    let largest = 0;
    for (let s = 0; s < slices.length; s++) {
      const own = members[s] as Int32Array;
      const images = (slices[s] as SliceLattice['slices'][number]).n;
      let sum = 0;
      for (let at = 0; at < own.length; at++) sum += noise[own[at] as number] as number;
      // (sum/n_s − rest/n_r)/√(1/n_s + 1/n_r) = (sum − n_s/n·all)/√(n_s·n_r/n).
      const score = Math.abs(sum - (images / n) * all) / Math.sqrt((images * (n - images)) / n);
      if (score > largest) largest = score;
    }
    scores[draw] = largest;
  }
  last = { key, scores: scores.sort() };
  return last.scores;
}
