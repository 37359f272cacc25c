import type { AuditDocument } from '@evenhand/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../file/write-report.js';
import { buildReport } from '../model/build-report.js';
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
import { hasPdfTools, type Page, type PdfReading, readPdf, type Word } from '../testing/read-pdf.js';

const settings = { edition: 'full', paper: 'a4', isArchival: false } as const;
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
  let pdf: PdfReading;
  // Not while the tests are collected, which is done for skipped ones too.
  beforeAll(() => {
    pdf = readPdf(writeReport({ audit }, 'pdf', settings).bytes);
  });

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
    const headings = new Set(buildReport({ audit }, settings).sections.map(({ title }) => squeezed(title)));
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
        writeReport({ audit }, 'pdf', { edition: 'summary', paper, isArchival: false }).bytes,
      );
      expect(summary.pages.length).toBeLessThanOrEqual(2);
    }
  });
});

/** Pairs of words of which one covers a good part of the other. */
function overlaps(words: readonly Word[]): string[] {
  // Fonts of scripts with marks above and below claim more height than their letters take.
  const sorted = words
    .filter(
      ({ text }) => !/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}]/u.test(text),
    )
    .sort((a, b) => a.yMin - b.yMin);
  const found: string[] = [];
  for (const [index, word] of sorted.entries()) {
    for (const other of sorted.slice(index + 1)) {
      if (other.yMin > word.yMax) break;
      const across = Math.min(word.xMax, other.xMax) - Math.max(word.xMin, other.xMin);
      const down = Math.min(word.yMax, other.yMax) - Math.max(word.yMin, other.yMin);
      const width = Math.min(word.xMax - word.xMin, other.xMax - other.xMin);
      const height = Math.min(word.yMax - word.yMin, other.yMax - other.yMin);
      if (across > 0.3 * width && down > 0.4 * height) found.push(`${word.text} / ${other.text}`);
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
