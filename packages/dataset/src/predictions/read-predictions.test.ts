import type { Attribute } from '@evenhand/contracts';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../testing/folder.js';
import type {
  JoinedDataset,
  PredictedSample,
  PredictionFile,
  ReadPredictionsOptions,
} from './prediction-file.js';
import { readPredictions } from './read-predictions.js';

type Options = Partial<Omit<ReadPredictionsOptions, 'request'>> & {
  request?: Partial<ReadPredictionsOptions['request']>;
};

const nothing = {
  truth: new Map(),
  predicted: new Map(),
  confidence: new Map(),
  scores: [],
  groups: new Map(),
};

async function read(
  content: string | Uint8Array,
  { request, ...options }: Options = {},
): Promise<PredictionFile> {
  await using folder = await testFolder({ predictions: content });
  return await readPredictions({
    file: folder.at('predictions'),
    maps: new Map(),
    ...options,
    request: { ...nothing, ...request },
  });
}

/** Truth and prediction of one task as words, `–` for none; failed samples by their code. */
function words(file: PredictionFile, task = 0): string[] {
  const labels = file.tasks[task]?.labels ?? [];
  return [...file.predictions()].map(({ failure, predictions }) => {
    const said = predictions.find((entry) => entry.task === task);
    return failure?.code ?? `${labels[said?.truth ?? -1] ?? '–'}>${labels[said?.predicted ?? -1] ?? '–'}`;
  });
}

function scores(file: PredictionFile): PredictedSample['predictions'][number]['scores'][] {
  return [...file.predictions()].map(
    ({ predictions }) => predictions[0]?.scores?.map((score) => Number(score.toFixed(4))) ?? null,
  );
}

