import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Dataset, OpenDatasetOptions } from './dataset.js';
import { openDataset } from './open-dataset.js';
import { testFolder } from './testing/folder.js';
import { sharedFile } from './testing/shared.js';
import { shippedManifests } from './testing/shipped.js';

function open(source: string, options: Partial<OpenDatasetOptions> = {}): Promise<Dataset> {
  return openDataset({ source, shippedManifests, ...options });
}

const HEADER = 'file,age,gender,race,service_test';

describe('FairFace', () => {
  it('is read by its shipped manifest, found by the name of its table', async () => {
    await using folder = await testFolder({
      'fairface_label_val.csv': `${HEADER}\nval/1.jpg,3-9,Male,East Asian,False\nval/2.jpg,50-59,Female,White,True\n`,
      'val/1.jpg': 'one',
      'val/2.jpg': '',
    });
    const progress: [number, number][] = [];
    const dataset = await openDataset(
      { source: folder.path, name: 'mine', shippedManifests },
      (done, total) => progress.push([done, total]),
    );
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(dataset).toMatchObject({
      manifest: {
        name: 'mine',
        format: 'fairface',
        labels: 'perceived',
        licence: 'CC BY 4.0',
        table: { file: 'fairface_label_val.csv', imageColumn: 'file' },
      },
      root: folder.path,
      repairs: [],
      leftOut: 0,
      warnings: [],
    });
    expect(dataset.samples).toEqual([
      {
        id: 'val/1.jpg',
        path: folder.at('val/1.jpg'),
        labels: { age: '3-9', gender: 'Male', race: 'East Asian' },
        // printf one | sha256sum
        sha256: '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
      },
      {
        id: 'val/2.jpg',
        path: folder.at('val/2.jpg'),
        labels: { age: '50-59', gender: 'Female', race: 'White' },
        // sha256sum < /dev/null
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
    ]);
  });

  it('repairs what spreadsheets make of ages, and says how often', async () => {
    const spellings: Record<string, string[]> = {
      '3-9': [
        '9-Mar',
        '09-Mar',
        '9-mar.',
        'Mar-09',
        'Mar-9',
        '03-Sep',
        '3-Sep',
        'Sep-03',
        'Sept-3',
        '9. Mrz',
        '09. Mär',
        '03. Sep.',
        '9 mars',
        '03/set',
        '9-Mar-24',
        '3/9/2024',
        '09/03/2024',
        '03.09.2024',
        '9-3-24',
        '2024-03-09',
        '2024-09-03 00:00:00',
        '2024-03-09T00:00:00.000',
        '3/9',
        '03.09.',
        '03-09',
        '2024-03-09T00:00:00Z',
        'March 9, 2024',
        'Saturday, March 9, 2024',
        '3月9日',
        '2024年3月9日',
        '44994',
        '45538',
        '3–9',
        '3 — 9',
        ' 3-9',
        '3-9 ',
        ' 9-Mar',
      ],
      '10-19': [
        '19-Oct',
        'Oct-19',
        'Oct-2019',
        '19. Okt',
        '19-oct.',
        '01-Oct-19',
        '1-Oct-2019',
        '19-Oct-24',
        '10/19/2024',
        '19/10/2024',
        '19.10.2024',
        '01/10/2019',
        '10/1/2019',
        '2024-10-19',
        '2019-10-01 00:00:00',
        '2019-10',
        'October 2019',
        'October 19, 2024',
        '10月19日',
        '43739',
        '45218',
        '10/19',
        '10–19',
        '10 - 19',
      ],
      '20-29': ['20–29', ' 20-29'],
      '0-2': ['0–2'],
      'more than 70': ['70+', 'More than 70', '> 70'],
    };
    const rows = Object.entries(spellings).flatMap(([label, cells]) =>
      cells.map((cell) => ({ label, cell })),
    );
    const lines = rows.map(({ cell }, index) => `val/${index}.jpg,"${cell}",Male,White,False`);
    await using folder = await testFolder({
      'fairface_label_val.csv': [HEADER, ...lines, ''].join('\n'),
      ...Object.fromEntries(rows.map((_, index) => [`val/${index}.jpg`, `${index}`])),
    });
    const { samples, repairs } = await open(folder.path);
    expect(samples.map((sample, index) => [rows[index]?.cell, sample.labels['age']])).toEqual(
      rows.map(({ cell, label }) => [cell, label]),
    );
    expect(repairs).toHaveLength(rows.length);
    expect(repairs).toEqual(
      expect.arrayContaining(
        rows.map(({ cell, label }) => ({ attribute: 'age', from: cell, to: label, count: 1 })),
      ),
    );
  });

  it('does not take other dates and ranges for a damaged age', async () => {
    for (const cell of [
      '3-8',
      '9-Apr',
      '19-Sep',
      '10-18',
      '2024-04-09',
      '2018-10-01',
      '9',
      '39',
      '0-2-3',
      '10-Mar',
    ]) {
      await using folder = await testFolder({
        'fairface_label_val.csv': `${HEADER}\nval/1.jpg,${cell},Male,White,False\n`,
        'val/1.jpg': '1',
      });
      await expect(open(folder.path), cell).rejects.toMatchObject({ code: 'unknown_label' });
    }
  });

  it('reads other spellings of race and gender, but no class numbers: their order differs between copies', async () => {
    const row = (file: string, gender: string, race: string): string => `${file},3-9,${gender},${race},True`;
    await using folder = await testFolder({
      'fairface_label_val.csv': [
        HEADER,
        row('1.jpg', 'male', 'Latino/Hispanic'),
        row('2.jpg', 'FEMALE', 'Latino Hispanic'),
        row('3.jpg', 'Female', 'Middle_Eastern'),
        row('4.jpg', 'Male', 'south-east asian'),
      ].join('\n'),
      'val/1.jpg': '1',
      'val/2.jpg': '2',
      'val/3.jpg': '3',
      'val/4.jpg': '4',
      'numbers.csv': `${HEADER}\nval/1.jpg,1,0,3,True\n`,
    });
    const { samples, repairs } = await open(folder.path);
    expect(samples.map(({ labels }) => [labels['gender'], labels['race']])).toEqual([
      ['Male', 'Latino_Hispanic'],
      ['Female', 'Latino_Hispanic'],
      ['Female', 'Middle Eastern'],
      ['Male', 'Southeast Asian'],
    ]);
    expect(repairs.map(({ attribute, count }) => `${attribute} ${count}`)).toEqual([
      'gender 1',
      'gender 1',
      'race 1',
      'race 1',
      'race 1',
      'race 1',
    ]);
    await expect(open(folder.at('numbers.csv'), { manifest: 'fairface' })).rejects.toMatchObject({
      code: 'unknown_label',
    });
  });

  it('asks which table is meant where there are train and val, and reads the one that is the source', async () => {
    await using folder = await testFolder({
      'fairface_label_train.csv': `${HEADER}\ntrain/1.jpg,3-9,Male,White,True\n`,
      'fairface_label_val.csv': `${HEADER}\nval/1.jpg,0-2,Male,White,True\n`,
      'train/1.jpg': 'train',
      'val/1.jpg': 'val',
    });
    await expect(open(folder.path)).rejects.toMatchObject({
      code: 'several_tables',
      message: expect.stringContaining('"fairface_label_train.csv", "fairface_label_val.csv"'),
    });
    const { samples } = await open(folder.at('fairface_label_val.csv'));
    expect(samples.map(({ id, labels }) => [id, labels['age']])).toEqual([['val/1.jpg', '0-2']]);
  });
});

const TABLE = 'real/fairface/fairface_label_val.csv';
const real = sharedFile(TABLE);

// Rows: White, Black, Latino_Hispanic, East Asian, Southeast Asian, Indian, Middle Eastern, each Male then Female.
// Columns: the nine ages. From the methodology's table, which was counted with another program.
const COUNTS = [
  [27, 96, 77, 281, 262, 169, 139, 56, 15],
  [17, 100, 90, 360, 218, 86, 66, 19, 7],
  [19, 153, 92, 185, 173, 111, 48, 11, 7],
  [6, 103, 111, 218, 164, 77, 44, 21, 13],
  [10, 79, 98, 181, 174, 146, 76, 28, 1],
  [9, 99, 117, 249, 166, 115, 55, 17, 3],
  [31, 137, 65, 265, 137, 80, 37, 18, 7],
  [18, 83, 80, 384, 121, 47, 21, 12, 7],
  [19, 113, 95, 220, 148, 68, 43, 23, 6],
  [15, 94, 85, 250, 120, 59, 32, 16, 9],
  [9, 96, 76, 164, 189, 112, 71, 22, 14],
  [9, 87, 110, 219, 159, 87, 59, 22, 11],
  [8, 67, 46, 172, 229, 150, 82, 49, 10],
  [2, 49, 39, 152, 70, 46, 23, 7, 8],
];

function countCells({ samples, manifest }: Dataset): number[][] {
  const [age, , race] = manifest.attributes;
  return (race?.labels ?? []).flatMap((r) =>
    ['Male', 'Female'].map((g) =>
      (age?.labels ?? []).map(
        (a) =>
          samples.filter(
            ({ labels }) => labels['race'] === r && labels['gender'] === g && labels['age'] === a,
          ).length,
      ),
    ),
  );
}

describe.skipIf(real === null)(
  `FairFace's own label file (skipped where ../shared/${TABLE} is absent)`,
  () => {
    it('has 126 cells, none empty, also after a spreadsheet has been at it', async () => {
      const table = await readFile(real ?? '', 'utf8');
      const names = [...table.matchAll(/^val\/\d+\.jpg/gm)].map(([name]) => name);
      expect(names).toHaveLength(10_954);
      let row = 0;
      const damaged = table.replace(/,(3-9|10-19),/g, (_, age: string) => {
        row++;
        const spellings = age === '3-9' ? ['9-Mar', '03-Sep', ' 3-9'] : ['19-Oct', 'Oct-19'];
        return `,${spellings[row % spellings.length]},`;
      });
      await using folder = await testFolder({
        'fairface_label_val.csv': table,
        'damaged.csv': damaged,
        ...Object.fromEntries(names.map((name) => [name, name])),
      });

      const dataset = await open(folder.path);
      expect(dataset.samples).toHaveLength(10_954);
      expect(dataset.repairs).toEqual([]);
      const counts = countCells(dataset);
      expect(counts).toEqual(COUNTS);
      const cells = counts.flat();
      expect([cells.length, Math.min(...cells), cells.filter((count) => count < 10).length]).toEqual([
        126, 1, 16,
      ]);

      const repaired = await open(folder.at('damaged.csv'), { manifest: 'fairface' });
      const byLabel = new Map<string, number>();
      for (const { to, count } of repaired.repairs) byLabel.set(to, (byLabel.get(to) ?? 0) + count);
      expect(byLabel).toEqual(
        new Map([
          ['10-19', 1181],
          ['3-9', 1356],
        ]),
      );
      expect(repaired.digest).toBe(dataset.digest);
    });

    it('names the 10,354 rows without image, and leaves them out when asked', async () => {
      const source = sharedFile('real/fairface') ?? '';
      await expect(open(source)).rejects.toMatchObject({
        code: 'missing_images',
        message: expect.stringMatching(/^10,354 of 10,954 rows .*"val\/601\.jpg" \(line 602\)/),
        hint: expect.stringContaining('--allow-missing'),
      });
      const dataset = await open(source, { allowMissing: true });
      expect(dataset.samples).toHaveLength(600);
      expect(dataset.leftOut).toBe(10_354);
      expect(dataset.warnings).toMatchObject([{ code: 'missing_images', count: 10_354 }]);
      const women = dataset.samples.filter(({ labels }) => labels['gender'] === 'Female');
      expect(women).toHaveLength(282);
    });
  },
);
