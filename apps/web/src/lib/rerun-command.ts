import { runOptions, shellWord } from '@evenhand/contracts';
import type { Run } from '@evenhand/db';

/** What does the same again. */
export interface Rerun {
  command: string;
  /** What the command reads besides: label maps and the plan, as JSON. */
  files: readonly { name: string; text: string }[];
}

type Rerunnable = Pick<Run, 'model' | 'dataset' | 'device' | 'precision' | 'batchSize' | 'options' | 'tags'>;

/** The command that does the same again, with the files that it reads. */
export function rerunCommand(run: Rerunnable): Rerun {
  const { limit, where, imported, truths, plan } = runOptions.parse(run.options);
  const model = `${run.model.name}@${run.model.version}`;
  const tags = Object.entries(run.tags).map(([key, value]) => `--tag ${shellWord(`${key}=${value}`)}`);
  const maps = Object.entries(truths).flatMap(([task, truth]) => {
    if (!truth || Object.entries(truth.labels).every(([from, to]) => from === to)) return [];
    const name = `${task.replaceAll(/[^\w.-]+/g, '-')}-map.json`;
    return [{ option: `--map ${shellWord(`${task}=${name}`)}`, name, text: json(truth.labels) }];
  });
  if (imported) {
    const command = [
      `evenhand import ${shellWord(imported.file)}`,
      `--name ${model}`,
      ...Object.entries(imported.columns).flatMap(([what, column]) => columnOption(what, column)),
      importedDataset(run.dataset.name, imported.columns),
      ...maps.map(({ option }) => option),
      ...tags,
    ];
    return { command: command.join(' '), files: maps };
  }
  const command = [
    'evenhand run',
    `--model ${model}`,
    `--dataset ${run.dataset.name}`,
    `--device ${run.device}`,
    `--precision ${run.precision}`,
    `--batch-size ${run.batchSize}`,
    ...(limit === null ? [] : [`--limit ${limit}`]),
    ...Object.entries(where).flatMap(([name, labels]) =>
      labels.map((label) => `--where ${shellWord(`${name}=${label}`)}`),
    ),
    ...maps.map(({ option }) => option),
    ...(plan ? ['--plan plan.json'] : []),
    ...tags,
  ];
  return {
    command: command.join(' '),
    files: [...maps, ...(plan ? [{ name: 'plan.json', text: json(plan) }] : [])],
  };
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** Truth and groups of the file's own columns made a data set of their own; without them those of another were taken. */
function importedDataset(name: string, columns: Readonly<Record<string, string>>): string {
  const isOwn = Object.keys(columns).some((what) => what.endsWith(', true') || what.startsWith('group '));
  return `--${isOwn ? 'new-dataset' : 'dataset'} ${shellWord(name)}`;
}

/** How a column is named on the command line; `what` is as `importedPredictions` in the run's options has it. */
function columnOption(what: string, column: string): string[] {
  if (what === 'sample') return column.startsWith('none') ? [] : [`--sample ${shellWord(column)}`];
  if (what.startsWith('group ')) return [`--group ${shellWord(`${what.slice(6)}=${column}`)}`];
  const [, task = '', kind] = /^(.*), (true|predicted|confidence)$/.exec(what) ?? [];
  if (kind !== undefined) {
    const option = kind === 'true' ? 'truth' : kind === 'predicted' ? 'pred' : kind;
    return [`--${option} ${shellWord(`${task}=${column}`)}`];
  }
  const [, scored = '', label] = /^(.*), probability of (.*)$/.exec(what) ?? [];
  if (label === undefined) return [];
  // A column of the positive class cannot be named: it is found again as it was found.
  if (label === 'the positive class') return [];
  return [`--score ${shellWord(`${scored}:${label}=${column}`)}`];
}
