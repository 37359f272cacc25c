import type { Block, Cell, Column, Report, Table } from '../model/report.js';
import { withoutControls } from '../pdf/printable-text.js';

/** A report as GitHub-flavoured Markdown. Names from outside can neither format, link, mention nor break a table. */
export function reportMarkdown(report: Report, { stamp }: { stamp: string }): string {
  const { provenance } = report;
  const head = [`# ${escaped(report.title)}`, escaped(report.subtitle)];
  const sections = report.sections.flatMap(({ title, level, blocks }) => [
    `${'#'.repeat(level + 1)} ${escaped(title)}`,
    ...blocks.map(markdownBlock),
  ]);
  const foot = `Results digest \`${provenance.resultsDigest}\`, audit digest \`${provenance.auditDigest}\`.`;
  const parts = [...head, ...sections, '---', foot, `<!-- ${stamp} -->`];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'facts':
      return block.items
        .map(({ term, value, isCode }) => `- ${escaped(term)}: ${isCode ? code(value) : escaped(value)}`)
        .join('\n');
    case 'findings':
      return block.items
        .map(({ label, title, text }) => `- **${escaped(label)}.** ${escaped(title)}. ${escaped(text)}`)
        .join('\n');
    case 'table':
      return markdownTable(block);
    case 'figure':
      return `**Figure ${block.number}. ${escaped(block.title)}**\n\n${escaped(block.alternative)}`;
    case 'images':
      return `${escaped(block.title)} are in the PDF and HTML files.`;
    case 'signatures':
      return [escaped(block.text), ...block.roles.map((role) => `- ${escaped(role)}, date, signature:`)].join(
        '\n\n',
      );
  }
}

function markdownTable({ number, title, caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = columns.map(columnTitle);
  const rule = columns.map(({ align }) => (align === 'left' ? ':--' : align === 'right' ? '--:' : ':-:'));
  return [
    `**Table ${number}. ${escaped(title)}**${caption === '' ? '' : ` ${escaped(caption)}`}`,
    '',
    line(head),
    `|${rule.join('|')}|`,
    ...rows.map(({ cells, tone }) =>
      line(columns.map((_, index) => cellText(cells[index], tone === 'total'))),
    ),
  ].join('\n');
}

function columnTitle({ title, group }: Column): string {
  return escaped(group === undefined ? title : `${group}: ${title}`);
}

function cellText(cell: Cell | undefined, isTotal: boolean): string {
  if (!cell || cell.text === '') return '';
  const text = cell.isCode ? code(cell.text) : escaped(cell.text);
  const marked = isTotal || cell.tone === 'strong' || cell.tone === 'alarm' ? `**${text}**` : text;
  return cell.aside === undefined ? marked : `${marked} ${escaped(cell.aside)}`;
}

/** All that Markdown or HTML would read as more than text; a mention is no mention with nothing after its @. */
function escaped(text: string): string {
  return withoutControls(text)
    .replaceAll(/[\\`*_[\]|~$#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u200b')
    .replace(/^[-+=](?=[\s=-]|$)/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** In backticks that the text itself cannot close. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
