import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sample } from '@evenhand/contracts';
import { appendBatch, closeDatabase, createRun, type Db, insertDataset, openDatabase } from '@evenhand/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAudit } from './load-audit.js';
import { loadComparison } from './load-comparison.js';

// Known answer cluster-01: right answers and images of ten people.
const right = [3, 5, 1, 2, 4, 0, 6, 3, 2, 5];
const sizes = [4, 5, 3, 2, 6, 2, 6, 5, 3, 7];

describe('a data set that says which images are of one person', () => {
  let folder: string;
  let db: Db;
  let runs: string[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenhand-clusters-'));
    db = openDatabase({ file: join(folder, 'evenhand.db') });
    const images = sizes.flatMap((size, person) =>
      Array.from({ length: size }, (_, index) => ({ person, isRight: index < (right[person] ?? 0) })),
    );
    insertDataset(db, {
      manifest: {
        schemaVersion: 1,
        name: 'people',
        labels: 'self-reported',
        attributes: [{ name: 'smile', kind: 'nominal', labels: ['yes', 'no'] }],
        cluster: 'person',
      },
      digest: 'people-digest',
      root: folder,
      samples: images.map(
        ({ person }, index): Sample => ({
          id: `${index}.jpg`,
          path: join(folder, `${index}.jpg`),
          labels: { smile: 'yes' },
          sha256: index.toString(16).padStart(64, '0'),
          cluster: `person ${person}`,
        }),
      ),
      repairs: [],
      warnings: [],
    });
    runs = ['1', '2'].map((version) => {
      const { id } = createRun(db, {
        model: { name: 'smiles', version, digest: `digest ${version}` },
        dataset: 'people',
        tasks: [{ name: 'smile', kind: 'nominal', labels: ['no', 'yes'] }],
        device: 'cpu',
        precision: 'fp32',
        preprocessDigest: 'preprocess-digest',
        batchSize: 64,
        total: images.length,
        options: {
          limit: null,
          where: {},
          truths: { smile: { attribute: 'smile', labels: { yes: 'yes', no: 'no' } } },
        },
        tags: {},
        software: {},
      });
      appendBatch(db, {
        run: id,
        predictions: images.map(({ isRight }, sample) => ({
          sample,
          task: 0,
          truth: 1,
          predicted: isRight ? 1 : 0,
          confidence: null,
          scores: null,
        })),
        failures: [],
      });
      return id;
    });
  });
  afterAll(() => {
    closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });

  it('has limits that allow for it', () => {
    const accuracy = loadAudit(db, runs[0] ?? '').tasks[0]?.overall.metrics['accuracy'];
    expect(accuracy?.value).toBeCloseTo(0.7209302325581395, 12);
    expect(accuracy?.designEffect).toBeCloseTo(1.1568169820232836, 10);
    // Wilson at 37.17 effective images would be [0.5614, 0.8391]; ten people also make it t with 9 degrees of freedom.
    expect(accuracy?.low).toBeLessThan(0.5614100567657382);
    expect(accuracy?.high).toBeGreaterThan(0.8390632200275003);
  });

  it('has limits of changes that allow for it, and is warned about those that do not', () => {
    const { warnings, comparisons } = loadComparison(db, { runs });
    const change = comparisons[0]?.tasks[0]?.overall.metrics['accuracy']?.delta;
    // Where nothing changed, every one of the ten people counts as one image.
    expect(change).toMatchObject({ value: 0, n: 43, designEffect: 4.3 });
    expect(warnings.map(({ code }) => code)).toContain('clusters_not_allowed_for');
  });
});
