import type { Report } from '../model/report.js';

/** A report's sections, texts and numbers, each with its place in the audit document; drawings and images are left out. */
export function reportJson(report: Report, { producer, stamp }: { producer: string; stamp: string }): string {
  const sections = report.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (block.kind === 'images')
        return { ...block, items: block.items.map(({ caption }) => ({ caption })) };
      if (block.kind !== 'figure') return block;
      const { drawing: _, ...rest } = block;
      return rest;
    }),
  }));
  return `${JSON.stringify({ producer, stamp, ...report, sections }, null, 1)}\n`;
}
