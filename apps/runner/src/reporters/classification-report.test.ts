import { readFileSync } from 'node:fs';
import { addCount, auditTask, emptyCounts } from '@evenhand/metrics';
import { expect, it } from 'vitest';
import { classificationReport } from './classification-report.js';

interface Case {
  labels: string[];
  matrix: number[][];
  text: string;
}
const cases: Record<string, Case> = JSON.parse(
  readFileSync(new URL('../../fixtures/classification_report.json', import.meta.url), 'utf8'),
);

it.each(Object.entries(cases))('prints %s as scikit-learn does', (_name, { labels, matrix, text }) => {
  const counts = emptyCounts({ attributes: [], labels });
  matrix.forEach((row, truth) => {
    row.forEach((n, predicted) => {
      addCount(counts, { group: {}, truth, predicted }, n);
    });
  });
  const task = auditTask({ task: 'race', kind: 'nominal', labels, counts, excluded: 0 });
  const lines = (value: string): string[] => value.split('\n').map((line) => line.trimEnd());
  expect(lines(classificationReport(task, task.overall))).toEqual(lines(text).slice(0, -1));
});
