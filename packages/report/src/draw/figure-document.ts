import { palette } from './palette.js';
import { type Drawing, element, escaped, type Label, label, labelElement, textWidth } from './svg.js';

export interface FigureTexts {
  /** The finding, above the figure. */
  title: string;
  /** What is drawn, under it. */
  caption: string;
  /** Which run and data it is of, in small print. */
  footnote: string;
}

export interface FigureOptions {
  background: 'white' | 'transparent';
}

const MARGIN = 16;
/** Narrower figures leave no room for their words. */
const LEAST_WIDTH = 440;
interface Style {
  size: number;
  leading: number;
  fill: string;
  weight?: number;
}
const TITLE: Style = { size: 11, leading: 15, weight: 600, fill: palette.ink };
const CAPTION: Style = { size: 7.5, leading: 11, fill: palette.ink2 };
const FOOTNOTE: Style = { size: 6.5, leading: 9.5, fill: palette.ink3 };

/** A figure by itself as an SVG file: its finding, its caption and its origin are inside, and nothing is elsewhere. */
export function figureDocument(figure: Drawing, texts: FigureTexts, { background }: FigureOptions): string {
  const inner = Math.max(figure.width, LEAST_WIDTH);
  const labels: Label[] = [];
  let y = MARGIN;
  const write = (text: string, style: Style): void => {
    for (const line of wrapped(plain(text), inner, style)) {
      y += style.leading;
      labels.push(label(line, { ...style, x: MARGIN, y: y - 0.25 * style.leading }));
    }
  };
  write(texts.title, TITLE);
  y += 10;
  const top = y;
  y += figure.height + 6;
  write(texts.caption, CAPTION);
  y += 3;
  write(texts.footnote, FOOTNOTE);
  const width = Math.ceil(inner + 2 * MARGIN);
  const height = Math.ceil(y + MARGIN);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif",
    },
    [
      element('title', {}, [escaped(plain(texts.title))]),
      element('desc', {}, [escaped(plain(`${texts.caption} ${texts.footnote}`))]),
      ...(background === 'white' ? [element('rect', { width, height, fill: '#ffffff' })] : []),
      ...labels.map(labelElement),
      element('g', { transform: `translate(${MARGIN} ${top})` }, [
        ...figure.shapes,
        ...figure.labels.map(labelElement),
      ]),
    ],
  );
}

/** Without the marks that keep writing directions apart: few programs that draw SVG know them. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '');
}

function wrapped(text: string, width: number, { size, weight = 400 }: Style): string[] {
  // Semibold runs about a twentieth wider.
  const fits = (line: string): boolean => textWidth(line, size) * (weight > 400 ? 1.05 : 1) <= width;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
