import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAudit, loadComparison, makeAudit, openComparison, openStoredAudit } from '@evenhand/audit';
import type { ComparisonDocument, GroupingComparison } from '@evenhand/contracts';
import {
  appendBatch,
  closeDatabase,
  createRun,
  type Db,
  getRun,
  insertDataset,
  openDatabase,
  type StoredPrediction,
} from '@evenhand/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endRun, measureRun, tabulateRun } from './end-run.js';

const attributes = [
  { name: 'light', kind: 'nominal' as const, labels: ['day', 'dusk', 'night'] },
  { name: 'size', kind: 'ordinal' as const, labels: ['small', 'medium', 'large'] },
];
const IMAGES = 900;

/** Every 13th image's light is not known. */
function labelsOf(index: number): Record<string, string | null> {
  const light = index % 13 === 0 ? null : (attributes[0]?.labels[((index * 7) % 5) % 3] ?? null);
  return { light, size: attributes[1]?.labels[Math.floor(index / 4) % 3] ?? null };
}

describe('what a run ends with', () => {
  let folder: string;
  let db: Db;
  let runs: string[];
  /** On images in clusters. */
  let nested: string[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenhand-tabulate-'));
    db = openDatabase({ file: join(folder, 'evenhand.db') });
    for (const name of ['birds', 'nests']) {
      insertDataset(db, {
        manifest: {
          ...{ schemaVersion: 1, name, labels: 'constructed', attributes },
          ...(name === 'nests' && { cluster: 'nest' }),
        },
        digest: `${name}-digest`,
        root: folder,
        samples: Array.from({ length: IMAGES }, (_, index) => ({
          id: `${index}.jpg`,
          path: join(folder, `${index}.jpg`),
          labels: labelsOf(index),
          sha256: index.toString(16).padStart(64, '0'),
          ...(name === 'nests' && { cluster: `nest ${Math.floor(index / 7)}` }),
        })),
        repairs: [],
        warnings: [],
      });
    }
    runs = [
      ['1', ['small', 'medium', 'large'], 5],
      ['2', ['large', 'medium', 'small'], 9],
      // Without scores, and without the first fifty images.
      ['3', ['small', 'medium', 'large'], 4],
    ].map(([version, labels, every]) =>
      run({ version: String(version), dataset: 'birds' }, labels as string[], Number(every)),
    );
    nested = [5, 9].map((every) =>
      run({ version: '1', dataset: 'nests' }, ['small', 'medium', 'large'], every),
    );
  }, 60_000);
  afterAll(() => {
    closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });

  function run(
    { version, dataset }: { version: string; dataset: string },
    labels: string[],
    every: number,
  ): string {
    const { id } = createRun(db, {
      model: { name: 'birds', version, digest: `digest ${version}` },
      dataset,
      tasks: [{ name: 'size', kind: 'ordinal', labels, order: ['small', 'medium', 'large'] }],
      device: 'cpu',
      precision: 'fp32',
      preprocessDigest: 'preprocess-digest',
      batchSize: 64,
      total: IMAGES,
      options: {
        limit: null,
        where: {},
        truths: {
          size: { attribute: 'size', labels: Object.fromEntries(labels.map((label) => [label, label])) },
        },
      },
      tags: {},
      software: {},
    });
    const first = version === '3' ? 50 : 0;
    const predictions = Array.from({ length: IMAGES - first }, (_, place): StoredPrediction => {
      const sample = first + place;
      const truth = sample % 31 === 0 ? null : labels.indexOf(labelsOf(sample)['size'] ?? '');
      const predicted = sample % every === 0 ? (sample >> 3) % 3 : Math.max(0, truth ?? 0);
      const scores = [0, 1, 2].map((label) => (label === predicted ? 0.5 + (sample % 50) / 100 : 0.01));
      const known = version !== '3';
      return {
        ...{ sample, task: 0, truth, predicted },
        confidence: known ? (scores[predicted] ?? null) : null,
        scores: known ? scores : null,
      };
    });
    appendBatch(db, { run: id, predictions, failures: [] });
    endRun(db, id, { measured: measureRun(tabulateRun(db, id)), warnings: [] });
    return id;
  }

  it('keeps the audit document that its counts make', () => {
    for (const id of [...runs, ...nested]) {
      const stored = openStoredAudit(db, getRun(db, id));
      const [task] = makeAudit(db, id).tasks;
      const json = stored?.taskJson(0);
      expect(JSON.parse(Buffer.concat([...(json ?? [])]).toString('utf8'))).toEqual(plain(task));
      const outline = stored?.outline(0);
      const groupings = outline?.groupings.map((_, place) => stored?.grouping(0, place));
      expect({ ...outline?.task, groupings }).toEqual(plain(task));
      expect(stored?.taskJson(1)).toBeUndefined();
      expect(JSON.stringify(loadAudit(db, id))).toBe(JSON.stringify(makeAudit(db, id)));
    }
  });

  it('does not read what other code made', () => {
    const id = runs[0] ?? '';
    const version = db.$client.prepare('SELECT version FROM summaries').pluck().get();
    db.$client.prepare('UPDATE summaries SET version = ?').run('of other code');
    expect(openStoredAudit(db, getRun(db, id))).toBeUndefined();
    db.$client.prepare('UPDATE summaries SET version = ?').run(version);
    expect(openStoredAudit(db, getRun(db, id))).toBeDefined();
  });

  it('is compared by its rows where images come in clusters, which columns do not have', () => {
    expect(openComparison(db, nested)).toBeUndefined();
  });

  it('is compared by its columns as by its rows', () => {
    for (const [ids, hasScores] of [
      [runs.slice(0, 2), true],
      [runs.slice(1), false],
      [[2, 0, 1].map((index) => runs[index] ?? ''), false],
    ] as const) {
      const rows = loadComparison(db, { runs: ids });
      const open = openComparison(db, ids);
      const { omnibus, images, warnings, plan } = rows;
      expect(open?.outline).toMatchObject(plain({ omnibus, images, warnings, plan }));
      const scored = open?.scoreMetrics('size') ?? [];
      expect(scored.length > 0).toBe(hasScores);
      for (const { candidate, tasks } of rows.comparisons) {
        for (const task of tasks) {
          const own = taskOf(open?.outline, candidate);
          expect(own?.findings).toEqual(task.findings);
          const metrics = [...Object.keys(own?.overall.metrics ?? {}), ...scored];
          expect(metrics).toEqual(Object.keys(task.overall.metrics));
          for (const metric of ['accuracy', 'mae', 'recall', 'balanced_accuracy']) {
            for (const grouping of task.groupings) {
              const shown = open?.grouping({ candidate, task: 'size', by: grouping.by, metric });
              expect(shown).toEqual(only(grouping, metric));
            }
          }
        }
      }
    }
  });
});

/** As JSON has it. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function taskOf(document: ComparisonDocument | undefined, candidate: string) {
  return document?.comparisons.find((entry) => entry.candidate === candidate)?.tasks[0];
}

function only(grouping: GroupingComparison, metric: string): GroupingComparison {
  const pick = <Change>(metrics: Record<string, Change>): Record<string, Change> => {
    const change = metrics[metric];
    return change ? { [metric]: change } : {};
  };
  return {
    ...grouping,
    changes: grouping.changes.filter((change) => change.metric === metric),
    slices: grouping.slices.map((slice) => ({
      ...slice,
      metrics: pick(slice.metrics),
      classes: slice.classes.map((entry) => ({ ...entry, metrics: pick(entry.metrics) })),
    })),
  };
}
