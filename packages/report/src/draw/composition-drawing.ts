import type { Composition } from '../charts/composition.js';
import { palette } from './palette.js';
import { ROW, rowFrame, rowHeads, rowTexts, TOP, WIDTH } from './row-chart.js';
import { type Drawing, drawing, element, hatchPattern, type Label } from './svg.js';

/** Images per group as bars on one scale; hatched where they are too few to be ranked. */
export function compositionDrawing({ rows }: Composition, colours: readonly string[] = []): Drawing {
  const frame = rowFrame({
    names: rows.map(({ name }) => name),
    figures: rows.map(({ shareText }) => shareText),
    room: [40, 60],
    domain: [0, Math.max(1, ...rows.map(({ n }) => n))],
  });
  const marks = rows.flatMap(({ name, n, few, shareText, nText }, index): (string | Label)[] => {
    const top = TOP + index * ROW;
    const colour = colours[index] ?? palette.accent;
    const bar = { x: frame.left, y: top + 2.5, width: frame.x(n) - frame.left, height: ROW - 5 };
    const outline = { ...bar, fill: 'url(#few)', stroke: colour, 'stroke-width': 0.8 };
    return [
      ...(n === 0 ? [] : [element('rect', few ? outline : { ...bar, fill: colour })]),
      ...rowTexts({
        frame,
        middle: top + ROW / 2,
        name: { text: name, fill: few ? palette.ink3 : palette.ink },
        figures: { text: shareText, fill: palette.ink2 },
        images: nText,
      }),
    ];
  });
  return drawing({ width: WIDTH, height: frame.height }, [
    hatchPattern('few', palette.hatch),
    ...marks,
    ...rowHeads('share', frame),
  ]);
}
