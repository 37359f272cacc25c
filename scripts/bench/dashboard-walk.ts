import type { Run } from '@evenhand/db';

/** What is asked for; answers of a kind are of one code path. */
export type Kind =
  | 'runs'
  | 'run'
  | 'task, first view'
  | 'task'
  | 'samples'
  | 'samples window'
  | 'sample'
  | 'data'
  | 'provenance'
  | 'compare, first view'
  | 'compare'
  | 'models'
  | 'model'
  | 'data sets'
  | 'data set'
  | 'API: audit document'
  | 'API: places'
  | 'API: image'
  | 'million: run'
  | 'million: task'
  | 'million: samples'
  | 'million: samples window'
  | 'million: sample'
  | 'million: data'
  | 'million: data set';

export interface Step {
  kind: Kind;
  path: string;
}

type Random = () => number;

const views: Readonly<Record<string, readonly string[]>> = {
  age: [
    '',
    '?by=race',
    '?by=race%2Cgender&metric=recall&class=20-29',
    '?by=race%2Cgender%2Cage&metric=macro_f1',
    '?by=gender&metric=mae&sort=name',
  ],
  gender: [
    '',
    '?by=age&group=age%3D0-2',
    '?by=race%2Cgender&metric=recall&class=Female',
    '?by=race%2Cage&matrix=share',
    '?by=race%2Cgender%2Cage',
  ],
  race: [
    '',
    '?by=age&metric=balanced_accuracy',
    '?by=gender&metric=precision&class=Black',
    '?by=gender%2Cage&sort=name',
    '?by=race%2Cage&matrix=difference&group=race%3DIndian%3Bage%3D20-29',
  ],
};
const filters = [
  'task=gender',
  'task=gender&answer=wrong',
  'task=race&true=Black&predicted=Indian',
  'task=age&answer=wrong&sort=sure',
  'task=gender&group=race%3DBlack%3Bgender%3DFemale&sort=unsure',
];
const compareViews = [
  '&task=gender&by=race&metric=recall&class=Female',
  '&task=race&by=race%2Cgender',
  '&task=age&by=race%2Cgender%2Cage&metric=mae',
  '&task=gender&by=age&metric=balanced_accuracy',
  '&task=race&by=gender%2Cage&metric=precision&class=Black',
];
/** Samples that the grid asks for at once. */
const WINDOW = 96;

/** A reader comes to a run that was perhaps never looked at, and reads on. */
export function visit(runs: readonly Run[], random: Random): Step[] {
  const run = one(runs, random);
  const base = one(runs, random);
  const path = `/runs/${run.id}`;
  const task = one(Object.keys(views), random);
  const filter = one(filters, random);
  const compare = `/compare?base=${base.id}&candidate=${run.id}`;
  return [
    {
      kind: 'runs',
      path: one(['/runs', '/runs?q=1.2&sort=model', '/runs?page=3', '/runs?order=asc'], random),
    },
    { kind: 'API: places', path: '/api/places' },
    { kind: 'run', path },
    { kind: 'task, first view', path: `${path}/tasks/${task}` },
    ...several(
      3,
      () => ({ kind: 'task', path: `${path}/tasks/${task}${one(views[task] ?? [], random)}` }) as const,
    ),
    { kind: 'samples', path: `${path}/samples?${filter}` },
    ...windows({ kind: 'samples window', run, filter, random }),
    { kind: 'sample', path: `${path}/samples/${place(run, random)}?${filter}` },
    { kind: 'API: image', path: `/api/datasets/${run.dataset.name}/images/${Math.floor(random() * 1000)}` },
    { kind: 'data', path: `${path}/data?by=race%2Cage` },
    { kind: 'provenance', path: `${path}/provenance` },
    { kind: 'compare, first view', path: compare },
    ...several(2, () => ({ kind: 'compare', path: compare + one(compareViews, random) }) as const),
    { kind: 'models', path: '/models' },
    { kind: 'model', path: `/models/${run.model.name}` },
    { kind: 'data sets', path: '/datasets' },
    { kind: 'data set', path: `/datasets/${run.dataset.name}?by=race%2Cage` },
    { kind: 'API: audit document', path: `/api${path}` },
  ];
}

/** The same reader at the run of a million images: filters that were never asked for, and places all over. */
export function largeVisit(run: Run, random: Random): Step[] {
  const path = `/runs/${run.id}`;
  const task = one(Object.keys(views), random);
  const filter = `${one(filters, random).replace(/&group=[^&]*/, '')}&group=age%3D${one(['0-2', '20-29', '60-69'], random)}`;
  return [
    { kind: 'million: run', path },
    { kind: 'million: task', path: `${path}/tasks/${task}${one(views[task] ?? [], random)}` },
    { kind: 'million: samples', path: `${path}/samples?${filter}` },
    ...windows({ kind: 'million: samples window', run, filter, random }),
    ...windows({ kind: 'million: samples window', run, filter: one(filters, random), random }),
    { kind: 'million: sample', path: `${path}/samples/${place(run, random)}?${filter}` },
    { kind: 'million: data', path: `${path}/data?by=race%2Cage` },
    { kind: 'million: data set', path: `/datasets/${run.dataset.name}?by=race%2Cage` },
  ];
}

function windows(of: { kind: Kind; run: Run; filter: string; random: Random }): Step[] {
  const { kind, run, filter, random } = of;
  return several(4, () => ({
    kind,
    path: `/api/runs/${run.id}/samples?${filter}&from=${place(run, random)}&count=${WINDOW}`,
  }));
}

function several<Result>(times: number, make: () => Result): Result[] {
  return Array.from({ length: times }, make);
}

function place(run: Run, random: Random): number {
  return Math.floor(random() * run.counts.ok);
}

function one<Value>(list: readonly Value[], random: Random): Value {
  const value = list[Math.floor(random() * list.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}
