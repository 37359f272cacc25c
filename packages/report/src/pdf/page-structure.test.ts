import { beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../file/write-report.js';
import { buildReport } from '../model/build-report.js';
import type { ReportInput } from '../model/input.js';
import { comparedAudits } from '../testing/compared-audits.js';
import { hasPdfTools, type Page, readPdf } from '../testing/read-pdf.js';

const settings = {
  edition: 'full',
  paper: 'a4',
  isArchival: false,
  selections: [{ task: 'gender', label: 'Female' }],
} as const;
/** Points: the lines between which the body of a page stands. */
const BODY = { top: 60, bottom: 785 };
/** Points: a cell of a table may say what a heading says. */
const LEAST_HEADING = 12;

describe.skipIf(!hasPdfTools)('the pages of a report', () => {
  const { audit, comparison } = comparedAudits();
  const input: ReportInput = { audit, comparison };
  let pages: Page[];
  // Not while the tests are collected, which is done for skipped ones too.
  beforeAll(() => {
    ({ pages } = readPdf(writeReport(input, 'pdf', settings).bytes));
  });
  const titles = new Map(
    buildReport(input, settings).sections.map(({ title, level }) => [squeezed(title), { title, level }]),
  );

  it('hold what they held: update the file where a change of layout is meant', async () => {
    const text = pages
      .map((page, index) =>
        [`page ${index + 1}, ${filled(page)} % full`, ...marks(page, titles)].join('\n  '),
      )
      .join('\n');
    await expect(`${text}\n`).toMatchFileSnapshot('../../fixtures/pages.txt');
  });

  it('are more than a third full wherever the next one goes on with the same chapter', () => {
    const poor = pages.flatMap((page, index) => {
      const next = pages[index + 1];
      const goesOn = next && !marks(next, titles)[0]?.startsWith('# ');
      return goesOn && filled(page) < 35 ? [`page ${index + 1} is ${filled(page)} % full`] : [];
    });
    expect(poor).toEqual([]);
  });
});

/** Headings, tables and figures of a page from top to bottom. */
function marks(page: Page, titles: ReadonlyMap<string, { title: string; level: number }>): string[] {
  return lines(page).flatMap((line) => {
    const heading = titles.get(squeezed(line.text));
    if (heading && line.height > LEAST_HEADING) return [`${'#'.repeat(heading.level)} ${heading.title}`];
    const [label] = /^(?:Table|Figure) \d+[.,]/.exec(line.text) ?? [];
    return label === undefined ? [] : [label.slice(0, -1) + (label.endsWith(',') ? ', continued' : '')];
  });
}

/** Lines of words of a page's body. */
function lines({ words }: Page): { text: string; height: number }[] {
  const body = words.filter(({ yMin, yMax }) => yMin > BODY.top && yMax < BODY.bottom);
  const rows = new Map<number, typeof body>();
  for (const word of body) {
    const y = Math.round(word.yMax);
    rows.set(y, [...(rows.get(y) ?? []), word]);
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => ({
      text: row
        .sort((a, b) => a.xMin - b.xMin)
        .map(({ text }) => text)
        .join(' '),
      height: Math.max(...row.map(({ yMin, yMax }) => yMax - yMin)),
    }));
}

/** Tens of percent: half a line more or less is no other page. */
function filled({ words }: Page): number {
  const ends = words.map(({ yMax }) => yMax).filter((y) => y < BODY.bottom);
  const share = (Math.max(BODY.top, ...ends) - BODY.top) / (BODY.bottom - BODY.top);
  return Math.round(share * 10) * 10;
}

function squeezed(text: string): string {
  return text.replaceAll(/[\s\u200b\u2068\u2069]+/gu, '');
}
