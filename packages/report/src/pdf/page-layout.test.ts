import type { AuditDocument } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { writeReport } from '../file/write-report.js';
import {
  hostileAudit,
  longLabels,
  manyClasses,
  manyGroups,
  manyScripts,
  noImages,
  oneGroup,
  ordinaryAudit,
} from '../testing/audits.js';
import { hasPdfTools, type Page, readPdf, type Word } from '../testing/read-pdf.js';

const cases: Record<string, () => AuditDocument> = {
  ordinary: ordinaryAudit,
  '126 groups': manyGroups,
  '40 classes': manyClasses,
  'long labels': longLabels,
  'many scripts': manyScripts,
  'hostile names': hostileAudit,
  'one group': oneGroup,
  'no images': noImages,
};
/** Points: the side margin, and the lines that headers and footers stand on. */
const MARGIN = 56.7;
const BODY = { top: 60, bottom: 785 };

describe.skipIf(!hasPdfTools).each(Object.entries(cases))('pages of a report with %s', (_, make) => {
  const audit = make();
  const pdf = readPdf(
    writeReport({ audit }, 'pdf', { edition: 'full', paper: 'a4', isArchival: false, images: 'none' }).bytes,
  );

  it('keep all text inside the margins', () => {
    const outside = pdf.pages.flatMap(({ words, width, height }) =>
      words.filter(
        ({ xMin, xMax, yMin, yMax }) =>
          xMin < MARGIN - 2 || xMax > width - MARGIN + 2 || yMin < 20 || yMax > height - 20,
      ),
    );
    expect(outside).toEqual([]);
  });

  it('print no word over another', () => {
    expect(pdf.pages.flatMap(({ words }) => overlaps(words))).toEqual([]);
  });

  it('end with no heading that belongs to the next page', () => {
    const headings = new Set(
      pdf.tags.filter(({ name }) => /^H\d$/.test(name)).map(({ text }) => squeezed(text)),
    );
    expect(pdf.pages.map(lastLine).filter((line) => headings.has(line))).toEqual([]);
  });

  it('say which page of how many they are', () => {
    const { length } = pdf.pages;
    expect(
      pdf.pages.map(({ words }) =>
        words
          .map(({ text }) => text)
          .slice(-4)
          .join(' '),
      ),
    ).toEqual(pdf.pages.map((_page, index) => `page ${index + 1} of ${length}`));
  });

  it('are two at most in the summary', () => {
    for (const paper of ['a4', 'letter'] as const) {
      const summary = readPdf(
        writeReport({ audit }, 'pdf', { edition: 'summary', paper, isArchival: false, images: 'none' }).bytes,
      );
      expect(summary.pages.length).toBeLessThanOrEqual(2);
    }
  });
});

/** Pairs of words of which one covers more than a sliver of the other. */
function overlaps(words: readonly Word[]): string[] {
  const sorted = words.toSorted((a, b) => a.yMin - b.yMin);
  const found: string[] = [];
  for (const [index, word] of sorted.entries()) {
    for (const other of sorted.slice(index + 1)) {
      if (other.yMin > word.yMax) break;
      const across = Math.min(word.xMax, other.xMax) - Math.max(word.xMin, other.xMin);
      const down = Math.min(word.yMax, other.yMax) - Math.max(word.yMin, other.yMin);
      const smallest = Math.min(word.yMax - word.yMin, other.yMax - other.yMin);
      if (across > 1 && down > 0.5 * smallest) found.push(`${word.text} / ${other.text}`);
    }
  }
  return found;
}

/** The last line of a page's body, without its footer. */
function lastLine({ words }: Page): string {
  const body = words.filter(({ yMin, yMax }) => yMin > BODY.top && yMax < BODY.bottom);
  const bottom = Math.max(...body.map(({ yMax }) => yMax));
  return squeezed(
    body
      .filter(({ yMax }) => bottom - yMax < 2)
      .map(({ text }) => text)
      .join(''),
  );
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}
