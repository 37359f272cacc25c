import { shadeColours } from '../draw/palette.js';
import { type Drawing, fitText, svgDocument } from '../draw/svg.js';
import type { Block, Cell, Column, Figure, Images, Report, Table } from '../model/report.js';
import type { FontSet } from './fonts.js';
import { layOutTable, type TablePart, turnedLength } from './lay-out-table.js';
import { breakable } from './printable-text.js';

export type Paper = 'a4' | 'letter';

interface Options {
  paper: Paper;
  fonts: FontSet;
  stamp: string;
  producer: string;
}

/** Of a line in a table, in font sizes. */
const ROW_HEIGHT = 1.56;
/** Limits stay in one piece. */
const NO_BREAK = '\u00a0';

/** Points. */
const PAGE_WIDTH = { a4: 595.28, letter: 612 } as const;
const MARGIN = 56.7;

/** The report in the shape that `typst/report.typ` lays out. Texts stay texts. */
export function typstData(report: Report, options: Options): Record<string, unknown> {
  const { provenance } = report;
  const available = PAGE_WIDTH[options.paper] - 2 * MARGIN;
  const layout = { available, fonts: options.fonts };
  const sections = report.sections.map((section, index) => ({
    ...section,
    title: breakable(section.title),
    startsPage: index > 0 && section.startsPage === true,
    blocks: section.blocks.map((block) => typstBlock(block, layout)),
  }));
  return {
    title: breakable(report.title),
    author: options.producer,
    subtitle: report.subtitle,
    keywords: ['fairness audit', options.stamp],
    date: dateParts(provenance.date),
    paper: options.paper === 'a4' ? 'a4' : 'us-letter',
    margin: MARGIN,
    fonts: options.fonts.families,
    kind: report.edition === 'full' ? 'Fairness audit' : 'Fairness audit, summary',
    header: { left: report.shortTitle, right: report.subtitle },
    footer: `${options.producer} · results ${provenance.resultsDigest.slice(0, 12)}`,
    contentsAfter: report.edition === 'full' ? contentsPlace(report) : -1,
    sections,
  };
}

/** The contents follow what was found and on what. */
function contentsPlace({ sections }: Report): number {
  return sections.findIndex(({ id }) => id === 'identity');
}

/** Where the renderer puts a figure's drawing. */
export function figurePath(figure: Figure): string {
  return `/figures/${figure.number}.svg`;
}

/** Typst's `datetime` from ISO 8601, to the second. */
function dateParts(iso: string): Record<string, number> {
  const time = new Date(iso);
  return {
    year: time.getUTCFullYear(),
    month: time.getUTCMonth() + 1,
    day: time.getUTCDate(),
    hour: time.getUTCHours(),
    minute: time.getUTCMinutes(),
    second: time.getUTCSeconds(),
  };
}

/** Where the renderer puts a photograph. */
export function imagePath({ id }: Images, index: number): string {
  return `/images/${id}-${index + 1}.jpg`;
}

type Layout = { available: number; fonts: FontSet };

function typstBlock(block: Block, layout: Layout): unknown {
  switch (block.kind) {
    case 'paragraph':
      return { ...block, text: breakable(block.text) };
    case 'list':
      return { ...block, items: block.items.map(breakable) };
    case 'facts':
      return {
        ...block,
        items: block.items.map((item) => (item.isCode ? item : { ...item, value: breakable(item.value) })),
      };
    case 'findings':
      return {
        ...block,
        items: block.items.map((item) => ({
          ...item,
          title: breakable(item.title),
          text: breakable(item.text),
        })),
      };
    case 'table':
      return { kind: 'table', parts: tableParts(block, layout) };
    case 'figure':
      return typstFigure(block, layout);
    case 'images':
      return {
        kind: block.kind,
        title: block.title,
        caption: block.caption,
        items: block.items.map(({ alternative, caption }, index) => ({
          path: imagePath(block, index),
          alternative,
          caption: breakable(caption),
        })),
      };
    case 'signatures':
      return block;
  }
}

function typstFigure(figure: Figure, { fonts }: Layout): unknown {
  const { kind, caption, alternative, drawing } = figure;
  return {
    kind,
    title: breakable(numbered('Figure', figure)),
    caption: breakable(caption),
    alternative,
    path: figurePath(figure),
    width: drawing.width,
    height: drawing.height,
    labels: fitted(drawing).labels.filter(({ text }) => !fonts.isPlain(text)),
  };
}

