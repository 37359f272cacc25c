import { logFactorial } from '../numerics/log-factorial.js';
import type { RandomStream } from './random-stream.js';

export interface Urn {
  good: number;
  bad: number;
  /** Items drawn without replacement, at most good + bad. */
  draws: number;
}

/** From this many draws on rejection is faster than drawing one by one. */
const REJECTION_FROM = 12;
const D1 = 2 * Math.sqrt(2 / Math.E);
const D2 = 3 - 2 * Math.sqrt(3 / Math.E);

function oneByOne({ good, bad, draws }: Urn, random: RandomStream): number {
  let goodLeft = good;
  let left = good + bad;
  for (let i = 0; i < draws; i++) {
    if (random.uniform() * left < goodLeft) goodLeft -= 1;
    left -= 1;
  }
  return good - goodLeft;
}

/** HRUA: E. Stadlober's ratio of uniforms (1990), for draws ≤ half of the urn and good ≤ bad. */
function byRejection({ good, bad, draws }: Urn, random: RandomStream): number {
  const total = good + bad;
  const share = good / total;
  const spread = Math.sqrt(((total - draws) * draws * share * (1 - share)) / (total - 1) + 0.5);
  const width = D1 * spread + D2;
  const centre = draws * share + 0.5;
  const mode = Math.floor(((draws + 1) * (good + 1)) / (total + 2));
  const weight = (k: number): number =>
    logFactorial(k) + logFactorial(good - k) + logFactorial(draws - k) + logFactorial(bad - draws + k);
  const atMode = weight(mode);
  const end = Math.min(Math.min(draws, good) + 1, Math.floor(centre + 16 * spread));
  for (;;) {
    const u = random.uniform();
    const v = random.uniform();
    const x = centre + (width * (v - 0.5)) / u;
    if (!(x >= 0 && x < end)) continue;
    const k = Math.floor(x);
    if (2 * Math.log(u) <= atMode - weight(k)) return k;
  }
}

/** How many of `draws` items, taken without replacement from an urn, are good. */
export function sampleHypergeometric(urn: Urn, random: RandomStream): number {
  const { good, bad, draws } = urn;
  const total = good + bad;
  if (!(good >= 0 && bad >= 0 && draws >= 0 && draws <= total && Number.isInteger(good + bad + draws))) {
    throw new RangeError(`sampleHypergeometric: ${draws} of ${good} good and ${bad} bad`);
  }
  if (good > bad) return draws - sampleHypergeometric({ good: bad, bad: good, draws }, random);
  if (2 * draws > total) return good - sampleHypergeometric({ good, bad, draws: total - draws }, random);
  if (good === 0 || draws === 0) return 0;
  return draws < REJECTION_FROM ? oneByOne(urn, random) : byRejection(urn, random);
}
