import { palette, shadeColours } from '../draw/palette.js';
import { svgDocument } from '../draw/svg.js';
import type { Block, Cell, Column, Figure, Report, Row, Section, Table } from '../model/report.js';
import { withoutControls } from '../pdf/printable-text.js';
import { styles } from './html-styles.js';

/** A report as one HTML file that loads nothing: styles and drawings are inside, scripts are none. */
export function reportHtml(report: Report, { producer, stamp }: { producer: string; stamp: string }): string {
  const { title, subtitle, sections } = report;
  const contents =
    report.edition === 'full'
      ? `<nav aria-label="Contents"><h2>Contents</h2><ol>${sections
          .filter(({ level }) => level === 1)
          .map((section) => `<li><a href="#${section.id}">${escaped(section.title)}</a></li>`)
          .join('')}</ol></nav>`
      : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${escaped(producer)}">
<meta name="keywords" content="${escaped(stamp)}">
<title>${escaped(title)}</title>
<style>${styles}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1><p>${escaped(subtitle)}</p></header>
${contents}
<main>
${sections.map(htmlSection).join('\n')}
</main>
<footer><p>${escaped(producer)}. Results digest <code>${report.provenance.resultsDigest}</code>, audit digest <code>${report.provenance.auditDigest}</code>.</p></footer>
</body>
</html>
`;
}

function htmlSection({ id, title, level, blocks }: Section): string {
  const tag = `h${level + 1}`;
  return `<section aria-labelledby="${id}"><${tag} id="${id}">${escaped(title)}</${tag}>${blocks.map(htmlBlock).join('\n')}</section>`;
}

function htmlBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p class="${block.tone}">${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl>${block.items
        .map(
          ({ term, value, isCode }) =>
            `<dt>${escaped(term)}</dt><dd>${isCode ? `<code>${escaped(value)}</code>` : escaped(value)}</dd>`,
        )
        .join('')}</dl>`;
    case 'findings':
      return `<ul class="findings">${block.items
        .map(
          ({ verdict, label, title, text }) =>
            `<li><span class="tag ${verdict}">${escaped(label)}</span><div><strong>${escaped(title)}</strong><p>${escaped(text)}</p></div></li>`,
        )
        .join('')}</ul>`;
    case 'table':
      return htmlTable(block);
    case 'figure':
      return `<figure id="figure-${block.number}"><figcaption><strong>Figure ${block.number}. ${escaped(block.title)}</strong> ${escaped(block.caption)}</figcaption>${drawn(block)}</figure>`;
    case 'images':
      return `<figure><figcaption><strong>${escaped(block.title)}</strong> ${escaped(block.caption)}</figcaption><ul class="images">${block.items
        .map(
          ({ data, alternative, caption }) =>
            `<li><img src="data:image/jpeg;base64,${data}" alt="${escaped(alternative)}"><span>${escaped(caption)}</span></li>`,
        )
        .join('')}</ul></figure>`;
    case 'signatures':
      return `<p>${escaped(block.text)}</p><ul class="signatures">${block.roles
        .map((role) => `<li>${escaped(role)}</li><li>Date</li><li>Signature</li>`)
        .join('')}</ul>`;
  }
}

/** Identifiers inside a drawing are made the page's own. */
function drawn({ drawing, alternative, number }: Figure): string {
  return svgDocument(drawing, { alternative })
    .replaceAll('id="few"', `id="few-${number}"`)
    .replaceAll('url(#few)', `url(#few-${number})`);
}

function htmlTable(table: Table): string {
  const { number, title, caption, columns, rows } = table;
  return `<div class="frame" tabindex="0" role="region" aria-labelledby="table-${number}"><table><caption id="table-${number}"><strong>Table ${number}. ${escaped(title)}</strong> ${escaped(caption)}</caption><thead>${headRows(columns)}</thead><tbody>${rows.map((row) => bodyRow(row, columns)).join('')}</tbody></table></div>`;
}

function headRows(columns: readonly Column[]): string {
  if (columns.every(({ group }) => group === undefined)) {
    return `<tr>${columns.map((column) => headCell(column, '')).join('')}</tr>`;
  }
  const upper: string[] = [];
  for (const [index, column] of columns.entries()) {
    const { group } = column;
    if (group === undefined) upper.push(headCell(column, ' rowspan="2"'));
    else if (columns[index - 1]?.group !== group) {
      let span = 1;
      while (columns[index + span]?.group === group) span += 1;
      upper.push(`<th scope="colgroup" colspan="${span}" class="center">${escaped(group)}</th>`);
    }
  }
  const lower = columns.filter(({ group }) => group !== undefined).map((column) => headCell(column, ''));
  return `<tr>${upper.join('')}</tr><tr>${lower.join('')}</tr>`;
}

function headCell({ title, align, isTurned }: Column, span: string): string {
  const text = isTurned ? `<span class="turned">${escaped(title)}</span>` : escaped(title);
  return `<th scope="col"${span} class="${align}">${text}</th>`;
}

function bodyRow({ cells, tone }: Row, columns: readonly Column[]): string {
  const body = columns.map(({ align }, index) => {
    const cell = cells[index] ?? { text: '' };
    const tag = index === 0 ? 'th scope="row"' : 'td';
    return `<${tag} class="${classes(cell, align)}"${style(cell)}>${cellText(cell)}</${index === 0 ? 'th' : 'td'}>`;
  });
  return `<tr${tone === undefined ? '' : ` class="${tone}"`}>${body.join('')}</tr>`;
}

function classes({ tone, isHatched }: Cell, align: string): string {
  return [align, tone, isHatched ? 'hatched' : undefined].filter((name) => name !== undefined).join(' ');
}

function style({ shade }: Cell): string {
  if (!shade || shade.step === 0) return '';
  const { fill, ink } = shadeColours(shade);
  return ` style="background:${fill}${ink === palette.ink ? '' : `;color:${ink}`}"`;
}

function cellText({ text, aside, isCode }: Cell): string {
  const main = isCode ? `<code>${escaped(text)}</code>` : escaped(text);
  return aside === undefined ? main : `${main} <small>${escaped(aside)}</small>`;
}

function escaped(text: string): string {
  return withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
