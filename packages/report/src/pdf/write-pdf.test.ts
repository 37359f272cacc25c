import { beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../file/write-report.js';
import { buildReport } from '../model/build-report.js';
import type { Report, Section, Table } from '../model/report.js';
import { hostileInput, hostileNames, manyClasses, manyScripts, smallAudit } from '../testing/audits.js';
import { hasPdfTools, type PdfReading, readPdf, readStructure } from '../testing/read-pdf.js';
import { reportTexts } from '../testing/report-texts.js';
import { writePdf } from './write-pdf.js';

const settings = { edition: 'full', paper: 'a4', isArchival: false } as const;

describe.skipIf(!hasPdfTools)('writePdf, read with poppler and qpdf', () => {
  const audit = smallAudit();
  const report = buildReport({ audit }, settings);
  let bytes: Buffer;
  let pdf: PdfReading;

  beforeAll(() => {
    bytes = writeReport({ audit }, 'pdf', settings).bytes;
    pdf = readPdf(bytes);
  });

  it('is a tagged PDF/UA-1 with title, language, bookmarks and embedded fonts', () => {
    const raw = bytes.toString('latin1');
    expect(pdf.complaints).toBe('');
    expect(pdf.info.get('Tagged')).toBe('yes');
    expect(pdf.info.get('Title')).toBe('Fairness audit of model v1 on data');
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(raw).toContain('/Lang (en)');
    expect(raw).toContain('/DisplayDocTitle true');
    expect(raw.match(/\/Title \(/g)?.length).toBeGreaterThanOrEqual(report.sections.length);
    expect(pdf.fonts.map(({ isEmbedded }) => isEmbedded)).toEqual(pdf.fonts.map(() => true));
    expect(pdf.fonts.length).toBeGreaterThanOrEqual(3);
  });

  it('gives every figure an alternative text', () => {
    const figures = bytes.toString('latin1').match(/\/S \/Figure\n[\s\S]*?endobj/g) ?? [];
    const drawn = report.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'figure'));
    expect(figures.length).toBe(drawn.length);
    expect(figures.filter((figure) => !figure.includes('/Alt '))).toEqual([]);
  });

  it('has every sentence and every cell of every table in reading order, no other number, and heads of columns and rows marked', () => {
    for (const part of chapters(report)) {
      const { tables, tags } = readStructure(writePdf(part, { ...settings, stamp: '', producer: '' }));
      const expected = part.sections.flatMap(({ blocks }) =>
        blocks.filter((block) => block.kind === 'table'),
      );
      expect(tables.map(({ body }) => body.map((row) => row.map(({ text }) => plain(text))))).toEqual(
        expected.map(cellTexts),
      );
      for (const { head, body } of tables) {
        for (const cell of head.flat()) expect(cell).toMatchObject({ tag: 'TH', scope: 'Column' });
        for (const row of body) {
          expect(row.map(({ tag }) => tag)).toEqual(row.map((_, index) => (index === 0 ? 'TH' : 'TD')));
          expect(row[0]?.scope).toBe('Row');
        }
      }
      expect(unsaid(part, tags)).toEqual({ missing: [], digits: '' });
      const headings = tags.filter(({ name, text }) => /^H\d$/.test(name) && text !== 'Contents');
      expect(headings.map(({ name, text }) => `${name} ${text}`)).toEqual(
        part.sections.map(({ level, title }) => `H${level} ${title}`),
      );
    }
  });

  it('carries run, digests and settings in its metadata, and the date of the run', () => {
    const { provenance } = report;
    expect(pdf.info.get('Keywords')).toContain(
      `run=${provenance.run}; baseline=none; results=${provenance.resultsDigest}; audit=${provenance.auditDigest}; edition=full; paper=a4`,
    );
    expect(pdf.info.get('Keywords')).toContain(
      `model=${provenance.modelDigest}; data=${provenance.datasetDigest}; version=`,
    );
    expect(bytes.toString('latin1')).toContain('<xmp:CreateDate>2026-03-01T08:05:30Z</xmp:CreateDate>');
  });

  it('is the same to the byte every time', () => {
    expect(writeReport({ audit: structuredClone(audit) }, 'pdf', settings).bytes.equals(bytes)).toBe(true);
  });

  it('is PDF/A-2a for archives', () => {
    const archival = writeReport({ audit }, 'pdf', { ...settings, isArchival: true }).bytes;
    const raw = archival.toString('latin1');
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(raw).toContain('/OutputIntents');
    const reading = readPdf(archival);
    expect(reading.complaints).toBe('');
    expect(reading.info.get('Tagged')).toBe('yes');
    expect(reading.text).toBe(pdf.text);
  });

  it('prints on Letter paper', () => {
    const letter = readPdf(writeReport({ audit }, 'pdf', { ...settings, paper: 'letter' }).bytes);
    expect(letter.info.get('Page size')).toContain('letter');
  });

  it('neither breaks at nor runs names that are Typst', () => {
    const { text, complaints } = readPdf(writeReport(hostileInput(), 'pdf', settings).bytes);
    expect(complaints).toBe('');
    for (const name of hostileNames) expect(squeezed(text)).toContain(squeezed(name));
    for (const own of [
      'Fairness audit of #sys.inputs $1$ on #set page(width: 1pt)',
      '#import "/etc/passwd": *',
      'Tag #tag',
      '#eval("1")',
      'Task: $what$ \\ @task',
      'By #who["attribute"]',
      '#include "title.typ"',
      'C:\\models\\#eval("file").onnx',
      '$licence$',
      '= Summary #[x]',
      '#use <label>',
      '*never* `this`',
      '/ term: "limits"',
      '@article{#cite}',
      '#table[1]',
      '#while true {}',
      'faces/#read("../secret").csv',
      '\\u{41}',
      '#attribute: “$from$” was read as “<to>” in 2 rows.',
      'images/#image("x.png")\\$1.jpg is missing (3)',
    ]) {
      expect(squeezed(text)).toContain(squeezed(own));
    }
    expect(text).not.toContain('root:');
  });

  it('prints all scripts it has fonts for, and spells what it has none for', () => {
    const { text, fonts } = readPdf(writeReport({ audit: manyScripts() }, 'pdf', settings).bytes);
    for (const name of ['한국인', '中文繁體簡体', '日本語ラベル', 'Ελληνικά', 'ไทย'])
      expect(text).toContain(name);
    expect(text).toContain('[U+1F98B]');
    expect(fonts.map(({ name }) => name.split('+')[1])).toEqual(
      expect.arrayContaining([
        'NotoSansArabic-Regular',
        'NotoSansHebrew-Regular',
        'ChocolateClassicalSans-Regular',
      ]),
    );
  });

  it('cuts tables that are too wide into parts that name their rows again', () => {
    const audit = manyClasses();
    const own = buildReport({ audit }, settings);
    const matrix = own.sections
      .filter(({ id }) => id === 'task-1-confusion')
      .map((section) => ({
        ...section,
        level: 1 as const,
        // The last rows are enough: poppler's reading of tags takes the square of their number.
        blocks: section.blocks
          .slice(-1)
          .map((block) => (block.kind === 'table' ? { ...block, rows: block.rows.slice(-5) } : block)),
      }));
    const { tables } = readStructure(
      writePdf({ ...own, sections: matrix }, { ...settings, stamp: '', producer: '' }),
    );
    expect(tables.length).toBeGreaterThan(1);
    const labels = audit.tasks[0]?.labels ?? [];
    expect(tables.flatMap(({ head }) => (head[1] ?? []).map(({ text }) => plain(text)))).toEqual(labels);
    for (const { body } of tables) {
      expect(body.map((row) => plain(row[0]?.text ?? ''))).toEqual([...labels.slice(-4), 'Sum']);
    }
  });
});

