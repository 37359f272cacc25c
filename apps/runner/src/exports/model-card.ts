import type { AuditDocument, Estimate, RegisteredModelManifest, Slice, TaskAudit } from '@evenhand/contracts';
import { groupName, percent, percentEstimate } from '../reporters/format.js';
import { accuracyGap, gapText } from '../reporters/run-summary.js';

/** Metrics of a task that a model-index gets; the hub knows these types. */
const METRICS = [
  { metric: 'accuracy', type: 'accuracy', name: 'Accuracy' },
  { metric: 'macro_f1', type: 'f1', name: 'Macro F1' },
  { metric: 'macro_precision', type: 'precision', name: 'Macro precision' },
  { metric: 'macro_recall', type: 'recall', name: 'Macro recall' },
] as const;

/** Digits of a value in the model-index. */
const DIGITS = 4;

/**
 * A model card in Markdown: results as a model-index in its front matter, as the Hugging Face hub reads them, then
 * what was measured for every group, and the cautions of the model's own card.
 */
export function modelCard(audit: AuditDocument, manifest: RegisteredModelManifest | undefined): string {
  const { run } = audit;
  const card = manifest?.card;
  const list = (title: string, entries: readonly string[] | undefined): string[] =>
    entries === undefined || entries.length === 0
      ? []
      : ['', `## ${title}`, '', ...entries.map((entry) => `- ${entry}`)];
  return [
    '---',
    ...frontMatter(audit),
    '---',
    '',
    `# ${manifest?.title ?? `${run.model.name} ${run.model.version}`}`,
    ...(card?.summary === undefined ? [] : ['', card.summary]),
    ...list('Intended use', card?.intendedUse),
    ...list('Out of scope', card?.outOfScopeUse),
    ...list('Limitations', card?.limitations),
    '',
    '## Evaluation',
    '',
    `Measured on the ${run.counts.ok.toLocaleString('en-US')} samples of ${run.dataset.name} that have a prediction ` +
      `(${run.counts.failed.toLocaleString('en-US')} have none). Labels are ${run.dataset.labels}. ` +
      `Limits are ${Math.round(100 * (audit.tasks[0]?.plan?.confidence ?? 0.95))} % confidence intervals.`,
    ...audit.tasks.flatMap(taskSection),
    '',
    '## Provenance',
    '',
    `- Model ${run.model.name}@${run.model.version}, digest \`${run.model.digest}\``,
    `- Data set ${run.dataset.name}, digest \`${run.dataset.digest}\``,
    `- Run ${run.id} of ${(run.finishedAt ?? run.startedAt).slice(0, 10)} on ${run.device}, Evenhand ${run.software['evenhand'] ?? ''}`.trimEnd(),
    ...run.warnings.map(({ message }) => `- Note: ${message}`),
    '',
  ].join('\n');
}

/** Every text is quoted: YAML reads `no`, `1.0` and `a: b` as something else. */
function frontMatter({ run, tasks }: AuditDocument): string[] {
  const lines = ['model-index:', `- name: ${JSON.stringify(run.model.name)}`, '  results:'];
  for (const task of tasks) {
    lines.push(
      '  - task:',
      '      type: image-classification',
      `      name: ${JSON.stringify(task.task)}`,
      '    dataset:',
      `      name: ${JSON.stringify(run.dataset.name)}`,
      `      type: ${JSON.stringify(run.dataset.name)}`,
      `      revision: ${JSON.stringify(run.dataset.digest)}`,
      '    metrics:',
    );
    for (const { metric, type, name } of METRICS)
      lines.push(...metricLines(type, name, task.overall.metrics[metric]));
    for (const { slices } of single(task)) {
      for (const slice of slices) {
        const name = `Accuracy (${Object.entries(slice.group)
          .map((pair) => pair.join(' '))
          .join(', ')})`;
        lines.push(...metricLines('accuracy', name, slice.metrics['accuracy']));
      }
    }
  }
  return lines;
}

function metricLines(type: string, name: string, estimate: Estimate | undefined): string[] {
  if (estimate?.value == null) return [];
  return [
    `    - type: ${type}`,
    `      value: ${estimate.value.toFixed(DIGITS)}`,
    `      name: ${JSON.stringify(name)}`,
  ];
}

function single(task: TaskAudit): TaskAudit['groupings'] {
  return task.groupings.filter(({ by, degenerate }) => by.length === 1 && !degenerate);
}

function taskSection(task: TaskAudit): string[] {
  const row = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const cells = (name: string, { n, metrics }: Slice): string =>
    row([
      name,
      n.toLocaleString('en-US'),
      percentEstimate(metrics['accuracy']),
      percent(metrics['macro_f1']?.value ?? null),
    ]);
  const lines = [
    '',
    `### ${task.task}`,
    '',
    row(['group', 'samples', 'accuracy', 'macro F1']),
    '| --- | ---: | ---: | ---: |',
    cells('all', task.overall),
  ];
  const gaps: string[] = [];
  for (const grouping of single(task)) {
    for (const slice of grouping.slices) lines.push(cells(groupName(slice.group), slice));
    const gap = accuracyGap(grouping);
    if (gap) {
      gaps.push(
        `- ${grouping.by.join()}: ${groupName(gap.best.group)} ${percent(gap.best.value)} against ${groupName(gap.worst.group)} ${percent(gap.worst.value)}, gap ${gapText(gap)}`,
      );
    }
  }
  return gaps.length === 0 ? lines : [...lines, '', 'Gaps of accuracy:', '', ...gaps];
}
