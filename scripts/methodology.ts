// Writes the generated tables of docs/methodology.md: `npx tsx scripts/methodology.ts [--coverage]`.
// The coverage figures take a while and are written only when asked for.
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { countMetrics, intervalNames, parityFormulas, scoreMetrics } from '@evenhand/metrics';
import { coverage } from './bench/coverage.js';

export const document = new URL('../docs/methodology.md', import.meta.url);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const yes = (value: boolean): string => (value ? 'yes' : 'no');

function metrics(): string {
  const rows = [...countMetrics, ...scoreMetrics].map((metric) => [
    `\`${metric.id}\``,
    metric.scope === 'class' ? 'class' : metric.needs === 'counts' ? 'task' : metric.needs,
    metric.formula,
    intervalNames[metric.interval],
    metric.undefinedWhen,
    yes(metric.prevalenceFree),
    yes(metric.withinOwnLabel),
    metric.reference,
  ]);
  const head = [
    'id',
    'of',
    'formula',
    'interval',
    'undefined when',
    'free of the mix',
    'inside own label',
    'source',
  ];
  return table(head, rows);
}

function parity(): string {
  const rows = Object.entries(parityFormulas).flatMap(([tool, formulas]) =>
    Object.entries(formulas).map(([name, formula]) => [tool, `\`${name}\``, formula]),
  );
  return table(['tool', 'name there', 'formula'], rows);
}

/** The document with its block of that name replaced. */
export function withBlock(text: string, name: string, block: string): string {
  const [begin, end] = [`<!-- begin: ${name} -->`, `<!-- end: ${name} -->`];
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`docs/methodology.md has no block ${name}`);
  return `${text.slice(0, start + begin.length)}\n\n${block}\n\n${text.slice(stop)}`;
}

/** The document with the tables as the code says today. */
export function current(text: string): string {
  return withBlock(withBlock(text, 'metrics', metrics()), 'parity', parity());
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const text = current(readFileSync(document, 'utf8'));
  if (argv.includes('--coverage')) {
    const figures = (await coverage()).map(({ what, value }) => [what, value]);
    writeFileSync(document, withBlock(text, 'coverage', table(['setting', 'coverage'], figures)));
  } else {
    writeFileSync(document, text);
  }
}