describe('columns', () => {
  it.each([
    ['gender_true,gender_pred', 'gender'],
    ['gender,gender_pred', 'gender'],
    ['Gender,predictedGender', 'gender'],
    ['y_true,y_pred', 'label'],
    ['label_value,score', 'label'],
    ['target,prediction', 'label'],
    ['gender_label,prediction', 'gender'],
    ['true gender;Predicted gender', 'gender'],
    ['class\tpredicted_class', 'label'],
  ])('%s', async (header, task) => {
    const separator = /[;\t]/.exec(header)?.[0] ?? ',';
    const file = await read(`id,${header}\n1,0,1\n2,1,1\n`.replaceAll(',', separator));
    expect(file.tasks.map(({ name }) => name)).toEqual([task]);
    expect(words(file)).toEqual(['0>1', '1>1']);
  });

  it('of probabilities are found by the labels of a column with a bare name, or of the data set', async () => {
    const rows = '1,Male,0.9,0.1\n2,Female,0.6,0.4\n';
    const own = await read(`id,gender,prob_Male,prob_Female\n${rows}`);
    expect(own.columns.map(({ what, column }) => [what, column])).toEqual([
      ['sample', 'id'],
      ['gender, true', 'gender'],
      ['gender, probability of Male', 'prob_Male'],
      ['gender, probability of Female', 'prob_Female'],
    ]);
    expect(words(own)).toEqual(['Male>Male', 'Female>Male']);
    const joined: JoinedDataset = {
      name: 'people',
      attributes: [{ name: 'gender', kind: 'nominal', labels: ['Female', 'Male'] }],
      ids: ['1', '2'],
      labels: [{ gender: 'Male' }, { gender: 'Female' }],
    };
    const file = await read('id,prob_Male,prob_Female\n1,0.9,0.1\n2,0.6,0.4\n', { joined });
    expect(words(file)).toEqual(['Male>Male', 'Female>Male']);
  });

  it('inside objects of JSON Lines are columns', async () => {
    const line = (image: string, truth: string, male: number): string =>
      JSON.stringify({
        image,
        label: { gender: truth, site: 'a' },
        prediction: { gender: male > 0.5 ? 'Male' : 'Female' },
        scores: { Male: male, Female: 1 - male },
        box: [1, 2],
      });
    const file = await read(`${line('1', 'Male', 0.75)}\n${line('2', 'Male', 0.25)}\n`);
    expect([words(file), scores(file)]).toEqual([
      ['Male>Male', 'Male>Female'],
      [
        [0.75, 0.25],
        [0.25, 0.75],
      ],
    ]);
    expect(file.columns.map(({ what, column }) => [what, column])).toContainEqual([
      'group site',
      'label.site',
    ]);
  });

  it('of counts are refused', async () => {
    const counts = 'task,race,true,predicted,images\na,x,0,1,17\n';
    await expect(read(counts)).rejects.toMatchObject({ code: 'counts_not_predictions' });
  });

  it('of more groups than can be combined are left out, unless they are named', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `q${index}`);
    const rows = Array.from({ length: 9 }, (_, row) =>
      [row, row % 2, 1, ...names.map((_, i) => (row + i) % 5)].join(),
    );
    const table = [`id,y_true,y_pred,${names.join()}`, ...rows].join('\n');
    const file = await read(table);
    expect(file.own?.attributes.map(({ name }) => name)).toEqual(['label', ...names.slice(0, 5)]);
    expect(file.warnings).toMatchObject([{ code: 'groups_left_out', count: 20 }]);
    const named = await read(table, { request: { groups: new Map([['last', 'q24']]) } });
    expect([named.own?.attributes.map(({ name }) => name), named.warnings]).toEqual([['label', 'last'], []]);
  });

  it('more than a table can have are refused', async () => {
    const header = Array.from({ length: 10_001 }, (_, index) => `c${index}`).join();
    await expect(read(`${header}\n`)).rejects.toMatchObject({ code: 'malformed_table' });
  });

  it('below a separator that Excel states, with bars between them, or in UTF-16 without a mark', async () => {
    const table = (separator: string): string =>
      ['id,a_true,a_pred', '1,x,x', '2,y,x'].join('\r\n').replaceAll(',', separator);
    for (const content of [`sep=;\r\n${table(';')}`, table('|'), Buffer.from(table('\t'), 'utf16le')]) {
      expect(words(await read(content))).toEqual(['x>x', 'y>x']);
    }
  });

  it('of several tasks and groups; what is no group is left out, and said', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, index) =>
        `${index},a,${index % 3 ? 'b' : 'a'},x,${index % 3 ? 'y' : 'x'},${index % 2 ? 'm' : 'f'},one,note ${index}`,
    );
    const file = await read(['id,one_true,one_pred,two_true,two_pred,sex,split,note', ...rows].join('\n'));
    expect(file.tasks.map(({ name, labels }) => [name, labels])).toEqual([
      ['one', ['a', 'b']],
      ['two', ['x', 'y']],
    ]);
    expect(file.own?.attributes.map(({ name, labels }) => [name, labels])).toEqual([
      ['one', ['a']],
      ['two', ['x']],
      ['sex', ['f', 'm']],
    ]);
    expect(file.warnings.find(({ code }) => code === 'columns_left_out')?.message).toContain('"split"');
  });

  it('of probabilities: named by label, by pattern, or one of two classes', async () => {
    const named = await read('id,sex_true,prob_female,prob_male\n1,Female,0.9,0.1\n2,Male,0.6,0.4\n');
    expect([words(named), scores(named)]).toEqual([
      ['Female>Female', 'Male>Female'],
      [
        [0.9, 0.1],
        [0.6, 0.4],
      ],
    ]);
    const pattern = await read('id,t,m:a,m:b\n1,a,90,10\n2,b,0.2,0.8\n', {
      request: { truth: new Map([['t', 't']]), scores: ['t=m:*'] },
    });
    expect([words(pattern), scores(pattern)]).toEqual([
      ['a>a', 'b>b'],
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    ]);
    const single = await read('id,y_true,y_score\n1,0,0.2\n2,1,0.7\n3,1,0.4\n');
    expect([words(single), scores(single)]).toEqual([
      ['0>0', '1>1', '1>0'],
      [
        [0.8, 0.2],
        [0.3, 0.7],
        [0.6, 0.4],
      ],
    ]);
  });

  it('of confidences: both probabilities of two classes follow', async () => {
    const file = await read('id,y_true,y_pred,confidence\n1,0,1,"87,5 %"\n2,1,1,\n');
    expect(scores(file)).toEqual([[0.125, 0.875], null]);
  });
});

