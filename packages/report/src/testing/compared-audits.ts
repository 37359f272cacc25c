import type { AuditDocument, AuditRun, ComparisonDocument } from '@evenhand/contracts';
import {
  addCount,
  addScores,
  auditTables,
  compareRuns,
  comparisonShape,
  emptyRunTables,
  type RunShape,
  randomStream,
  type SharedRow,
  tabulateShared,
} from '@evenhand/metrics';
import { madeUpRun } from './made-up-audit.js';

const races = ['Black', 'East Asian', 'Latino_Hispanic', 'White'];
const ages = ['0-9', '10-19', '20-39', '40-59', '60 and more'];
const genders = ['Female', 'Male'];
const IMAGES = 1500;

const shape: RunShape = {
  attributes: [
    { name: 'race', labels: races },
    { name: 'gender', labels: genders },
    { name: 'age', labels: ages },
  ],
  tasks: [
    { name: 'gender', kind: 'nominal', labels: genders, attribute: 'gender' },
    { name: 'age', kind: 'ordinal', labels: ages, order: ages, attribute: 'age' },
  ],
};

/** A run of a second version, which is better for one group and worse for another, and its comparison with the first. */
export function comparedAudits(): { audit: AuditDocument; comparison: ComparisonDocument } {
  const rows = madeUpRows();
  const runs = [
    madeUpRun(IMAGES, { id: 'r0base', model: { name: 'model', version: 'v1', digest: 'a'.repeat(64) } }),
    madeUpRun(IMAGES, { id: 'r0madeup', model: { name: 'model', version: 'v2', digest: 'd'.repeat(64) } }),
  ] as const;
  const compared = comparisonShape(runs.map(({ id }) => ({ run: id, ...shape })));
  const images = {
    shared: IMAGES,
    same: true,
    runs: runs.map(({ id }) => ({ run: id, predicted: IMAGES, failed: 0, notShared: 0 })),
  };
  return {
    audit: auditOf(runs[1], rows),
    comparison: compareRuns({
      base: runs[0],
      candidates: [runs[1]],
      shape: compared.shape,
      tables: tabulateShared(compared.shape, rows),
      images,
      warnings: compared.warnings,
    }),
  };
}

/** The second version's predictions. */
function auditOf(run: AuditRun, rows: readonly SharedRow[]): AuditDocument {
  const tables = emptyRunTables(shape);
  for (const { task, labels, predictions } of rows) {
    const prediction = predictions[1];
    const counts = tables.counts[task];
    const scores = tables.scores[task];
    if (!prediction || prediction.truth === null || !counts) continue;
    const { truth, predicted } = prediction;
    addCount(counts, { group: labels, truth, predicted });
    if (scores && prediction.scores) {
      addScores(scores, { group: labels, truth, predicted, scores: prediction.scores });
    }
  }
  return auditTables(run, shape, tables);
}

function madeUpRows(): SharedRow[] {
  const { uniform } = randomStream({ seed: 5 });
  const pick = (labels: readonly string[], power = 1): number =>
    Math.floor(uniform() ** power * labels.length);
  return Array.from({ length: IMAGES }).flatMap((): SharedRow[] => {
    const [race, gender, age] = [pick(races, 1.5), pick(genders), pick(ages, 1.3)];
    const labels = { race: races[race] ?? '', gender: genders[gender] ?? '', age: ages[age] ?? '' };
    return [
      { truth: gender, classes: genders },
      { truth: age, classes: ages },
    ].map(({ truth, classes }, task): SharedRow => {
      const predict = (accuracy: number): SharedRow['predictions'][number] => {
        const predicted = uniform() < accuracy ? truth : pick(classes);
        const top = 0.55 + 0.4 * uniform();
        const rest = (1 - top) / (classes.length - 1);
        return { truth, predicted, scores: classes.map((_, at) => (at === predicted ? top : rest)) };
      };
      const isBlack = labels.race === 'Black';
      const isOld = labels.age === '60 and more';
      return {
        task,
        labels,
        predictions: [predict(isBlack ? 0.55 : 0.85), predict(isOld ? 0.5 : isBlack ? 0.75 : 0.88)],
      };
    });
  });
}
