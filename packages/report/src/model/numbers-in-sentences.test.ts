import type { SliceComparison } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { fullInput } from '../testing/full-input.js';
import {
  isCount,
  isEstimate,
  LIMITS,
  NUMBER,
  nameOf,
  P,
  rounds,
  roundsP,
  UNIT,
} from '../testing/printed-numbers.js';
import { reportTexts } from '../testing/report-texts.js';
import { buildReport } from './build-report.js';
import type { Report } from './report.js';

const input = fullInput();
const { audit, comparison } = input;
const report = buildReport(input, { edition: 'full', selections: [{ task: 'gender', label: 'Female' }] });
const summary = buildReport(input, { edition: 'summary' });
const plan = audit.tasks[0]?.plan;
if (!plan || !comparison) throw new Error('the input is not full');

describe('every number in a sentence, title or caption', () => {
  it.each([
    ['full', report],
    ['summary', summary],
  ])('of the %s edition follows from the document', (_, shown) => {
    expect(reportTexts(shown).flatMap(unexplained)).toEqual([]);
  });

  it.each([
    ['a gap', 'The gap between oldest and teen is 13', 'The gap between oldest and teen is 14'],
    ['a p-value', '(p < 0.001, adjusted)', '(p = 0.004, adjusted)'],
    ['a count', ' comparisons between groups were looked at', '1 comparisons between groups were looked at'],
    ['a change', 'for oldest, −26 points', 'for oldest, −25 points'],
    ['a group', 'accuracy is lowest for oldest', 'accuracy is lowest for older'],
  ])('would not, were %s another', (_, from, to) => {
    const texts = reportTexts(report).filter((text) => text.includes(from));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(unexplained(text.replace(from, to))).toHaveLength(1);
  });
});

/** What remains of a sentence once everything that can be proved is taken out; empty where no digit is left. */
function unexplained(sentence: string): string[] {
  const rest = rules.reduce(
    (text, { pattern, holds }) =>
      text.replaceAll(pattern, (match, ...groups) => (holds(groups.slice(0, -2), match) ? ' ' : match)),
    CONSTANTS.reduce((text, constant) => text.replaceAll(constant, ' '), sentence),
  );
  return /\d/.test(rest) ? [`${rest.trim()}  <-  ${sentence}`] : [];
}

/** What is the same in every report. */
const CONSTANTS = [
  /\bF1\b/g,
  '2J/(1+J)',
  'AIF360',
  '6 RCNY 5-300',
  'less than 2 %',
  '; 0 % is equal odds',
  'full colour from 20 points on',
  'be 0.8 at least',
  'rates of 0',
  '(bias: 0)',
  'bias above 0',
  'Change below 0',
  'They are never 0',
  '50-digit',
  'Blue above, orange below 0,',
  `by a factor of ${Math.sqrt(1.5).toFixed(2)} at a design effect of 1.5, of ${Math.sqrt(2).toFixed(2)} at a design effect of 2`,
] as const;

interface Rule {
  pattern: RegExp;
  holds(numbers: (string | undefined)[], match: string): boolean;
}

const disparities = audit.tasks.flatMap(({ groupings }) => groupings.flatMap((entry) => entry.disparities));
const slices = audit.tasks.flatMap(({ overall, groupings }) => [
  overall,
  ...groupings.flatMap((entry) => entry.slices),
]);
const estimates = slices.flatMap((slice) =>
  [slice.metrics, ...slice.classes.map(({ metrics }) => metrics)].flatMap((metrics) =>
    ['accuracy', 'recall'].flatMap((metric) =>
      metrics[metric] ? [{ slice, estimate: metrics[metric] }] : [],
    ),
  ),
);
const tasksCompared = comparison.comparisons[0]?.tasks ?? [];
const changes = tasksCompared.flatMap(({ findings }) => findings);
const looked = audit.tasks.flatMap((task) =>
  task.groupings
    .filter(({ by, degenerate }) => by.length <= 2 && !degenerate)
    .flatMap((grouping) =>
      [undefined, ...task.labels].map((label) =>
        grouping.disparities.find(
          (entry) => entry.class === label && entry.metric === (label === undefined ? 'accuracy' : 'recall'),
        ),
      ),
    ),
);
const count = (verdict: 'differs' | 'noise' | 'unknown'): number =>
  looked.filter((entry) => {
    const p = entry?.q ?? entry?.p ?? null;
    return (p === null ? 'unknown' : p <= plan.alpha ? 'differs' : 'noise') === verdict;
  }).length;