describe('labels', () => {
  it.each([
    ['0 and 1 for no and yes', 'no,0\nyes,1\nyes,0\n', ['no>no', 'yes>yes', 'yes>no'], 'labels_by_polarity'],
    ['1.0 for 1', '0,0.0\n1,1.0\n', ['0>0', '1>1'], undefined],
    [
      'other case and blanks',
      'Not Sure,not_sure \nSure, SURE\n',
      ['Not Sure>Not Sure', 'Sure>Sure'],
      undefined,
    ],
    ['a label that is never true', 'a,a\nb,c\n', ['a>a', 'b>c'], 'labels_never_true'],
  ])('%s', async (_, rows, expected, warning) => {
    const lines = rows
      .trimEnd()
      .split('\n')
      .map((row, index) => `${index},${row}`);
    const file = await read(`id,y_true,y_pred\n${lines.join('\n')}\n`);
    expect([words(file), file.warnings[0]?.code]).toEqual([expected, warning]);
  });

  it('that say that there is none are none, as R and pandas write it, unless a manifest declares them', async () => {
    const table = 'id,code_true,code_pred,place\n1,NO,NO,x\n2,NA,NO,NaN\n3,SE,NA,x\n4,SE,SE,y\n';
    const file = await read(table);
    expect(words(file)).toEqual(['NO>NO', '–>NO', 'missing_prediction', 'SE>SE']);
    expect(file.own?.labels.map(({ place }) => place)).toEqual(['x', null, 'x', 'y']);
    expect(file.warnings.map(({ code, message, count }) => [code, message.split(' and ')[0], count])).toEqual(
      [
        ['missing_values', 'code: 1 cell says "NA"', 1],
        ['missing_values', 'place: 1 cell says "NaN"', 1],
        ['missing_values', 'Predictions of code: 1 cell says "NA"', 1],
      ],
    );
    const declared: Attribute[] = [{ name: 'code', kind: 'nominal', labels: ['NA', 'NO', 'SE'] }];
    expect(words(await read(table, { declared }))).toEqual(['NO>NO', 'NA>NO', 'SE>NA', 'SE>SE']);
  });

  it('that a manifest declares are read however many spellings there are', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => `${index},a,a,${index}.25`);
    const age: Attribute = {
      name: 'age',
      kind: 'ordinal',
      labels: ['child', 'adult'],
      bins: [
        { label: 'child', min: 0, max: 17.99 },
        { label: 'adult', min: 18, max: 130 },
      ],
    };
    const kind: Attribute = { name: 'kind', kind: 'nominal', labels: ['a', 'b'] };
    const file = await read(`id,kind,kind_pred,age\n${rows.join('\n')}\n`, { declared: [kind, age] });
    expect(file.own?.labels.map(({ age: label }) => label)).toEqual([
      ...Array(18).fill('child'),
      ...Array(42).fill('adult'),
    ]);
  });

  it('with blanks around them are repairs where they are declared, as in a data set', async () => {
    const age: Attribute = {
      name: 'age',
      kind: 'nominal',
      labels: ['0-2', '3-9'],
      aliases: { '9-Mar': '3-9' },
    };
    const table = 'id,age,age_pred\n1, 3-9,3-9\n2,3-9 ,3-9\n3, 9-Mar,3-9\n4,0-2,3-9\n5, 3-9,3-9\n';
    const file = await read(table, { declared: [age] });
    expect(file.own?.repairs.map(({ from, to, count }) => [from, to, count])).toEqual([
      [' 3-9', '3-9', 2],
      ['3-9 ', '3-9', 1],
      ['9-Mar', '3-9', 1],
    ]);
  });

  it('through a map, which may leave samples out', async () => {
    const file = await read('id,race_true,race_pred\n1,East Asian,Asian\n2,Indian,White\n3,White,White\n', {
      maps: new Map([['race', { 'East Asian': 'Asian', Indian: null, White: 'White' }]]),
    });
    expect(words(file)).toEqual(['Asian>Asian', '–>White', 'White>White']);
  });

  it('of Parquet, where a ClassLabel is an integer', async () => {
    const features = { age: { names: ['0-2', '3-9'], _type: 'ClassLabel' } };
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: 'image', data: ['a', 'b', 'c'], type: 'STRING' },
        { name: 'age', data: [0n, 1n, -1n], type: 'INT64' },
        { name: 'age_pred', data: ['3-9', '3-9', '0-2'], type: 'STRING' },
      ],
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    });
    const file = await read(new Uint8Array(bytes));
    expect([file.format, words(file)]).toEqual(['parquet', ['0-2>3-9', '3-9>3-9', '–>0-2']]);
  });
});

