import { withoutControls } from '../pdf/printable-text.js';

type Attributes = Record<string, string | number | undefined>;

/** One SVG element as text. Children are elements too, or escaped texts. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value ?? '')}"`)
    .join('');
  return children.length === 0 ? `<${name}${list}/>` : `<${name}${list}>${children.join('')}</${name}>`;
}

/** A line of text; `anchor` says which of its ends stands at x. */
export interface Label {
  text: string;
  x: number;
  /** Of the base line. */
  y: number;
  anchor: 'start' | 'middle' | 'end';
  size: number;
  fill: string;
  weight?: number;
}

export function label(
  text: string,
  { anchor = 'start', size = 7.5, ...rest }: Partial<Omit<Label, 'text'>> & Pick<Label, 'x' | 'y' | 'fill'>,
): Label {
  return { text, anchor, size, ...rest };
}

/** A figure in points: its shapes, and the labels on top of them. */
export interface Drawing {
  width: number;
  height: number;
  /** SVG elements. */
  shapes: readonly string[];
  labels: readonly Label[];
}

/** Sorts what was drawn into shapes and labels. */
export function drawing(
  { width, height }: { width: number; height: number },
  marks: readonly (string | Label)[],
): Drawing {
  return {
    width,
    height,
    shapes: marks.filter((mark) => typeof mark === 'string'),
    labels: marks.filter((mark) => typeof mark !== 'string'),
  };
}

/** A drawing as a complete SVG document, with the labels that `isShown` lets through. */
export function svgDocument(
  { width, height, shapes, labels }: Drawing,
  { alternative, isShown = () => true }: { alternative: string; isShown?: (text: string) => boolean },
): string {
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${short(width)} ${short(height)}`,
    role: 'img',
    'aria-label': alternative,
    'font-family': 'Inter, sans-serif',
  };
  return element('svg', frame, [...shapes, ...labels.filter(({ text }) => isShown(text)).map(labelElement)]);
}

/** A label as SVG text. */
export function labelElement({ text, x, y, anchor, size, fill, weight }: Label): string {
  const attributes = { x, y, 'text-anchor': anchor, 'font-size': size, fill, 'font-weight': weight };
  return element('text', attributes, [escaped(text)]);
}

/** Hatching for what lacks data, in patterns that renderers of all kinds know. */
export function hatchPattern(id: string, colour: string): string {
  return element('defs', {}, [
    element('pattern', { id, width: 4, height: 4, patternUnits: 'userSpaceOnUse' }, [
      element('path', { d: 'M0 4L4 0', stroke: colour, 'stroke-width': 0.7 }),
    ]),
  ]);
}

/** Cuts a text that would be wider than `width` points; its end becomes an ellipsis. */
export function fitText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** About as wide as a text is drawn, in points: enough to lay out figures by. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) {
    width += /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uff00-\uffef]/u.test(
      character,
    )
      ? 1
      : /[\p{Lu}MWmw@%]/u.test(character)
        ? 0.75
        : /[ilj.,:;'|!()[\]\s]/.test(character)
          ? 0.32
          : 0.6;
  }
  return width * size;
}

/** A text inside an element. */
export function escaped(text: string): string {
  return withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function short(number: number): string {
  return Number(number.toFixed(2)).toString();
}
