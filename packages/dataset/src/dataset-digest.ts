import { createHash } from 'node:crypto';
import type { Attribute, Sample } from '@evenhand/contracts';

/** Lines that go into the hash together: a call for each costs more than the hashing. */
const LINES = 1000;

/**
 * SHA-256 (hex) of what a data set says: the attributes with their labels in order, then for every sample its
 * id, labels, cluster and the SHA-256 of its image. Where the files lie, the order of rows, and how the source
 * spelt the labels make no difference.
 */
export function datasetDigest(
  attributes: readonly Pick<Attribute, 'name' | 'kind' | 'labels'>[],
  samples: readonly Pick<Sample, 'id' | 'labels' | 'sha256' | 'cluster'>[],
): string {
  const names = attributes.map((attribute) => attribute.name).sort();
  const declarations = attributes
    .map(({ name, kind, labels }) => JSON.stringify([name, kind, labels]))
    .sort();
  const hash = createHash('sha256');
  hash.update(`evenhand data set 1\n${declarations.join('\n')}\n\n`);
  // Large data sets share one object among samples with the same labels.
  const texts = new WeakMap<Sample['labels'], string>();
  let lines: string[] = [];
  for (const { id, labels, sha256, cluster } of [...samples].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    let text = texts.get(labels);
    if (text === undefined) {
      text = JSON.stringify(names.map((name) => labels[name] ?? null));
      texts.set(labels, text);
    }
    lines.push(
      `[${JSON.stringify(id)},${text},${JSON.stringify(sha256)},${JSON.stringify(cluster ?? null)}]\n`,
    );
    if (lines.length === LINES) {
      hash.update(lines.join(''));
      lines = [];
    }
  }
  hash.update(lines.join(''));
  return hash.digest('hex');
}