/** The drawing without the labels that {@link typstFigure} has: Typst shapes their scripts, its SVG reader does not. */
export function figureSvg({ drawing, alternative }: Figure, { isPlain }: FontSet): string {
  return svgDocument(fitted(drawing), { alternative, isShown: isPlain });
}

/** Characters that were spelled out have made names longer than the space left for them. */
function fitted(drawing: Drawing): Drawing {
  return {
    ...drawing,
    labels: drawing.labels.map((own) =>
      own.anchor === 'end' ? { ...own, text: fitText(own.text, own.x, own.size) } : own,
    ),
  };
}

/** Shaped scripts are not as wide as their characters: their tables find their own heights. */
function isPlain({ rows }: Table, fonts: FontSet): boolean {
  return rows.every(({ cells }) => cells.every(({ text }) => fonts.isPlain(text)));
}

function numbered(name: string, { number, title }: { number: number; title: string }): string {
  return `${name} ${number}. ${title}`;
}

function tableParts(table: Table, layout: Layout): unknown[] {
  const printable: Table = {
    ...table,
    columns: table.columns.map((column) => ({ ...column, title: breakable(column.title) })),
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => (cell.isCode ? cell : { ...cell, text: breakable(cell.text) })),
    })),
  };
  const parts = layOutTable(printable, { available: layout.available, width: layout.fonts.width });
  return parts.map((part, index) => ({
    title: breakable(
      index === 0
        ? numbered('Table', table)
        : `Table ${table.number}, continued (${index + 1} of ${parts.length})`,
    ),
    caption: index === 0 ? breakable(table.caption) : '',
    size: part.size,
    inset: part.inset,
    ...(part.isOneLine && isPlain(printable, layout.fonts) && { rowHeight: part.size * ROW_HEIGHT }),
    widths: part.widths,
    aligns: part.columns.map((column) => table.columns[column]?.align ?? 'left'),
    head: headRows(printable.columns, part, layout.fonts.width),
    rows: printable.rows.map((row) =>
      part.columns.map((column) => typstCell(row.cells[column] ?? { text: '' }, row.tone === 'total')),
    ),
  }));
}

/** One row of titles, or two where neighbouring columns share a head. */
function headRows(columns: readonly Column[], part: TablePart, width: FontSet['width']): unknown[][] {
  const shown = part.columns.flatMap((index) => columns[index] ?? []);
  const titles = shown.map(({ title, align, isTurned }) => ({
    title,
    align,
    ...(isTurned && { turned: turnedLength(title, width) }),
  }));
  if (shown.every(({ group }) => group === undefined)) return [titles];
  const upper: { title: string; align: string; colspan?: number; rowspan?: number }[] = [];
  const lower: unknown[] = [];
  for (const [index, { group }] of shown.entries()) {
    const own = titles[index];
    if (!own) continue;
    const previous = upper.at(-1);
    if (group === undefined) upper.push({ ...own, rowspan: 2 });
    else if (index > 0 && shown[index - 1]?.group === group && previous) {
      previous.colspan = (previous.colspan ?? 1) + 1;
      lower.push(own);
    } else {
      upper.push({ title: group, align: 'center' });
      lower.push(own);
    }
  }
  return [upper, lower];
}

/** Most cells are a string; the others say in single letters what else they are. */
function typstCell(cell: Cell, isTotal: boolean): unknown {
  const colours = cell.shade && cell.shade.step !== 0 ? shadeColours(cell.shade) : undefined;
  const marks = {
    ...(cell.aside !== undefined && { l: cell.aside.replaceAll(' ', NO_BREAK) }),
    ...(cell.tone === 'quiet' && { q: 1 }),
    ...((cell.tone === 'strong' || isTotal) && { b: 1 }),
    ...(cell.tone === 'alarm' && { a: 1 }),
    ...(cell.isCode && { m: 1 }),
    ...(colours && { f: colours.fill, i: colours.ink }),
    ...(cell.isHatched && { h: 1 }),
  };
  return Object.keys(marks).length === 0 ? cell.text : { t: cell.text, ...marks };
}
