import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Independent readers of PDF: poppler's tools and qpdf. Tests that need them are skipped where they are not installed. */
export const hasPdfTools = ['pdfinfo', 'pdftotext', 'pdffonts', 'qpdf'].every((tool) => {
  try {
    execFileSync(tool, [tool === 'qpdf' ? '--version' : '-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

export interface Word {
  text: string;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
}

export interface Page {
  width: number;
  height: number;
  words: Word[];
}

/** What poppler and qpdf find in a PDF. */
export interface PdfReading {
  /** `pdfinfo`, name by name. */
  info: Map<string, string>;
  /** `pdftotext`: all text. */
  text: string;
  pages: Page[];
  fonts: { name: string; isEmbedded: boolean }[];
  /** What `qpdf --check` complains about; empty where it does not. */
  complaints: string;
}

/** What a screen reader goes by. */
export interface PdfStructure {
  /** Tags of the structure tree with the text below them, in reading order. */
  tags: { name: string; attributes: string; text: string }[];
  /** Tables by their tags: rows of cells, heads and bodies apart. */
  tables: TaggedTable[];
}

export interface TaggedTable {
  caption: string;
  head: TaggedCell[][];
  body: TaggedCell[][];
}

interface TaggedCell {
  /** `TH` or `TD`. */
  tag: string;
  scope: string;
  text: string;
}

export function readPdf(bytes: Uint8Array): PdfReading {
  return withFile(bytes, (file) => ({
    info: new Map(
      run('pdfinfo', file)
        .split('\n')
        .map((line): [string, string] => [
          line.split(':', 1)[0] ?? '',
          line.slice(line.indexOf(':') + 1).trim(),
        ]),
    ),
    text: run('pdftotext', file, '-').replaceAll('\u200b', ''),
    pages: readPages(run('pdftotext', '-bbox', file, '-')),
    fonts: run('pdffonts', file)
      .split('\n')
      .slice(2)
      .filter((line) => line.trim() !== '')
      .map((line) => ({
        name: line.split(/\s+/)[0] ?? '',
        isEmbedded: /\syes\s+(?:yes|no)\s+(?:yes|no)\s+\d+/.test(line),
      })),
    complaints: qpdfComplaints(file),
  }));
}

/** Slow for long documents: poppler looks for every tag's text anew. */
export function readStructure(bytes: Uint8Array): PdfStructure {
  const tags = withFile(bytes, (file) => readTags(run('pdfinfo', '-struct-text', file)));
  return {
    tags: tags.map(({ name, attributes, text }) => ({ name, attributes, text })),
    tables: taggedTables(tags),
  };
}

function withFile<Result>(bytes: Uint8Array, read: (file: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-pdf-'));
  try {
    const file = join(folder, 'file.pdf');
    writeFileSync(file, bytes);
    return read(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(tool: string, ...parameters: string[]): string {
  return execFileSync(tool, parameters, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function qpdfComplaints(file: string): string {
  try {
    execFileSync('qpdf', ['--check', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return '';
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error);
  }
}

interface Tag {
  name: string;
  depth: number;
  attributes: string;
  text: string;
}

/** `pdfinfo -struct-text` indents children by two blanks and puts texts in quotation marks. */
function readTags(output: string): Tag[] {
  const tags: Tag[] = [];
  for (const line of output.split('\n')) {
    const [, blanks = '', content = ''] = /^( *)(.*)$/.exec(line) ?? [];
    const depth = blanks.length;
    if (content.startsWith('"')) {
      const text = content.slice(1, -1).replaceAll('\u200b', '');
      for (let at = tags.length - 1, below = depth; at >= 0; at -= 1) {
        const tag = tags[at];
        if (!tag || tag.depth >= below) continue;
        tag.text += text;
        below = tag.depth;
      }
    } else if (content.startsWith('/')) {
      const tag = tags.at(-1);
      if (tag) tag.attributes += `${content} `;
    } else if (/^[A-Z]/.test(content)) {
      tags.push({ name: content.split(/[ :<(]/, 1)[0] ?? '', depth, attributes: '', text: '' });
    }
  }
  return tags;
}

function taggedTables(tags: readonly Tag[]): TaggedTable[] {
  const tables: TaggedTable[] = [];
  let rows: TaggedCell[][] = [];
  for (const { name, text, attributes } of tags) {
    const table = tables.at(-1);
    if (name === 'Table') tables.push({ caption: '', head: [], body: [] });
    else if (name === 'Caption' && table) table.caption = text;
    else if (name === 'THead' && table) rows = table.head;
    else if (name === 'TBody' && table) rows = table.body;
    else if (name === 'TR') rows.push([]);
    else if (name === 'TH' || name === 'TD') {
      rows
        .at(-1)
        ?.push({ tag: name, scope: /\/Scope \/(\w+)/.exec(attributes)?.[1] ?? '', text: text.trim() });
    }
  }
  return tables;
}

function readPages(xml: string): Page[] {
  return [...xml.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/g)].map(
    ([, width, height, content = '']) => ({
      width: Number(width),
      height: Number(height),
      words: [
        ...content.matchAll(
          /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([\s\S]*?)<\/word>/g,
        ),
      ].map(([, xMin, yMin, xMax, yMax, text = '']) => ({
        text,
        xMin: Number(xMin),
        yMin: Number(yMin),
        xMax: Number(xMax),
        yMax: Number(yMax),
      })),
    }),
  );
}