/** A report cut at its level-1 headings: poppler's reading of tags slows down with the length of a file. */
function chapters(report: Report): Report[] {
  const parts: Section[][] = [];
  for (const section of report.sections) {
    if (section.level === 1) parts.push([]);
    parts.at(-1)?.push(section);
  }
  return parts.map((sections) => ({ ...report, sections }));
}

/**
 * What of a report's texts its PDF does not say, and the digits that are of none of them: outside of cells, which are
 * compared one by one, every number of a page but its own is one of the model.
 */
function unsaid(
  part: Report,
  tags: readonly { name: string; text: string }[],
): { missing: string[]; digits: string } {
  const blocks = part.sections.flatMap((section) => section.blocks);
  const figures = blocks.filter((block) => block.kind === 'figure');
  const tables = blocks.filter((block) => block.kind === 'table');
  const elsewhere = new Set(
    [
      ...figures.map(({ alternative }) => alternative),
      ...tables.flatMap(({ columns }) => columns.flatMap(({ title, group = '' }) => [title, group])),
    ].map(squeezed),
  );
  const pieces = [
    part.subtitle,
    ...reportTexts(part),
    ...tables.map(({ number }) => `Table ${number}. `),
    ...figures.flatMap(({ number, drawing }) => [
      `Figure ${number}. `,
      ...drawing.labels.map(({ text }) => text),
    ]),
    ...blocks.flatMap((block) =>
      block.kind === 'facts' ? block.items.flatMap(({ value, isCode }) => (isCode ? value : [])) : [],
    ),
  ]
    .map(squeezed)
    .filter((text) => /\d/.test(text) && !elsewhere.has(text));
  let rest = squeezed(tags[0]?.text ?? '');
  for (const { name, text } of tags) {
    if (name === 'TOC' || name === 'TR') rest = rest.replace(squeezed(text), '·');
  }
  const missing = pieces
    .toSorted((a, b) => b.length - a.length)
    .filter((text) => {
      const isThere = rest.includes(text);
      if (isThere) rest = rest.replace(text, '·');
      return !isThere;
    });
  return { missing, digits: rest.replaceAll(/\D+/g, ' ').trim() };
}

/** For texts that may break anywhere. */
function squeezed(text: string): string {
  return plain(text).replaceAll(' ', '');
}

function cellTexts({ rows }: Table): string[][] {
  return rows.map(({ cells }) =>
    cells.map(({ text, aside }) => plain(`${text}${aside === undefined ? '' : ` ${aside}`}`)),
  );
}

/** Blanks of all widths are one, and break marks none: what remains is what is read. */
function plain(text: string): string {
  return text
    .replaceAll(/[\u200b\u2068\u2069\p{Cc}]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
