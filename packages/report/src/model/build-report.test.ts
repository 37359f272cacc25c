import { describe, expect, it } from 'vitest';
import { ordinaryAudit } from '../testing/audits.js';
import { fullInput } from '../testing/full-input.js';
import { reportTexts } from '../testing/report-texts.js';
import { buildReport } from './build-report.js';

const audit = ordinaryAudit();
const full = buildReport({ audit }, { edition: 'full' });

describe('buildReport', () => {
  it('numbers tables and figures in the order of reading', () => {
    const blocks = full.sections.flatMap((section) => section.blocks);
    const numbers = (kind: 'table' | 'figure'): number[] =>
      blocks.flatMap((block) => (block.kind === kind ? [block.number] : []));
    for (const kind of ['table', 'figure'] as const) {
      expect(numbers(kind)).toEqual(numbers(kind).map((_, index) => index + 1));
    }
    for (const ids of [
      full.sections.map(({ id }) => id),
      blocks.flatMap((block) => (block.kind === 'table' ? [block.id] : [])),
      blocks.flatMap((block) => (block.kind === 'figure' ? [block.id] : [])),
    ]) {
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it('holds what an auditor looks for, in the order of the methodology', () => {
    expect(full.sections.filter(({ level }) => level === 1).map(({ title }) => title)).toEqual([
      'Findings',
      'Identity and provenance',
      'Data and labels',
      'All images together',
      'Task: gender',
      'Task: age',
      'What the model is for',
      'How far the result can be trusted',
      'Methods',
      'Crosswalk to regulations and standards',
      'Signatures',
      'All intersections',
      'The same under the names of other tools',
    ]);
  });

  it('has the selection and the comparison where the methodology has them', () => {
    const titles = buildReport(fullInput(), {
      edition: 'full',
      selections: [{ task: 'gender', label: 'Female' }],
    }).sections.map(({ title }) => title);
    const place = (title: string): number => titles.indexOf(title);
    expect(titles.slice(0, 4)).toEqual([
      'Findings',
      'Identity and provenance',
      'Data and labels',
      'All images together',
    ]);
    const order = [
      'Task: age',
      'Classes',
      'Confusion matrix',
      'By race',
      'Confusion in each group',
      'Gaps between groups',
      'Every pair of groups',
      'Equalized odds and demographic parity',
      'Pairs of attributes',
      'At a common mix of the other attributes',
      'Worst slices',
      'Calibration',
      'How far off',
      'Selection rates and impact ratios',
      'Compared with model first',
      'What the model is for',
      'How far the result can be trusted',
      'Methods',
    ];
    const places = order.map((title) => titles.lastIndexOf(title));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((at) => at > place('All images together'))).toBe(true);
  });

  it('speaks of the plan that was declared', () => {
    const audit = ordinaryAudit({ minimumN: 50, confidence: 0.9, margin: 0.1 });
    const texts = reportTexts(buildReport({ audit }, { edition: 'full' }));
    expect(
      texts.filter((text) =>
        /(?:than|least) 30 images|95 % (?:limits|intervals|of)|[Ww]ithin 5 points|margin of 5/.test(text),
      ),
    ).toEqual([]);
    expect(texts.join('\n')).toContain('With 90 % limits. Grey: fewer than 50 images.');
  });

  it('says what passed and what lacks data beside what differs', () => {
    const [findings] = full.sections.flatMap(({ blocks }) =>
      blocks.filter((block) => block.kind === 'findings'),
    );
    expect(new Set(findings?.items.map(({ verdict }) => verdict))).toEqual(new Set(['certain', 'none']));
    expect(findings?.items[0]?.title).toMatch(/Black/);
  });

  it('is the same for the same input, and differs where a prediction does', () => {
    expect(buildReport({ audit: structuredClone(audit) }, { edition: 'full' })).toEqual(full);
    const changed = structuredClone(audit);
    const slice = changed.tasks[0]?.groupings.at(-1)?.slices.find(({ n }) => n > 0);
    if (slice?.confusion[0]) slice.confusion[0][0] = (slice.confusion[0][0] ?? 0) + 1;
    const { provenance } = buildReport({ audit: changed }, { edition: 'full' });
    expect(provenance.resultsDigest).not.toBe(full.provenance.resultsDigest);
    expect(provenance.auditDigest).not.toBe(full.provenance.auditDigest);
  });
});
