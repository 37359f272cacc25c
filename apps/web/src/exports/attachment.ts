import { UserError } from '@evenhand/contracts';
import type { Drawing, FigureTexts } from '@evenhand/report/figures';
import { reportFigures } from './report-package';

const types = {
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
} as const;
export type FileFormat = keyof typeof types;

/** Pixels of a PNG to one of its SVG: sharp in print and on dense screens. */
const SCALE = 2;

/** A file to keep; its name says what is in it. */
export function attachment(
  body: string | Uint8Array<ArrayBuffer>,
  { name, format }: { name: readonly (string | undefined)[]; format: FileFormat },
): Response {
  return new Response(body, {
    headers: {
      'content-type': types[format],
      'content-disposition': `attachment; filename="${fileName(name)}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}

/** A figure as the address asks for it: `format` svg or png, `background` white or transparent. */
export async function figureAttachment(
  { drawing, texts, name }: { drawing: Drawing; texts: FigureTexts; name: readonly (string | undefined)[] },
  search: URLSearchParams,
): Promise<Response> {
  const format = search.get('format') ?? 'svg';
  if (format !== 'svg' && format !== 'png') throw unknown('format', format);
  const background = search.get('background') === 'transparent' ? 'transparent' : 'white';
  const { figureDocument, figurePng } = await reportFigures();
  const svg = figureDocument(drawing, texts, { background });
  if (format === 'svg') return attachment(svg, { name, format });
  return attachment(new Uint8Array(await figurePng(svg, { scale: SCALE })), { name, format });
}

/** For what an address asks that is not there. */
export function unknown(what: string, value: string): UserError {
  return new UserError({ code: `unknown_${what}`, message: `There is no ${what} “${value}” here.` });
}

/** `evenhand-r1abc-gender-race.gender-accuracy`: what every system takes as a name. */
function fileName(parts: readonly (string | undefined)[]): string {
  return ['evenhand', ...parts]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => part?.replaceAll(/[^A-Za-z0-9._]+/g, '_'))
    .join('-')
    .slice(0, 150);
}
