import type { StoredAudit, TaskOutline } from '@evenhand/audit';
import type { Grouping, TaskAudit } from '@evenhand/contracts';
import { sharedCache } from './cache';

const outlines = sharedCache<TaskOutline | undefined>('outlines', 30);
/** Slices of all kept groupings together; one of them weighs some ten kilobytes. */
const groupings = sharedCache<Grouping>('groupings', 1000);

/** A stored task whose groupings are read when they are looked at: a page shows one or two of them. */
export function storedTask(
  stored: StoredAudit,
  { version, place }: { version: string; place: number },
): TaskAudit | undefined {
  const key = `${version} ${place}`;
  const outline = outlines.get(key, () => stored.outline(place));
  if (!outline) return undefined;
  return {
    ...outline.task,
    groupings: outline.groupings.map((grouping, index) =>
      readWhenSeen(grouping, () =>
        groupings.get(
          `${key} ${index}`,
          () => stored.grouping(place, index),
          ({ slices }) => slices.length + 1,
        ),
      ),
    ),
  };
}

function readWhenSeen({ by, degenerate }: TaskOutline['groupings'][number], read: () => Grouping): Grouping {
  return {
    by,
    degenerate,
    get slices() {
      return read().slices;
    },
    get disparities() {
      return read().disparities;
    },
    get unlabelled() {
      return read().unlabelled;
    },
    get equalizedOdds() {
      return read().equalizedOdds;
    },
    get demographicParity() {
      return read().demographicParity;
    },
    get parity() {
      return read().parity;
    },
    get composition() {
      return read().composition;
    },
  };
}
