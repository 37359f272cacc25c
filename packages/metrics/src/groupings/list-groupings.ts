import { UserError } from '@evenhand/contracts';

/** Intersections go this deep: beyond three attributes the cells of any test set are nearly empty. */
const MAX_DEPTH = 3;

/** Every attribute and every intersection of up to three of them, smaller ones first, in data-set order. */
export function listGroupings(attributes: readonly string[]): string[][] {
  let level: { names: string[]; last: number }[] = [{ names: [], last: -1 }];
  const groupings: string[][] = [];
  for (let depth = 1; depth <= Math.min(MAX_DEPTH, attributes.length); depth++) {
    level = level.flatMap(({ names, last }) =>
      attributes
        .map((name, index) => ({ names: [...names, name], last: index }))
        .filter(({ last: index }) => index > last),
    );
    groupings.push(...level.map(({ names }) => names));
  }
  return groupings;
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
