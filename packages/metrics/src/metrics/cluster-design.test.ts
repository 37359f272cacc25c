import { describe, expect, it } from 'vitest';
import { auditTask } from '../audit/audit-task.js';
import { addToCluster, type ClusterTable } from '../counts/cluster-table.js';
import { addCount, countKey, emptyCounts } from '../counts/count-table.js';

// The known answer cluster-01: ten clusters, 31 right of 43.
const RIGHT = [3, 5, 1, 2, 4, 0, 6, 3, 2, 5];
const SIZES = [4, 5, 3, 2, 6, 2, 6, 5, 3, 7];
const spec = { attributes: [{ name: 'camera', labels: ['old', 'new'] }], labels: ['a', 'b'] };

function audit(clusterOf: (cluster: number, image: number) => string, right = RIGHT) {
  const counts = emptyCounts(spec);
  const clusters: ClusterTable = new Map();
  for (const [cluster, size] of SIZES.entries()) {
    for (let image = 0; image < size; image++) {
      const predicted = image < (right[cluster] ?? 0) ? 'a' : 'b';
      const counted = { group: { camera: 'old' }, truth: 'a', predicted };
      addCount(counts, counted);
      addToCluster(clusters, clusterOf(cluster, image), { key: countKey(counts.space, counted) });
    }
  }
  return auditTask({ task: 't', kind: 'nominal', labels: ['a', 'b'], counts, clusters, excluded: 0 });
}

describe('images in clusters', () => {
  it('have the design effect of the reference', () => {
    const accuracy = audit((cluster) => `person ${cluster}`).overall.metrics['accuracy'];
    expect(accuracy?.value).toBeCloseTo(0.7209302325581395, 14);
    expect(accuracy?.designEffect).toBeCloseTo(1.1568169820232836, 12);
    // wilson_neff of the reference is 0.561 … 0.839 with the normal quantile; ten clusters ask for t with 9 degrees.
    expect(accuracy?.low).toBeLessThan(0.5614100567657382);
    expect(accuracy?.low).toBeGreaterThan(0.5);
    expect(accuracy?.high).toBeGreaterThan(0.8390632200275003);
  });

  it('are as good as independent ones where every cluster is one image', () => {
    const accuracy = audit((cluster, image) => `${cluster}/${image}`).overall.metrics['accuracy'];
    // M/(M − 1) with 43 clusters.
    expect(accuracy?.designEffect).toBeCloseTo(43 / 42, 12);
  });

  it('count by cluster where nothing varies or all are one person', () => {
    const perfect = audit((cluster) => `person ${cluster}`, SIZES).overall.metrics['accuracy'];
    expect(perfect).toMatchObject({ value: 1, high: 1, designEffect: 4.3 });
    const one = audit(() => 'one').overall.metrics['accuracy'];
    expect(one?.designEffect).toBe(43);
    expect(one?.low).toBeLessThan(0.1);
  });

  it('may be missing for some images, which then stand alone', () => {
    const counts = emptyCounts(spec);
    const clusters: ClusterTable = new Map();
    for (const [index, predicted] of ['a', 'a', 'b', 'a', 'b', 'a'].entries()) {
      const counted = { group: { camera: 'old' }, truth: 'a', predicted };
      addCount(counts, counted);
      if (index < 2) addToCluster(clusters, 'one', { key: countKey(counts.space, counted) });
    }
    const task = auditTask({ task: 't', kind: 'nominal', labels: ['a', 'b'], counts, clusters, excluded: 0 });
    // Five clusters; u = 2·⅓ for the pair, −⅔, ⅓, −⅔, ⅓ for the others: 5/4·(4/9 + 4/9 + 1/9 + 4/9 + 1/9)/36.
    const variance = (5 / 4) * (14 / 9 / 36);
    const independent = ((4 / 6) * (2 / 6)) / 6;
    expect(task.overall.metrics['accuracy']?.designEffect).toBeCloseTo(variance / independent, 12);
  });

  it('make wider limits for every metric, and none for empty groups', () => {
    const task = audit((cluster) => `person ${cluster}`);
    expect(task.overall.classes[0]?.metrics['recall']?.designEffect).toBeCloseTo(1.1568, 3);
    expect(task.groupings[0]?.slices[1]?.metrics['accuracy']).toMatchObject({
      value: null,
      reason: 'no_samples',
    });
  });
});
