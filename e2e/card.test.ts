import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CardCheckDocument } from '@evenhand/contracts';
import { demoModelFolder } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createDemoBench } from './cli.js';

interface Expected {
  versions: Record<string, Record<string, { labels: string[]; confusion: number[][] }>>;
}

let bench: Bench;
/** scikit-learn's report of species, from the counts that the demo's own scripts computed. */
let report = '';

beforeAll(async () => {
  bench = await createDemoBench();
  const file = fileURLToPath(new URL('../datasets/demo/expected.json', import.meta.url));
  const { versions } = JSON.parse(await readFile(file, 'utf8')) as Expected;
  const { labels, confusion } = versions['v1']?.['species'] ?? { labels: [], confusion: [] };
  report = classificationReport(labels, confusion);
});
afterAll(() => bench.remove());

describe('a model card', () => {
  it('is read from README.md, fits together and is reproduced by the run on the same data', async () => {
    const added = await addWithCard(`# Butterflies\n\n${report}`);
    expect(added.stderr).toContain('README.md states 28 numbers about species, of demo, test');
    const outcome = await bench.run(['model', 'verify', 'demo@v1']);
    expect(outcome.stdout).toContain('demo@v1 is as it was imported.');
    expect(outcome.stdout).toContain('The numbers do not contradict each other.');
    // 28 numbers, and the supports of seven classes and of all images.
    expect(outcome.stdout).toMatch(/Compared with run \S+ on demo: 36 reproduced\.$/m);
    expect(outcome.code).toBe(0);
  });

  it('with a changed digit contradicts itself; with other numbers it is not reproduced', async () => {
    await addWithCard(report.replace(/^( *Brimstone +)0\.\d\d/m, '$10.29'));
    const changed = await verify();
    expect(changed.code).toBe(3);
    expect(changed.card.contradictions.map(({ rule }) => rule)).toContain('f1');
    expect(changed.card.checks.filter(({ verdict }) => verdict !== 'reproduced')).toMatchObject([
      { metric: 'precision', class: 'Brimstone', stated: 0.29, verdict: 'inconsistent', outsideLimits: true },
    ]);

    await addWithCard('Butterflies.', MODEL_INDEX);
    const other = await verify();
    expect(other.code).toBe(3);
    expect(other.card.contradictions).toEqual([]);
    expect(other.card.checks).toMatchObject([
      { metric: 'accuracy', stated: 0.91, verdict: 'not reproduced' },
    ]);
    // 1144 of 1200, counted without this program.
    expect(other.card.checks[0]?.difference).toBeCloseTo(1144 / 1200 - 0.91, 12);
  });

  it('with a damaged table is refused by line, and says so when the model is added', async () => {
    const added = await addWithCard(report.replace('weighted avg', 'weighted avg ?'));
    expect(added.stderr).toMatch(/README\.md, line \d+, .*weighted avg \?/);
    const { card } = await verify();
    expect(card).toBeNull();
  });
});

interface Verified {
  code: number | null;
  card: CardCheckDocument;
}

async function verify(): Promise<Verified> {
  const { stdout, code } = await bench.run(['model', 'verify', 'demo@v1', '--json']);
  return { code, card: (JSON.parse(stdout) as Verified).card };
}

const MODEL_INDEX = `model-index:
- name: butterflies
  results:
  - task: { type: image-classification, name: Species }
    dataset: { name: Demo, type: evenhand/demo, split: test }
    metrics:
    - { type: accuracy, value: 91.0, name: Accuracy }`;

let copies = 0;

/** The demo's first model again, with a card: the same digest, so its run stays its own. */
async function addWithCard(text: string, head = 'license: apache-2.0'): ReturnType<Bench['run']> {
  const folder = join(bench.folder, `model-${++copies}`);
  await cp(demoModelFolder('v1'), folder, { recursive: true });
  const sentence = 'The model was evaluated on the demo test split.\n\n## Species\n\n';
  await writeFile(join(folder, 'README.md'), `---\n${head}\n---\n${sentence}${text}\n`);
  await bench.run(['model', 'remove', 'demo@v1']);
  return bench.run(['model', 'add', folder, '--name', 'demo', '--version', 'v1']);
}

function classificationReport(labels: readonly string[], confusion: readonly (readonly number[])[]): string {
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);
  const rows = labels.map((label, k) => {
    const right = confusion[k]?.[k] ?? 0;
    const support = sum(confusion[k] ?? []);
    const predicted = sum(confusion.map((row) => row[k] ?? 0));
    return {
      label,
      support,
      rates: [right / predicted, right / support, (2 * right) / (predicted + support)],
    };
  });
  const total = sum(rows.map(({ support }) => support));
  const average = (weight: (support: number) => number): number[] =>
    [0, 1, 2].map((rate) => sum(rows.map(({ rates, support }) => (rates[rate] ?? 0) * weight(support))));
  const line = (label: string, rates: readonly number[], support: number): string =>
    `${label.padStart(14)}${rates.map((rate) => rate.toFixed(2).padStart(10)).join('')}${String(support).padStart(10)}`;
  const accuracy = sum(rows.map((_, k) => confusion[k]?.[k] ?? 0)) / total;
  return [
    '                precision    recall  f1-score   support',
    '',
    ...rows.map(({ label, rates, support }) => line(label, rates, support)),
    '',
    `      accuracy                    ${accuracy.toFixed(2)}      ${total}`,
    line(
      'macro avg',
      average(() => 1 / rows.length),
      total,
    ),
    line(
      'weighted avg',
      average((support) => support / total),
      total,
    ),
  ].join('\n');
}
