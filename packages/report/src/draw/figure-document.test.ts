import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { confusionMatrix } from '../charts/confusion-matrix.js';
import { forestPlot } from '../charts/forest-plot.js';
import { heatMap } from '../charts/heat-map.js';
import { figurePng } from '../file/figure-png.js';
import { longLabels, manyGroups, ordinaryAudit } from '../testing/audits.js';
import { figureDocument } from './figure-document.js';
import { forestDrawing } from './forest-drawing.js';
import { confusionDrawing, heatMapDrawing } from './matrix-drawing.js';
import type { Drawing } from './svg.js';

const texts = {
  title:
    'Recall of “Female” is lowest for <Black> women & more, 34 % [29, 39], n = 346, in a title that is long',
  caption: 'Recall with 95 % intervals; the line is all images together.',
  footnote: 'Run r1 of demo@v1 on demo',
};

describe('figureDocument', () => {
  test.each(drawings())('%s: words inside, nothing outside, as large as it says', async (_name, drawing) => {
    const svg = figureDocument(drawing, texts, { background: 'white' });
    expect(svg).toContain('<title>Recall of “Female” is lowest for &lt;Black&gt; women &amp; more');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|@import|url\((?!#)/);
    const size = /width="(\d+)" height="(\d+)"/.exec(svg);
    const png = await figurePng(svg, { scale: 2 });
    const { width, height, hasAlpha } = await sharp(png).metadata();
    expect([width, height]).toEqual([2 * Number(size?.[1]), 2 * Number(size?.[2])]);
    expect(hasAlpha && (await sharp(png).stats()).isOpaque).toBe(true);
  });

  test('a transparent figure has no background', async () => {
    const [[, drawing] = ['', undefined]] = drawings();
    if (!drawing) throw new Error('no drawing');
    const png = await figurePng(figureDocument(drawing, texts, { background: 'transparent' }), { scale: 1 });
    const [pixel] = await sharp(png).ensureAlpha().extractChannel(3).raw().toBuffer();
    expect(pixel).toBe(0);
  });
});

function drawings(): [string, Drawing][] {
  const made: [string, Drawing][] = [];
  for (const [name, { tasks }] of Object.entries({
    ordinary: ordinaryAudit(),
    'many groups': manyGroups(),
    'long labels': longLabels(),
  })) {
    const [task] = tasks;
    const grouping = task?.groupings.find(({ by }) => by.length === 2) ?? task?.groupings[0];
    if (!task || !grouping) throw new Error('nothing to draw');
    const map = heatMap(task, grouping, { metric: 'accuracy' });
    made.push([
      `forest plot, ${name}`,
      forestDrawing(forestPlot(task, grouping, { metric: 'accuracy', sort: 'value' })),
    ]);
    made.push([`confusion matrix, ${name}`, confusionDrawing(confusionMatrix(task, task.overall), 'count')]);
    if (map) made.push([`intersections, ${name}`, heatMapDrawing(map)]);
  }
  return made;
}
