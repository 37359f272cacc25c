import type { Group } from '@evenhand/contracts';
import type { RunShape } from '@evenhand/metrics';
import type * as Draw from '@evenhand/report/figures';
import { groupPlace } from '../data/group-colours';

/** Colours of groups for figures by themselves: those of the light theme. */
export function groupInks(
  shape: Pick<RunShape, 'attributes'>,
  rows: readonly { group: Group }[],
  draw: typeof Draw,
): string[] {
  return rows.map(({ group }) => draw.groupInks[groupPlace(shape, group)] ?? '');
}
