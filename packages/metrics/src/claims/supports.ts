import type { Claim, Found } from './claim-table.js';

/** How many images a card says there are. */
export interface Supports {
  found: Found[];
  /** Class → images; of the first of its metrics that says it. */
  classes: Map<string, { n: number; claims: number[] }>;
  /** Of all classes together; undefined where the card does not say, or says different things. */
  total: number | undefined;
  /** Whether the classes are all there are: then their numbers make the averages. */
  complete: boolean;
}

/** Supports that differ where they should be one number, or that do not add up to the total. */
export function supportContradictions(
  claims: readonly Claim[],
  labels: readonly string[] | undefined,
): Supports {
  const found: Found[] = [];
  const classes: Supports['classes'] = new Map();
  let stated: { n: number; claims: number[] } | undefined;
  for (const { class: label, support, place } of claims) {
    if (support === undefined) continue;
    const known = label === undefined ? stated : classes.get(label);
    if (known && known.n !== support) {
      const what = label === undefined ? 'all images' : `"${label}"`;
      found.push(twoSupports(what, { first: known, second: { n: support, place } }));
    } else if (known) {
      known.claims.push(place);
    } else if (label === undefined) {
      stated = { n: support, claims: [place] };
    } else {
      classes.set(label, { n: support, claims: [place] });
    }
  }
  const sum = [...classes.values()].reduce((all, { n }) => all + n, 0);
  const known = labels?.every((label) => classes.has(label)) ?? false;
  const total = stated?.n;
  const wrong = total !== undefined && classes.size > 0 && (sum > total || (known && sum < total));
  if (wrong && stated) {
    found.push({
      rule: 'supports',
      message: `The classes' supports add up to ${sum}, the card says ${stated.n}: off by ${Math.abs(sum - stated.n)}.`,
      claims: [...stated.claims, ...[...classes.values()].flatMap((entry) => entry.claims)],
      stated: { low: stated.n, high: stated.n },
      possible: { low: sum, high: sum },
      beyond: Math.abs(sum - stated.n),
    });
  }
  const complete = classes.size > 0 && found.length === 0 && (sum === total || known);
  return {
    found,
    classes,
    total: found.length > 0 ? undefined : (total ?? (known ? sum : undefined)),
    complete,
  };
}

function twoSupports(
  what: string,
  { first, second }: { first: { n: number; claims: number[] }; second: { n: number; place: number } },
): Found {
  return {
    rule: 'same',
    message: `The support of ${what} is ${first.n} in one place and ${second.n} in another.`,
    claims: [...first.claims, second.place],
    stated: { low: second.n, high: second.n },
    possible: { low: first.n, high: first.n },
    beyond: Math.abs(first.n - second.n),
  };
}
