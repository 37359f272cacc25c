import { createHash } from 'node:crypto';
import type { Attribute, Sample } from '@evenhand/contracts';

/**
 * SHA-256 (hex) of what a data set says: the attributes with their labels in order, then for every sample its
 * id, labels, cluster and the SHA-256 of its image. Where the files lie, the order of rows, and how the source
 * spelt the labels make no difference.
 */
export function datasetDigest(attributes: readonly Attribute[], samples: readonly Sample[]): string {
  const names = attributes.map((attribute) => attribute.name).sort();
  const declarations = attributes
    .map(({ name, kind, labels }) => JSON.stringify([name, kind, labels]))
    .sort();
  const hash = createHash('sha256');
  hash.update(`evenhand data set 1\n${declarations.join('\n')}\n\n`);
  for (const sample of [...samples].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const labels = names.map((name) => sample.labels[name] ?? null);
    hash.update(`${JSON.stringify([sample.id, labels, sample.sha256, sample.cluster ?? null])}\n`);
  }
  return hash.digest('hex');
}
