import { beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../file/write-report.js';
import { buildReport } from '../model/build-report.js';
import type { Table } from '../model/report.js';
import { hostileAudit, hostileNames, manyClasses, manyScripts, ordinaryAudit } from '../testing/audits.js';
import { hasPdfTools, type PdfReading, readPdf } from '../testing/read-pdf.js';

const settings = { edition: 'full', paper: 'a4', isArchival: false, images: 'none' } as const;

describe.skipIf(!hasPdfTools)('writePdf, read with poppler and qpdf', () => {
  const audit = ordinaryAudit();
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
    const headings = pdf.tags.filter(({ name }) => /^H\d$/.test(name));
    expect(raw.match(/\/Title \(/g)?.length).toBeGreaterThanOrEqual(headings.length - 1);
    expect(pdf.fonts.map(({ isEmbedded }) => isEmbedded)).toEqual(pdf.fonts.map(() => true));
    expect(pdf.fonts.length).toBeGreaterThanOrEqual(3);
  });

  it('gives every figure an alternative text', () => {
    const figures = bytes.toString('latin1').match(/\/S \/Figure\n[\s\S]*?endobj/g) ?? [];
    const drawn = buildReport({ audit }, settings).sections.flatMap(({ blocks }) =>
      blocks.filter(({ kind }) => kind === 'figure'),
    );
    expect(figures.length).toBe(drawn.length);
    expect(figures.filter((figure) => !figure.includes('/Alt '))).toEqual([]);
  });

  it('has every cell of every table in reading order, with heads of columns and rows marked', () => {
    const tables = buildReport({ audit }, settings).sections.flatMap(({ blocks }) =>
      blocks.filter((block) => block.kind === 'table'),
    );
    expect(pdf.tables.map(({ body }) => body.map((row) => row.map(({ text }) => plain(text))))).toEqual(
      tables.map(cellTexts),
    );
    for (const { head, body } of pdf.tables) {
      for (const cell of head.flat()) expect(cell).toMatchObject({ tag: 'TH', scope: 'Column' });
      for (const row of body) {
        expect(row.map(({ tag }) => tag)).toEqual(row.map((_, index) => (index === 0 ? 'TH' : 'TD')));
        expect(row[0]?.scope).toBe('Row');
      }
    }
  });

  it('carries run, digests and settings in its metadata, and the date of the run', () => {
    const { provenance } = buildReport({ audit }, settings);
    expect(pdf.info.get('Keywords')).toContain(
      `run=${provenance.run}; baseline=none; results=${provenance.resultsDigest}; audit=${provenance.auditDigest}; edition=full; paper=a4`,
    );
    expect(bytes.toString('latin1')).toContain('<xmp:CreateDate>2026-03-01T08:05:30Z</xmp:CreateDate>');
  });

  it('is the same to the byte every time', () => {
    expect(writeReport({ audit: structuredClone(audit) }, 'pdf', settings).bytes.equals(bytes)).toBe(true);
  });

  it('is PDF/A-2a for archives', () => {
    const archival = writeReport({ audit }, 'pdf', { ...settings, isArchival: true, images: 'none' }).bytes;
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
    const { text, complaints, tables } = readPdf(
      writeReport({ audit: hostileAudit() }, 'pdf', settings).bytes,
    );
    expect(complaints).toBe('');
    const first = new Set(tables.flatMap(({ body }) => body.map((row) => plain(row[0]?.text ?? ''))));
    for (const name of hostileNames) expect(first).toContain(plain(name));
    expect(plain(text)).toContain('Fairness audit of #sys.inputs $1$ on data');
    expect(plain(text)).toContain('#import "/etc/passwd": *');
    expect(text).not.toContain('root:');
  });

  it('prints all scripts it has fonts for, and spells what it has none for', () => {
    const { text, tables, fonts } = readPdf(writeReport({ audit: manyScripts() }, 'pdf', settings).bytes);
    for (const name of ['한국인', '中文繁體簡体', '日本語ラベル', 'Ελληνικά', 'ไทย'])
      expect(text).toContain(name);
    // poppler gives right-to-left text in the order of its letters in the tags.
    const first = tables.flatMap(({ body }) => body.map((row) => row[0]?.text ?? ''));
    expect(first.some((name) => name.includes('سود'))).toBe(true);
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
    const { tables } = readPdf(writeReport({ audit }, 'pdf', settings).bytes);
    const parts = tables.filter(
      ({ head }) => head.flat().some(({ text }) => text === 'Predicted') && head.length === 2,
    );
    expect(parts.length).toBeGreaterThan(1);
    const columns = parts.flatMap(({ head }) => (head[1] ?? []).map(({ text }) => plain(text)));
    expect(columns).toEqual(audit.tasks[0]?.labels);
    for (const { body } of parts) {
      expect(body.map((row) => plain(row[0]?.text ?? ''))).toEqual([
        ...(audit.tasks[0]?.labels ?? []),
        'Sum',
      ]);
    }
  });
});

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