const within = (verdict: string): number =>
  looked.filter((entry) => (entry?.withinMargin?.verdict ?? 'NOT ENOUGH DATA') === verdict).length;
const findings = (verdict: string, certain: boolean): number =>
  changes.filter((entry) => entry.verdict === verdict && entry.certain === certain).length;

const rules: readonly Rule[] = [
  {
    pattern: /([\d,]+) of ([\d,]+) images of data were measured/g,
    holds: ([ok, all]) => isCount(ok, audit.run.counts.ok) && isCount(all, audit.run.dataset.samples),
  },
  {
    pattern: new RegExp(
      `The gap between (.+?) and (.+?) is ${NUMBER} points?${LIMITS}; noise alone would make ${NUMBER} points? \\(${P}, adjusted\\)`,
      'g',
    ),
    holds: ([worst, best, gap, low, high, fair, p]) =>
      disparities.some(
        (entry) =>
          nameOf(entry.worst.group) === worst &&
          nameOf(entry.best.group) === best &&
          isEstimate(entry.gap, { value: gap, low, high }) &&
          rounds(fair, entry.expectedGapIfFair) &&
          roundsP(p, entry.q),
      ),
  },
  {
    pattern: new RegExp(`is (?:lowest|highest) for ([^%]+?), ${NUMBER} %${LIMITS}, n = ${NUMBER}`, 'g'),
    holds: ([name, value, low, high, n]) =>
      estimates.some(
        ({ slice, estimate }) =>
          nameOf(slice.group) === name &&
          isCount(n, estimate.n) &&
          isEstimate(estimate, { value, low, high }),
      ),
  },
  {
    pattern: new RegExp(
      `for ([^:]+?), ${NUMBER}${UNIT}${LIMITS} From ${NUMBER} % to ${NUMBER} %, n = ${NUMBER} \\((?:${P}, adjusted|too few images to be certain)\\)`,
      'g',
    ),
    holds: ([name, value, low, high, base, candidate, n, p]) =>
      changes.some(
        (entry) =>
          (nameOf(entry.group) === name ||
            (name === 'all images' && Object.keys(entry.group).length === 0)) &&
          isEstimate(entry.delta, { value, low, high }) &&
          rounds(base, entry.base) &&
          rounds(candidate, entry.candidate) &&
          isCount(n, entry.delta.n) &&
          (entry.adjusted === null ? p === undefined : roundsP(p, entry.adjusted.p)),
      ),
  },
  {
    pattern: new RegExp(
      `is certainly worse for ([^:]+?)(?: and (\\d+) more)?, ${NUMBER} points?${LIMITS}, n = ${NUMBER}`,
      'g',
    ),
    holds: ([name, , value, low, high, n]) =>
      comparedSlices().some(
        (slice) =>
          nameOf(slice.group) === name &&
          isCount(n, slice.metrics['accuracy']?.delta.n ?? Number.NaN) &&
          isEstimate(slice.metrics['accuracy']?.delta, { value, low, high }),
      ),
  },
  { pattern: /is certainly better for [^:]+? and (\d+) more/g, holds: ([more]) => Number(more) > 0 },
  {
    // A group's share of right answers, or its change, where a drawing is told in words.
    pattern: new RegExp(`(?<=: |; | to )(${groupNames().join('|')}) ${NUMBER}${UNIT}${LIMITS}`, 'g'),
    holds: ([name, value, low, high]) =>
      [
        ...estimates.map(({ slice: { group }, estimate }) => ({ group, estimate })),
        ...comparedSlices().map(({ group, metrics }) => ({ group, estimate: metrics['accuracy']?.delta })),
      ].some(({ group, estimate }) => nameOf(group) === name && isEstimate(estimate, { value, low, high })),
  },
  {
    pattern: /but (.+?) and (\d+) more differ from the rest/g,
    holds: ([name, more]) =>
      disparities.some(({ contrasts = [] }) => {
        const certain = contrasts.filter(({ adjustedP }) => adjustedP !== null && adjustedP <= plan.alpha);
        return certain.some(({ group }) => nameOf(group) === name) && isCount(more, certain.length - 1);
      }),
  },
  {
    pattern: new RegExp(
      `${NUMBER} % sure(?: and|,) ${NUMBER} %(?: \\[${NUMBER}, ${NUMBER}\\])? right(?:, n = ${NUMBER})?`,
      'g',
    ),
    holds: ([sure, right, , , n]) =>
      slices.some(({ calibration }) => {
        if (!calibration) return false;
        const sum = (key: 'confidence' | 'accuracy'): number =>
          calibration.bins.reduce((total, bin) => total + bin.n * bin[key], 0) / calibration.n;
        return (
          calibration.bins.some(
            (bin) => isCount(n, bin.n) && rounds(sure, bin.confidence) && rounds(right, bin.accuracy),
          ) ||
          (rounds(sure, sum('confidence')) &&
            rounds(right, sum('accuracy')) &&
            (n === undefined || isCount(n, calibration.n)))
        );
      }),
  },
  {
    pattern: new RegExp(
      `Calibration error, debiased: ${NUMBER} %${LIMITS}\\. Test that all bins are right: ${P}`,
      'g',
    ),
    holds: ([value, , , p]) =>
      audit.tasks.some(
        ({ overall }) =>
          rounds(value, overall.metrics['ece_debiased']?.value) && roundsP(p, overall.calibration?.test.p),
      ),
  },
  {
    pattern: /furthest from all images is (.+?), n = ([\d,]+)/g,
    holds: ([name, n]) =>
      slices.some(
        (slice) => nameOf(slice.group) === name && isCount(n, slice.metrics['accuracy']?.n ?? Number.NaN),
      ),
  },
  {
    pattern: /most often “(.+?)” is taken for “(.+?)”, ([\d,]+) of ([\d,]+)/g,
    holds: ([truth, predicted, n, of]) =>
      audit.tasks.some(({ labels, overall }) => {
        const row = overall.confusion[labels.indexOf(truth ?? '')] ?? [];
        return (
          isCount(n, row[labels.indexOf(predicted ?? '')] ?? Number.NaN) &&
          isCount(
            of,
            row.reduce((a, b) => a + b, 0),
          )
        );
      }),
  },
  {
    pattern: new RegExp(
      `By (.+?), the accuracy gap between (.+?) and (.+?) is ${NUMBER} points?: ${NUMBER} points? at equal mixes of .+?, ${NUMBER} points?`,
      'g',
    ),
    holds: ([by, best, worst, gap, rates, mixes]) =>
      audit.tasks.some(({ groupings }) =>
        groupings.some((grouping) => {
          const split = grouping.composition?.decomposition;
          return (
            split !== undefined &&
            grouping.by.join(' × ') === by &&
            nameOf(split.best) === best &&
            nameOf(split.worst) === worst &&
            rounds(gap, split.gap) &&
            rounds(rates, split.rates) &&
            rounds(mixes, split.composition)
          );
        }),
      ),
  },
  {
    pattern: /^([\d,]+) slices of .+?\. (?:None|([\d,]+) (?:is|are))/g,
    holds: ([looked, certain]) =>
      audit.tasks.some(
        ({ worstSlices }) =>
          worstSlices != null &&
          isCount(looked, worstSlices.slices) &&
          (certain === undefined ? 0 : Number(certain)) === worstSlices.certified.length,
      ),
  },
  {
    pattern:
      /([\d,]+) comparisons between groups were looked at.+?\. (None|[\d,]+) shows? .+?, (none|[\d,]+) shows? none, and (none|[\d,]+) lacks?/g,
    holds: ([all, real, noise, unknown]) =>
      isCount(all, looked.length) &&
      [
        [real, count('differs')],
        [noise, count('noise')],
        [unknown, count('unknown')],
      ].every(([text, number]) =>
        number === 0 ? /none/i.test(String(text)) : isCount(String(text), Number(number)),
      ),
  },
  {
    pattern: new RegExp(
      `a margin of ${NUMBER} points: (no|[\\d,]+) gaps? pass(?:es)?(?: \\([^)]+\\))?, (none|[\\d,]+) fails?(?: \\([^)]+\\))?, and (none|[\\d,]+) lacks?`,
      'g',
    ),
    holds: ([margin, pass, fail, lack]) =>
      rounds(margin, plan.margin) &&
      [
        [pass, within('PASS')],
        [fail, within('FAIL')],
        [lack, within('NOT ENOUGH DATA')],
      ].every(([text, number]) =>
        number === 0 ? /no/.test(String(text)) : isCount(String(text), Number(number)),
      ),
  },
  {
    pattern:
      /on the ([\d,]+) images of both: ([\d,]+) groups or classes are certainly worse, ([\d,]+) are certainly better\. The first 4 follow/g,
    holds: ([shared, worse, better]) =>
      isCount(shared, comparison.images.shared) &&
      isCount(worse, findings('worse', true)) &&
      isCount(better, findings('better', true)),
  },
  {
    pattern:
      /on the ([\d,]+) images that both have predicted\. Certainly worse: (\d+) groups or classes, possibly: (\d+); certainly better: (\d+), possibly: (\d+)/g,
    holds: ([shared, ...counts]) =>
      isCount(shared, comparison.images.shared) &&
      counts.join() ===
        [
          findings('worse', true),
          findings('worse', false),
          findings('better', true),
          findings('better', false),
        ].join(),
  },
  { pattern: /^([\d,]+) more changes? /g, holds: ([more]) => isCount(more, changes.length - 20) },
  {
    pattern: /^([\d,]+) more differences? beyond noise/g,
    holds: ([more]) =>
      count('differs') - Number(more) === told(report) || count('differs') - Number(more) === told(summary),
  },
  {
    pattern: /^([\d,]+) comparisons? (without a gap|with fewer than two groups of (\d+) images)/g,
    holds: ([number, , minimum]) =>
      minimum === undefined
        ? isCount(number, count('noise'))
        : isCount(number, count('unknown')) && isCount(minimum, plan.minimumN),
  },
  {
    pattern: /, and ([\d,]+) more(?=\.$)/g,
    holds: ([more]) =>
      [12, 6]
        .flatMap((told) => [count('noise') - told, count('unknown') - told])
        .some((n) => isCount(more, n)),
  },
  {
    pattern: /(?:has|\() ?(\d+) classes/g,
    holds: ([classes]) => audit.tasks.some(({ labels }) => isCount(classes, labels.length)),
  },
  {
    pattern: new RegExp(`Of ([\\d,]+) images, ${NUMBER} % are classified as they are labelled`, 'g'),
    holds: ([n, value]) =>
      audit.tasks.some(
        ({ overall }) => isCount(n, overall.n) && rounds(value, overall.metrics['accuracy']?.value),
      ),
  },
  {
    pattern: new RegExp(`all images(?: \\(|: )${NUMBER} %`, 'g'),
    holds: ([value]) =>
      estimates.some(
        ({ slice: { group }, estimate }) => Object.keys(group).length === 0 && rounds(value, estimate.value),
      ),
  },
  {
    // The outermost shade of a map: the next round number above its largest difference.
    pattern: /full colour from ([\d.]+) points on/g,
    holds: ([limit]) => [0.5, 1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80].includes(Number(limit)),
  },
  {
    pattern: new RegExp(
      `: (.+?) is selected most; the lowest impact ratio is ${NUMBER}, of (.+?)\\. (?:None|(\\d+) of (\\d+)) (?:is|are) below`,
      'g',
    ),
    holds: ([most, ratio, least, below, of]) =>
      report.sections.some(({ blocks }) =>
        blocks.some((block) => {
          if (block.kind !== 'table' || !block.id.startsWith('selection-')) return false;
          const ranked = block.rows
            .filter(({ cells }) => !cells[0]?.text.endsWith('†'))
            .map(({ cells }) => ({ name: cells[0]?.text ?? '', ratio: Number(cells[5]?.value) }))
            .sort((a, b) => a.ratio - b.ratio);
          const under = ranked.filter((entry) => entry.ratio < 0.8).length;
          return (
            ranked[0]?.name === least &&
            ranked.at(-1)?.name === most &&
            rounds(ratio, ranked[0]?.ratio) &&
            (below === undefined ? under === 0 : isCount(below, under) && isCount(of, ranked.length))
          );
        }),
      ),
  },
  {
    pattern: /gaps (\d+) for gender, (\d+) for age,.+?; (\d+) differences of .+?; (\d+) slices/g,
    holds: ([gender, age, contrasts, sliced]) => {
      const tests = audit.tasks.map(({ groupings }) =>
        groupings.flatMap((entry) => entry.disparities).filter(({ q, p }) => (q ?? p) != null),
      );
      return (
        isCount(gender, tests[0]?.length ?? 0) &&
        isCount(age, tests[1]?.length ?? 0) &&
        isCount(
          contrasts,
          disparities.reduce((sum, entry) => sum + (entry.contrasts?.length ?? 0), 0),
        ) &&
        isCount(
          sliced,
          audit.tasks.reduce((sum, { worstSlices }) => sum + (worstSlices?.slices ?? 0), 0),
        )
      );
    },
  },
  { pattern: /Self-test: (\d+) of (\d+) known answers hold/g, holds: ([passed, all]) => passed === all },
  {
    pattern: new RegExp(
      `${NUMBER} %(?= (?:hybrid |Q-profile |confidence )?(?:limits|intervals)| of estimates)`,
      'g',
    ),
    holds: ([value]) => rounds(value, plan.confidence),
  },
  {
    pattern:
      /(?:[Ff]ewer than |at least |groups of |group )(\d+) images(?= in the (?:denominator|row)|[.;,)]| too| \(|$)/g,
    holds: ([minimum]) => isCount(minimum, plan.minimumN),
  },
  { pattern: /[Ww]ithin ([\d.]+) points/g, holds: ([margin]) => rounds(margin, plan.margin) },
  { pattern: /Bold: below (\d+\.\d+)/g, holds: ([alpha]) => isCount(alpha, plan.alpha) },
  {
    pattern: /(?:^Of|of|ones,) ([\d,]+) images/g,
    holds: ([n]) => audit.tasks.some(({ overall }) => isCount(n, overall.n)),
  },
  {
    pattern: /Images ([\d,]+) measured of ([\d,]+) in the data set, (\d+) failed/g,
    holds: ([ok, all, failed]) => isCount(ok, 1500) && isCount(all, 1500) && isCount(failed, 3),
  },
  {
    pattern: /(\d+) images could not be measured/g,
    holds: ([failed]) => isCount(failed, audit.run.counts.failed),
  },
  {
    pattern: /\(([\d,]+) of ([\d,]+) intersections\)/g,
    holds: ([few, all]) =>
      audit.tasks.some(({ groupings }) => {
        const own = groupings.at(-1)?.slices ?? [];
        return isCount(all, own.length) && isCount(few, own.filter(({ n }) => n < plan.minimumN).length);
      }),
  },
  { pattern: /(\d+) images without a label/g, holds: ([n]) => isCount(n, 17) },
  { pattern: /in (\d+) rows\.$/g, holds: ([n]) => isCount(n, 2) },
  { pattern: /(?:odd|missing) \((\d+)\)$/g, holds: ([n]) => isCount(n, 4) || isCount(n, 5) },
  { pattern: /The (\d+) most confident/g, holds: ([n]) => isCount(n, input.images?.mistakes.length ?? 0) },
  { pattern: /Male, (\d+) %$/g, holds: ([value]) => rounds(value, 0.934) },
  {
    pattern: /(?:groups by|for) (\d+) groups|(?:for) (\d+) groups/g,
    holds: (numbers) => groupCounts.has(Number(numbers.find((n) => n !== undefined))),
  },
  {
    pattern: /diagram with (\d+) bins/g,
    holds: ([bins]) =>
      audit.tasks.some(({ overall }) => isCount(bins, overall.calibration?.bins.length ?? 0)),
  },
  {
    pattern: /(?:Figures?|Table) (\d+)(?: to (\d+))?/g,
    holds: ([from, to]) => Number(from) > 0 && (to === undefined || Number(to) > Number(from)),
  },
  { pattern: /(?:Started|Finished) 1 March 2026, 08:0[05] UTC/g, holds: () => true },
  { pattern: /^Software evenhand 0\.1\.0$/g, holds: () => true },
  { pattern: /^Device cpu, fp32$/g, holds: () => true },
  { pattern: /^Confidence (\d+) %$/g, holds: ([value]) => rounds(value, plan.confidence) },
  { pattern: /gaps of up to ([\d.]+) points do not matter/g, holds: ([value]) => rounds(value, plan.margin) },
  {
    pattern: /^Significance ([\d.]+), with a power of (\d+) %/g,
    holds: ([alpha, power]) => isCount(alpha, plan.alpha) && rounds(power, plan.power),
  },
  { pattern: /^Seed (\d+)$/g, holds: ([seed]) => isCount(seed, plan.seed) },
];

const groupCounts = new Set(
  audit.tasks.flatMap(({ groupings }) => groupings.map((entry) => entry.slices.length)),
);

/** Longer ones first: some begin as others do. */
function groupNames(): string[] {
  const names = new Set(slices.map(({ group }) => nameOf(group)).filter((name) => name !== ''));
  return [...names].sort((a, b) => b.length - a.length);
}

function comparedSlices(): SliceComparison[] {
  return tasksCompared.flatMap(({ groupings }) => groupings.flatMap((entry) => entry.slices));
}

/** Differences that the first page tells one by one. */
function told({ sections }: Report): number {
  const items = sections[0]?.blocks.flatMap((block) => (block.kind === 'findings' ? block.items : [])) ?? [];
  return items.filter(({ label }) => label === 'Differs').length;
}
