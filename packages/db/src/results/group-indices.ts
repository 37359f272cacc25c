import type { Sample } from '@evenhand/contracts';
import type { Db } from '../database.js';
import { runGroups } from '../schema/index.js';

/** Numbers the groups of a run as they come up, and stores each one once. */
export function groupIndices(db: Db, runNumber: number): (labels: Sample['labels']) => number {
  const known = new Map<string, number>();
  return (labels) => {
    const key = JSON.stringify(labels);
    const index = known.get(key);
    if (index !== undefined) return index;
    const groupIndex = known.size;
    known.set(key, groupIndex);
    db.insert(runGroups)
      .values({ runNumber, groupIndex, grouping: Object.keys(labels).join(','), labels })
      .run();
    return groupIndex;
  };
}
