import {
  CAMERAS,
  type Camera,
  type Description,
  LIGHTINGS,
  type Lighting,
  SIDES,
  SPECIES,
  WEAR_GRADES,
} from './labels.js';
import { random } from './random.js';

/** How many images there are, and which share of them is taken under which conditions. */
export interface SamplingPlan {
  count: number;
  /** Relative frequency of each lighting × camera; need not sum to 1. */
  conditions: Record<Lighting, Record<Camera, number>>;
}

/**
 * The audit sample: uneven, as found data are. Tungsten × Field is so rare that most questions about it end in
 * "not enough data"; Dusk × Phone, which v1 hardly met, is common enough to be judged.
 */
export const AUDIT_PLAN: SamplingPlan = {
  count: 1200,
  conditions: {
    Daylight: { Studio: 18, Field: 16, Phone: 12 },
    Tungsten: { Studio: 16, Field: 2.5, Phone: 12 },
    Dusk: { Studio: 5, Field: 8.5, Phone: 10 },
  },
};

/** The sample that v2 was fitted on: every condition alike. */
export const BALANCED_PLAN: SamplingPlan = {
  count: 6000,
  conditions: {
    Daylight: { Studio: 1, Field: 1, Phone: 1 },
    Tungsten: { Studio: 1, Field: 1, Phone: 1 },
    Dusk: { Studio: 1, Field: 1, Phone: 1 },
  },
};

/** Worn and fresh specimens are rarer than middling ones, in every plan alike. */
const WEAR_SHARES = [7, 11, 17, 17, 15, 12, 9, 7, 5];

/**
 * Four irrational steps whose multiples fill the unit cube evenly: powers of the inverse of the real root of
 * x⁵ = x + 1 (M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
 */
const ROOT = 1.1673039782614187;
const STEPS = [1, 2, 3, 4].map((power) => ROOT ** -power);

/**
 * What image `index` shows. Depends on seed, index and the plan's shares, not on the other images; yet any run of
 * images holds each condition, species, side and grade of wear, and their combinations, close to its share, because
 * the four are read off an evenly filling (Kronecker) sequence instead of being drawn independently.
 */
export function describe(
  plan: SamplingPlan,
  { key, index }: { key: readonly number[]; index: number },
): Description {
  const offsets = random(key).fork('labels');
  const [condition, species, side, wear] = STEPS.map((step) => {
    const position = offsets.uniform() + (index + 1) * step;
    return position - Math.floor(position);
  }) as [number, number, number, number];
  const conditions = LIGHTINGS.flatMap((lighting) =>
    CAMERAS.map((camera) => ({ lighting, camera, share: plan.conditions[lighting][camera] })),
  );
  const grades = WEAR_GRADES.map((grade, i) => ({ ...grade, share: WEAR_SHARES[i] ?? 0 }));
  const grade = choose(grades, wear);
  const { lighting, camera } = choose(conditions, condition);
  return {
    species: choose(
      SPECIES.map((name) => ({ name, share: 1 })),
      species,
    ).name,
    side: choose(
      SIDES.map((name) => ({ name, share: 1 })),
      side,
    ).name,
    wear: random([...key, index])
      .fork('wear')
      .uniform(grade.from, grade.to),
    wearLabel: grade.label,
    lighting,
    camera,
  };
}

/** The entry in whose part of the cumulated shares `position` (0 to 1) falls. */
function choose<T extends { share: number }>(entries: readonly T[], position: number): T {
  const total = entries.reduce((sum, entry) => sum + entry.share, 0);
  let passed = 0;
  for (const entry of entries) {
    passed += entry.share;
    if (position * total < passed) return entry;
  }
  throw new RangeError(`no entry at ${position}: the shares sum to ${total}`);
}
