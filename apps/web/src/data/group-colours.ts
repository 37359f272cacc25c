import type { Group } from '@evenhand/contracts';
import type { RunShape } from '@evenhand/metrics';

/** Colours in the palette. */
const COLOURS = 9;

/**
 * The colour of a group: that of its first label, by the label's place in the data set's declaration. So a label
 * has one colour on every page and in every run.
 */
export function groupColour({ attributes }: Pick<RunShape, 'attributes'>, group: Group): string {
  const [first] = Object.entries(group);
  if (!first) return 'group-9';
  const [attribute, label] = first;
  const place = attributes.find(({ name }) => name === attribute)?.labels.indexOf(label) ?? -1;
  return place < 0 ? 'group-9' : `group-${place % COLOURS}`;
}
