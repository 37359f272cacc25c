import type { Group, Grouping } from '@evenhand/contracts';
import { countText } from '../format/number-text.js';
import { minimumOf, type Planned } from '../groups/evidence.js';
import { groupKey, groupName } from '../groups/group-name.js';

export interface CompositionRow {
  key: string;
  group: Group;
  name: string;
  n: number;
  nText: string;
  /** Share of all images that have these labels, 0 to 1. */
  share: number;
  shareText: string;
  /** Too few images to be ranked, or none. */
  few: boolean;
}

export interface Composition {
  title: string;
  caption: string;
  rows: readonly CompositionRow[];
  /** Images without a label, in words; empty where there are none. */
  missing: string;
}

/** How many images each group of one attribute has. */
export function composition(grouping: Grouping, planned: Planned = {}): Composition {
  const minimum = minimumOf(planned);
  const total = grouping.slices.reduce((sum, slice) => sum + slice.n, 0);
  const rows = grouping.slices.map(({ group, n }): CompositionRow => {
    const share = total === 0 ? 0 : n / total;
    return {
      key: groupKey(group),
      group,
      name: groupName(group),
      n,
      nText: countText(n),
      share,
      shareText: `${(100 * share).toFixed(share > 0 && share < 0.01 ? 1 : 0)}\u202f%`,
      few: n < minimum,
    };
  });
  const name = grouping.by.join(' × ');
  const sorted = rows.toSorted((a, b) => a.n - b.n);
  const [smallest] = sorted;
  const largest = sorted.at(-1);
  const unlabelled = grouping.unlabelled ?? 0;
  return {
    title:
      smallest && largest && total > 0
        ? `${name}: from ${smallest.nText} (${smallest.name}) to ${largest.nText} images (${largest.name})`
        : `${name}: no images`,
    caption: `Images per group. Hatched: fewer than ${minimum}, too few to be ranked.`,
    rows,
    missing: unlabelled > 0 ? `${countText(unlabelled)} images have no label for ${name}.` : '',
  };
}
