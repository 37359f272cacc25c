import { UserError } from '@evenhand/contracts';
import type { GroupAttribute } from '../counts/cell-space.js';

/** Intersections go this deep: beyond three attributes the cells of any test set are nearly empty. */
const MAX_DEPTH = 3;
/**
 * A depth that would bring the slices of all groupings together above this is left out: FairFace's three attributes
 * make 239 slices, five attributes of that size over a thousand, tens of megabytes that nobody reads.
 */
const MAX_SLICES = 500;

/**
 * Every attribute and every intersection of up to three of them, smaller ones first, in data-set order; whole depths
 * are left out where they would make too many slices. Other groupings can be asked for by name.
 */
export function listGroupings(attributes: readonly GroupAttribute[]): string[][] {
  const groupings: GroupAttribute[][] = [];
  let level: { chosen: GroupAttribute[]; last: number }[] = [{ chosen: [], last: -1 }];
  for (let depth = 1; depth <= Math.min(MAX_DEPTH, attributes.length); depth++) {
    level = level.flatMap(({ chosen, last }) =>
      attributes
        .map((attribute, index) => ({ chosen: [...chosen, attribute], last: index }))
        .filter(({ last: index }) => index > last),
    );
    const deeper = level.map(({ chosen }) => chosen);
    if (depth > 1 && slices([...groupings, ...deeper]) > MAX_SLICES) break;
    groupings.push(...deeper);
  }
  return groupings.map((grouping) => grouping.map(({ name }) => name));
}

function slices(groupings: readonly (readonly GroupAttribute[])[]): number {
  return groupings
    .map((grouping) => grouping.reduce((product, { labels }) => product * labels.length, 1))
    .reduce((sum, count) => sum + count, 0);
}

/** The attribute positions of a grouping. Throws `unknown_attribute` where one is not declared or named twice. */
export function groupingPositions(attributes: readonly { name: string }[], by: readonly string[]): number[] {
  const names = attributes.map(({ name }) => name);
  return by.map((name, index) => {
    const position = names.indexOf(name);
    if (position < 0 || by.indexOf(name) !== index) {
      throw new UserError({
        code: 'unknown_attribute',
        message:
          position < 0
            ? `Nobody can be grouped by "${name}": the attributes are ${names.join(', ')}.`
            : `"${name}" stands twice in the grouping ${by.join(' × ')}.`,
        hint: 'Group by the attributes of the data set, each one once.',
      });
    }
    return position;
  });
}
