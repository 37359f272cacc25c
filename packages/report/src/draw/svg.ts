type Attributes = Record<string, string | number | undefined>;

/** One SVG element as text. Children are elements of this function, or texts of {@link escaped}. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value ?? '')}"`)
    .join('');
  return children.length === 0 ? `<${name}${list}/>` : `<${name}${list}>${children.join('')}</${name}>`;
}

/** A line of text; `anchor` says which of its ends stands at x. */
export function label(
  text: string,
  {
    x,
    y,
    anchor = 'start',
    size = 7.5,
    fill,
    weight,
  }: {
    x: number;
    y: number;
    anchor?: 'start' | 'middle' | 'end';
    size?: number;
    fill: string;
    weight?: number;
  },
): string {
  return element('text', { x, y, 'text-anchor': anchor, 'font-size': size, fill, 'font-weight': weight }, [
    escaped(text),
  ]);
}

/** A complete document. */
export function svg(
  { width, height, title }: { width: number; height: number; title: string },
  children: readonly string[],
): string {
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${short(width)} ${short(height)}`,
    role: 'img',
    'font-family': 'Inter, sans-serif',
  };
  return element('svg', frame, [element('title', {}, [escaped(title)]), ...children]);
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

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function short(number: number): string {
  return Number(number.toFixed(2)).toString();
}
