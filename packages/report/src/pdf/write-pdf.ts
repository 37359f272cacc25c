import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Report } from '../model/report.js';
import { chooseFonts } from './fonts.js';
import { markRowHeaders } from './mark-row-headers.js';
import { spellMissing, withoutControls } from './printable-text.js';
import { figurePath, figureSvg, imagePath, type Paper, typstData } from './typst-data.js';

export interface PdfOptions {
  paper: Paper;
  /** PDF/A-2a for archives instead of PDF/UA-1. */
  isArchival: boolean;
  /** Written into the file's metadata, to find the run again. */
  stamp: string;
  /** `Evenhand 0.1.0`. */
  producer: string;
}

/** Milliseconds until the typesetter's memory is given back. */
const KEPT = 1000;

const folder = fileURLToPath(new URL('../../typst', import.meta.url));

/**
 * Typesets a report as a tagged PDF/UA-1 (or PDF/A-2a). The same report and options give the same bytes. Only data
 * of the report's own changes: the Typst source is fixed, and all texts reach it as JSON strings.
 */
export function writePdf(report: Report, options: PdfOptions): Buffer {
  const characters = charactersOf(report);
  const fonts = chooseFonts([...characters].map(withoutControls));
  const change = (text: string): string => spellMissing(withoutControls(text), fonts.has);
  const isPrintable = [...characters].every((character) => change(character) === character);
  const printable = isPrintable ? report : mapTexts(report, change);
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: [...fonts.files] }] });
  const data = typstData(printable, { ...options, fonts });
  const put = (path: string, content: Buffer): void => compiler.mapShadow(join(folder, path), content);
  put('report.json', Buffer.from(JSON.stringify(data)));
  for (const block of printable.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'figure') put(figurePath(block), Buffer.from(figureSvg(block, fonts)));
    if (block.kind !== 'images') continue;
    for (const [index, { data: base64 }] of block.items.entries()) {
      put(imagePath(block, index), Buffer.from(base64, 'base64'));
    }
  }
  const pdf = compiler.pdf(
    { mainFilePath: join(folder, 'report.typ') },
    { pdfStandard: options.isArchival ? 'a-2a' : 'ua-1', pdfTags: true },
  );
  // Typst keeps what it has laid out, in case the next document has the same. A process that ends now need not wait.
  setTimeout(() => compiler.evictCache(0), KEPT).unref();
  return markRowHeaders(pdf);
}

/** All characters of a structure's texts but those of plain ASCII, which every font has. */
function charactersOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string')
    for (const character of value.replaceAll(/[ -~]+/g, '')) found.add(character);
  else if (typeof value === 'object' && value !== null)
    for (const entry of Object.values(value)) charactersOf(entry, found);
  return found;
}

/** The same structure with every string changed. */
function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, mapTexts(entry, change)]),
  ) as Value;
}
