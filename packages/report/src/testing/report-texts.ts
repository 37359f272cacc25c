import type { Block, Report } from '../model/report.js';
import { plain } from './printed-numbers.js';

/** Everything that is said outside of cells and drawings. */
export function reportTexts({ sections, title }: Report): string[] {
  const inBlocks = sections.flatMap(({ title: heading, blocks }) => [heading, ...blocks.flatMap(textsOf)]);
  return [title, ...inBlocks].map(plain);
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.text];
    case 'list':
      return [...block.items];
    case 'facts':
      return block.items.flatMap(({ term, value, isCode }) => (isCode ? [] : [`${term}\n${value}`]));
    case 'findings':
      return block.items.map((item) => `${item.title}\n${item.text}`);
    case 'table':
      return [
        block.title,
        block.caption,
        ...block.columns.flatMap((column) => [column.title, column.group ?? '']),
      ];
    case 'figure':
      return [block.title, block.caption, block.alternative];
    case 'images':
      return [block.title, ...block.items.map(({ caption }) => caption)];
    case 'signatures':
      return [block.text];
  }
}