describe('joined to a data set', () => {
  const race: Attribute = { name: 'race', kind: 'nominal', labels: ['East Asian', 'Indian', 'White'] };
  const joined: JoinedDataset = {
    name: 'faces',
    attributes: [race],
    ids: ['val/1.jpg', 'val/2.jpg', 'val/3.jpg', 'train/3.jpg'],
    labels: [{ race: 'East Asian' }, { race: 'Indian' }, { race: 'White' }, { race: 'White' }],
  };

  it('by path, end of path, name, or name without extension; several are none', async () => {
    const file = await read(
      'file,race\nval/1.jpg,White\n/data/faces/val/2.jpg,White\n3,White\n4.jpg,White\n',
      { joined },
    );
    expect(words(file)).toEqual(['East Asian>White', 'Indian>White']);
    expect(file.warnings.map(({ code, count }) => [code, count])).toEqual([
      ['unmatched_rows', 1],
      ['ambiguous_rows', 1],
    ]);
  });

  it('learns from a stated truth what the labels are called', async () => {
    const file = await read(
      'file,race_true,race_pred\nval/1.jpg,Asian,Asian\nval/2.jpg,,Asian\nval/3.jpg,White,Asian\n',
      { joined },
    );
    expect(file.tasks[0]?.truth?.labels).toEqual({ 'East Asian': 'Asian', Indian: null, White: 'White' });
    expect(words(file)).toEqual(['Asian>Asian', '–>Asian', 'White>Asian']);
  });

  it('says where the stated truth is another one, and refuses a file of other data', async () => {
    const file = await read(
      'file,race_true,race_pred\nval/1.jpg,East Asian,White\nval/2.jpg,White,White\nval/3.jpg,White,White\n',
      { joined },
    );
    expect(file.warnings).toMatchObject([{ code: 'truth_differs', count: 1 }]);
    expect(words(file)).toEqual(['East Asian>White', 'Indian>White', 'White>White']);
    const other = read('file,race_true,race_pred\nval/1.jpg,White,White\nval/2.jpg,White,White\n', {
      joined,
    });
    await expect(other).rejects.toMatchObject({ code: 'truth_differs' });
  });

  it('refuses labels that the data set does not have', async () => {
    const file = read('file,race\nval/1.jpg,Asian\nval/3.jpg,White\n', { joined });
    await expect(file).rejects.toMatchObject({
      code: 'unknown_label',
      hint: expect.stringContaining('--map race'),
    });
  });
});

describe('samples', () => {
  it('without a prediction have failed; a task that lacks one fails the sample', async () => {
    const file = await read('id,a_true,a_pred,b_true,b_pred\n1,x,x,y,y\n2,x,,y,y\n3,x,x,y,\n');
    expect([...file.predictions()].map(({ failure }) => failure?.message ?? null)).toEqual([
      null,
      'the file has no prediction of a',
      'the file has no prediction of b',
    ]);
  });

  it('that occur twice: alike, they count once; unlike, the user decides', async () => {
    const rows = 'id,y_true,y_pred\n1,a,a\n1,a,a\n2,b,a\n2,b,b\n';
    await expect(read(rows)).rejects.toMatchObject({
      code: 'conflicting_rows',
      message: expect.stringContaining('(lines 4 and 5)'),
    });
    const first = await read(rows, { onConflict: 'first' });
    expect([words(first), first.duplicates, first.overruled]).toEqual([['a>a', 'b>a'], 1, 1]);
    expect(words(await read(rows, { onConflict: 'last' }))).toEqual(['a>a', 'b>b']);
  });

  it('without a name are called by their row', async () => {
    const file = await read('y_true,y_pred\na,a\na,b\n');
    expect(file.own?.ids).toEqual(['row 1', 'row 2']);
  });
});

it('answers any damage to a file with a run or with words', async () => {
  const rounds = Math.ceil(Number(process.env['EVENHAND_FUZZ'] ?? 3000) / 20);
  const original = 'id,y_true,y_pred,confidence,sex\n1,a,b,0.5,"f"\n2,b,b,87 %,m\n3,b,a,"0,9",f\n';
  const pieces = ['"', ',', '\n', ';', '\u0000', '1', 'é', '%', '-', 'a', '{', '}', '[', 'PAR1', '\ufeff'];
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  for (let round = 0; round < rounds; round += 1) {
    let text = original;
    for (let damage = random(4); damage >= 0; damage -= 1) {
      const at = random(text.length + 1);
      text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at + random(3));
    }
    const outcome = await read(text).then(words, (error: unknown) => error);
    if (!Array.isArray(outcome)) expect(outcome, text).toMatchObject({ evenhand: 'user-error' });
  }
}, 600_000);
