import { runOptions } from '@evenhand/contracts';
import type { Run } from '@evenhand/db';

/** The command that does the same again. */
export function rerunCommand(run: Run): string {
  const { limit, where, imported } = runOptions.parse(run.options);
  const tags = Object.entries(run.tags).map(([key, value]) => `--tag ${quoted(`${key}=${value}`)}`);
  if (imported) {
    return [
      `evenhand import ${quoted(imported.file)}`,
      `--name ${run.model.name}@${run.model.version}`,
      ...Object.entries(imported.columns).flatMap(([what, column]) => columnOption(what, column)),
      importedDataset(run.dataset.name, imported.columns),
      ...tags,
    ].join(' ');
  }
  const parts = [
    'evenhand run',
    `--model ${run.model.name}@${run.model.version}`,
    `--dataset ${run.dataset.name}`,
    `--device ${run.device}`,
    `--precision ${run.precision}`,
    `--batch-size ${run.batchSize}`,
    ...(limit === null ? [] : [`--limit ${limit}`]),
    ...Object.entries(where).flatMap(([name, labels]) =>
      labels.map((label) => `--where ${quoted(`${name}=${label}`)}`),
    ),
    ...tags,
  ];
  return parts.join(' ');
}

/** Truth and groups of the file's own columns made a data set of their own; without them those of another were taken. */
function importedDataset(name: string, columns: Readonly<Record<string, string>>): string {
  const isOwn = Object.keys(columns).some((what) => what.endsWith(', true') || what.startsWith('group '));
  return `--${isOwn ? 'new-dataset' : 'dataset'} ${quoted(name)}`;
}

/** How a column is named on the command line; `what` is as `importedPredictions` in the run's options has it. */
function columnOption(what: string, column: string): string[] {
  if (what === 'sample') return column.startsWith('none') ? [] : [`--sample ${quoted(column)}`];
  if (what.startsWith('group ')) return [`--group ${quoted(`${what.slice(6)}=${column}`)}`];
  const [, task = '', kind] = /^(.*), (true|predicted|confidence)$/.exec(what) ?? [];
  if (kind !== undefined) {
    const option = { true: 'truth', predicted: 'pred', confidence: 'confidence' }[kind];
    return [`--${option} ${quoted(`${task}=${column}`)}`];
  }
  const [, scored = '', label] = /^(.*), probability of (.*)$/.exec(what) ?? [];
  if (label === undefined) return [];
  const of = label === 'the positive class' ? scored : `${scored}:${label}`;
  return [`--score ${quoted(`${of}=${column}`)}`];
}

/** Quotes for a shell, where needed. */
function quoted(text: string): string {
  return /^[\w=.,@:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
