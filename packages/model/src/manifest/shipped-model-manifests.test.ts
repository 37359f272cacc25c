import { describe, expect, it } from 'vitest';
import { readSourceManifest } from './read-source-manifest.js';
import { shippedModelManifests } from './shipped-model-manifests.js';

/** Rows of the published card: label, precision, recall, F1, support. */
const cardRows: Record<string, [string, number, number, number, number][]> = {
  gender: [
    ['Female', 0.96, 0.96, 0.96, 5162],
    ['Male', 0.96, 0.97, 0.97, 5792],
  ],
  race: [
    ['Black', 0.9, 0.89, 0.89, 1556],
    ['East Asian', 0.74, 0.78, 0.76, 1550],
    ['Indian', 0.81, 0.75, 0.78, 1516],
    ['Latino_Hispanic', 0.58, 0.62, 0.6, 1623],
    ['Middle Eastern', 0.69, 0.57, 0.62, 1209],
    ['Southeast Asian', 0.66, 0.65, 0.65, 1415],
    ['White', 0.75, 0.8, 0.77, 2085],
  ],
  age: [
    ['0-2', 0.93, 0.45, 0.6, 199],
    ['10-19', 0.62, 0.41, 0.5, 1181],
    ['20-29', 0.64, 0.76, 0.7, 3300],
    ['3-9', 0.77, 0.88, 0.82, 1356],
    ['30-39', 0.49, 0.5, 0.49, 2330],
    ['40-49', 0.46, 0.44, 0.45, 1353],
    ['50-59', 0.47, 0.4, 0.43, 796],
    ['60-69', 0.45, 0.32, 0.38, 321],
    ['more than 70', 0.75, 0.1, 0.18, 118],
  ],
};

async function reference(): ReturnType<typeof readSourceManifest> {
  const manifest = (await shippedModelManifests()).find(
    ({ name }) => name === 'clip-face-attribute-classifier',
  );
  return await readSourceManifest(manifest?.file ?? '');
}

describe('the manifests that ship', () => {
  it('are all valid', async () => {
    const shipped = await shippedModelManifests();
    expect(shipped.map(({ name }) => name)).toContain('clip-face-attribute-classifier');
    for (const { name, file } of shipped) expect((await readSourceManifest(file)).name).toBe(name);
  });

  it("list the reference model's labels sorted as strings, with the natural order of age", async () => {
    const { tasks = [] } = await reference();
    for (const { labels } of tasks) expect(labels).toEqual(labels?.toSorted());
    expect(tasks.map(({ name, head, kind, labels }) => [name, head, kind, labels?.length])).toEqual([
      ['age', 'age_head', 'ordinal', 9],
      ['gender', 'gender_head', 'nominal', 2],
      ['race', 'race_head', 'nominal', 7],
    ]);
    const ages = tasks[0]?.order?.map((label) => Number(/\d+/u.exec(label)?.[0]));
    expect(ages).toEqual([0, 3, 10, 20, 30, 40, 50, 60, 70]);
  });

  it('report what the card reports', async () => {
    const { card } = await reference();
    const metrics = card?.reported?.metrics ?? [];
    for (const [task, rows] of Object.entries(cardRows)) {
      const reported = metrics.filter((metric) => metric.task === task && metric.class !== undefined);
      const wanted = rows.flatMap(([label, precision, recall, f1, support]) =>
        Object.entries({ precision, recall, f1 }).map(([metric, value]) => ({
          task,
          metric,
          class: label,
          value,
          decimals: 2,
          support,
        })),
      );
      expect(reported).toEqual(wanted);
    }
    const accuracies = metrics
      .filter(({ metric }) => metric === 'accuracy')
      .map(({ task, value }) => [task, value]);
    expect(Object.fromEntries(accuracies)).toEqual({ gender: 0.9638, race: 0.7322, age: 0.5917 });
    expect(card?.outOfScopeUse).toHaveLength(4);
    expect(card?.limitations).toHaveLength(4);
  });
});
