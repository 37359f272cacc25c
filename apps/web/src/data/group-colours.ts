import type { Group } from '@evenhand/contracts';
import type { RunShape } from '@evenhand/metrics';

/** Colours in the palette; the one after them is of what has no place. */
const COLOURS = 9;

type Shape = Pick<RunShape, 'attributes'>;

/** The class that colours a group. */
export function groupColour(shape: Shape, group: Group): string {
  return `group-${groupPlace(shape, group)}`;
}

/**
 * The place of a group's colour in the palette: that of its first label, by the label's place in the data set's
 * declaration. So a label has one colour on every page, in every run and in every file.
 */
export function groupPlace({ attributes }: Shape, group: Group): number {
  const [first] = Object.entries(group);
  if (!first) return COLOURS;
  const [attribute, label] = first;
  const place = attributes.find(({ name }) => name === attribute)?.labels.indexOf(label) ?? -1;
  return place < 0 ? COLOURS : place % COLOURS;
}
