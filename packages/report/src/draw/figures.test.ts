import { describe, expect, it } from 'vitest';
import { buildReport } from '../model/build-report.js';
import type { Figure } from '../model/report.js';
import { comparedAudits } from '../testing/compared-audits.js';
import { svgDocument } from './svg.js';

const { audit, comparison } = comparedAudits();
const figures = buildReport({ audit, comparison }, { edition: 'full' })
  .sections.flatMap(({ blocks }) => blocks)
  .filter((block) => block.kind === 'figure');

describe('figures are drawn as they were: update the files where a change is meant', () => {
  it.each([
    ['forest', 'task-1-forest-race'],
    ['reliability', 'task-2-reliability'],
    ['change', 'change-1-0'],
  ])('%s', async (name, id) => {
    await expect(lines(figures.find((figure) => figure.id === id))).toMatchFileSnapshot(
      `../../fixtures/${name}.svg`,
    );
  });

  it('keeps all labels inside the drawing', () => {
    const outside = figures.flatMap(({ id, drawing }) =>
      drawing.labels
        .filter(({ x, y, size }) => x < 0 || x > drawing.width || y - size < -2 || y > drawing.height)
        .map(({ text }) => `${id}: ${text}`),
    );
    expect(figures.length).toBeGreaterThan(10);
    expect(outside).toEqual([]);
  });
});

/** One element a line, so that a difference can be read. */
function lines(figure: Figure | undefined): string {
  if (!figure) throw new Error('there is no such figure');
  const { drawing, alternative } = figure;
  return `${svgDocument(drawing, { alternative }).replaceAll('><', '>\n<')}\n`;
}
