import { type Drawing, fitText, svgDocument } from '../draw/svg.js';
import type { Block, Figure, Images, Report } from '../model/report.js';
import type { FontSet } from './fonts.js';
import { breakableProse } from './printable-text.js';
import { tableParts } from './typst-table.js';

export type Paper = 'a4' | 'letter';

interface Options {
  paper: Paper;
  fonts: FontSet;
  stamp: string;
  producer: string;
}

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
    title: breakableProse(section.title),
    startsPage: index > 0 && section.startsPage === true,
    blocks: section.blocks.map((block, place) =>
      typstBlock(block, { ...layout, next: section.blocks[place + 1] }),
    ),
  }));
  return {
    title: breakableProse(report.title),
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

interface Layout {
  available: number;
  fonts: FontSet;
  /** What stands below the block. */
  next?: Block | undefined;
}

function typstBlock(block: Block, layout: Layout): unknown {
  switch (block.kind) {
    case 'paragraph':
      return {
        ...block,
        text: breakableProse(block.text),
        leads: block.tone !== 'note' && leads(layout.next),
      };
    case 'list':
      return { ...block, items: block.items.map(breakableProse) };
    case 'facts':
      return {
        ...block,
        items: block.items.map((item) =>
          item.isCode ? item : { ...item, value: breakableProse(item.value) },
        ),
      };
    case 'findings':
      return {
        ...block,
        items: block.items.map((item) => ({
          ...item,
          title: breakableProse(item.title),
          text: breakableProse(item.text),
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
          caption: breakableProse(caption),
        })),
      };
    case 'signatures':
      return block;
  }
}

/** A paragraph stays with what it is about; small print is about what stands above it. */
function leads(next: Block | undefined): boolean {
  return next !== undefined && next.kind !== 'paragraph' && next.kind !== 'signatures';
}

function typstFigure(figure: Figure, { fonts }: Layout): unknown {
  const { kind, caption, alternative, drawing } = figure;
  return {
    kind,
    title: breakableProse(numbered('Figure', figure)),
    caption: breakableProse(caption),
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

function numbered(name: string, { number, title }: { number: number; title: string }): string {
  return `${name} ${number}. ${title}`;
}
