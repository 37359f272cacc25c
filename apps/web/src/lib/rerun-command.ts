import { runOptions } from '@evenhand/contracts';
import type { Run } from '@evenhand/db';

/** The command that does the same again. */
export function rerunCommand(run: Run): string {
  const { limit, where, imported } = runOptions.parse(run.options);
  if (imported) {
    return `evenhand import ${quoted(imported.file)} --name ${run.model.name}@${run.model.version} --dataset ${run.dataset.name}`;
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
    ...Object.entries(run.tags).map(([key, value]) => `--tag ${quoted(`${key}=${value}`)}`),
  ];
  return parts.join(' ');
}

/** Quotes for a shell, where needed. */
function quoted(text: string): string {
  return /^[\w=.,@:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
