import type { AlikeImages, Sample } from '@evenhand/contracts';
import { splitOf } from '../folders/split-names.js';
import { nearHashes } from './hash-index.js';
import { createSets } from './sets.js';
import { similarity } from './similarity.js';
import { type PerceptualHash, perceptualHash } from './thumbnail.js';

/**
 * How near is near. Of 600 photographs of faces, aligned alike, no two within this radius correlate at more than 0.95,
 * while recompressed, resized and brightened copies stay above 0.99, and nine in ten of those cropped by 2 % on every
 * side above 0.987.
 */
export const NEAR = { radius: 14, correlation: 0.985 } as const;

/** An image of a data set. */
export interface LookedAt {
  sample: Sample;
  /** Null where there is no image, or none that can be read. */
  thumbnail: Uint8Array | null;
}

export interface FoundAlike {
  alike: AlikeImages[];
  /** Ids of images of one colour. */
  blank: string[];
  /** Pairs whose thumbnails were compared. */
  candidates: number;
}

/**
 * Images that show the same: byte for byte, or nearly. Near ones are found by hashes and confirmed by thumbnails; a
 * set is what such pairs connect, so its first and last image may be further apart. With a second data set, sets
 * within it alone are left out.
 */
export function alikeImages(here: readonly LookedAt[], there: readonly LookedAt[] = []): FoundAlike {
  const files = distinctFiles(here, there);
  const { sets, lowest, candidates } = connect(files);
  const found: AlikeImages[] = [];
  for (const file of files) {
    if (file.here.length > 0 && file.here.length + file.there.length > 1) {
      found.push(alike('identical', [file], 1));
    }
  }
  for (const members of sets) {
    const joined = members.flatMap((index) => files[index] ?? []);
    if (joined.length > 1 && joined.some((file) => file.here.length > 0)) {
      found.push(alike('near', joined, lowest(members)));
    }
  }
  const blank = here.filter(({ thumbnail }) => thumbnail && perceptualHash(thumbnail) === null);
  return { alike: found, blank: blank.map(({ sample }) => sample.id), candidates };
}

/** Samples whose images are the same bytes. */
interface File {
  here: Sample[];
  there: Sample[];
  thumbnail: Uint8Array | null;
  hash: PerceptualHash | null;
}

function distinctFiles(here: readonly LookedAt[], there: readonly LookedAt[]): File[] {
  const files = new Map<string, File>();
  for (const [side, images] of [
    ['here', here],
    ['there', there],
  ] as const) {
    for (const { sample, thumbnail } of images) {
      if (sample.sha256 === '') continue;
      const known = files.get(sample.sha256);
      if (known) {
        known[side].push(sample);
        continue;
      }
      const hash = thumbnail && perceptualHash(thumbnail);
      files.set(sample.sha256, { here: [], there: [], thumbnail, hash, [side]: [sample] });
    }
  }
  return [...files.values()];
}

interface Connected {
  /** Files by index. */
  sets: number[][];
  /** Least similarity of the pairs that connect a set. */
  lowest(members: readonly number[]): number;
  candidates: number;
}

/**
 * Joins near files. Files with one hash are compared with one of each set among them only, so that thousands of
 * frames of one film do not make millions of pairs.
 */
function connect(files: readonly File[]): Connected {
  const sets = createSets(files.length);
  const least = new Map<number, number>();
  let candidates = 0;
  const join = (first: number, second: number): boolean => {
    if (sets.find(first) === sets.find(second)) return true;
    const [a, b] = [files[first]?.thumbnail, files[second]?.thumbnail];
    if (!a || !b) return false;
    candidates += 1;
    const value = similarity(a, b, NEAR.correlation);
    if (value < NEAR.correlation) return false;
    const before = [first, second].map((index) => least.get(sets.find(index)) ?? 1);
    sets.join(first, second);
    least.set(sets.find(first), Math.min(value, ...before));
    return true;
  };
  const byHash = new Map<string, { hash: PerceptualHash; members: number[] }>();
  for (const [index, { hash }] of files.entries()) {
    if (!hash) continue;
    const key = hash.join();
    const known = byHash.get(key);
    if (!known) byHash.set(key, { hash, members: [index] });
    else if (!known.members.some((member) => join(member, index))) known.members.push(index);
  }
  const hashes = [...byHash.values()];
  nearHashes(
    hashes.map(({ hash }) => hash),
    NEAR.radius,
    (first, second) => {
      for (const a of hashes[first]?.members ?? []) for (const b of hashes[second]?.members ?? []) join(a, b);
    },
  );
  return {
    sets: sets.all(),
    lowest: ([member = 0]) => least.get(sets.find(member)) ?? 1,
    candidates,
  };
}

function alike(kind: AlikeImages['kind'], files: readonly File[], lowest: number): AlikeImages {
  const here = files.flatMap((file) => file.here);
  const there = files.flatMap((file) => file.there);
  const samples = here.map(({ id }) => id);
  const splits = new Set(samples.flatMap((id) => splitOfId(id) ?? []));
  return {
    kind,
    samples,
    ...(there.length > 0 ? { against: there.map(({ id }) => id) } : {}),
    conflicts: conflictsOf([...here, ...there]),
    ...(splits.size > 1 ? { splits: [...splits].sort() } : {}),
    similarity: lowest,
  };
}

function conflictsOf(samples: readonly Sample[]): AlikeImages['conflicts'] {
  const names = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))];
  const conflicts: AlikeImages['conflicts'] = {};
  for (const name of names) {
    const counts: Record<string, number> = {};
    for (const { labels } of samples) {
      const label = labels[name];
      if (typeof label === 'string') counts[label] = (counts[label] ?? 0) + 1;
    }
    if (Object.keys(counts).length > 1) conflicts[name] = counts;
  }
  return conflicts;
}

/** The first folder of an id that is called train, val or test. */
function splitOfId(id: string): string | undefined {
  return (
    id
      .split('/')
      .slice(0, -1)
      .map(splitOf)
      .find((split) => split !== null) ?? undefined
  );
}
