import type { AuditPlan } from '@evenhand/contracts';
import { countMetrics, runKnownAnswers, scoreMetrics } from '@evenhand/metrics';
import { countText, numberText } from '../../format/number-text.js';
import { groupName } from '../../groups/group-name.js';
import { textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import type { Block, Facts, Section, Table } from '../report.js';

const METHODS: readonly string[] = [
  'Limits describe the sampling of images from the population that the test set stands for. They do not cover randomness of training, which needs several seeds, nor errors of the labels.',
  'Group sizes are taken as given. Overall numbers are for the test set’s own mix unless they are called standardised.',
  'Shares of images have Wilson limits; F1 has Wilson limits on the Jaccard index, mapped by F1 = 2J/(1+J); macro averages, kappa and correlation have delta-method limits on the logit or Fisher-z scale.',
  'Differences of shares have Miettinen–Nurminen limits, other differences MOVER limits from their own asymmetric ones.',
  'A gap between the best and the worst group is biased upwards. Its limits are hybrid: the upper one is that of the widest single pair, the lower one holds for all pairs at once. Beside it stands the gap that noise alone would make between groups of these sizes.',
  'A gap passes where even its upper limit is within the margin, fails where even its lower limit is beyond it, and else lacks the data to tell. That no difference was found is not a pass.',
  'A gap can fail and yet not stand out from noise: its limits hold for the groups of one grouping, its p is adjusted over all gaps of the task.',
  'Pairs of groups are equal within the margin where two one-sided tests say so (TOST).',
  'The standard deviation between groups has the sampling noise removed (Paule–Mandel) and Q-profile limits.',
  'Metrics that depend on how frequent the classes are (precision, F1, accuracy, kappa) are also given at a common label mix, because equal treatment does not make them equal.',
  'Inside groups that are made by the predicted attribute itself, only accuracy and recall mean anything, so nothing else is printed.',
  'Undefined values are left out with their reason. They are never 0.',
];

/** Plan, methods, adjustment for the number of comparisons, formulas and the self-test. */
export function methodSection(draft: Draft): Section {
  const { tasks } = draft.input.audit;
  const blocks: Block[] = [];
  const plan = tasks[0]?.plan;
  if (plan) {
    blocks.push(
      { kind: 'paragraph', tone: 'text', text: 'What was decided before looking at the numbers:' },
      { kind: 'facts', items: planFacts(plan) },
    );
  }
  blocks.push(
    { kind: 'list', items: METHODS },
    { kind: 'paragraph', tone: 'text', text: ledger(draft) },
    { kind: 'paragraph', tone: 'text', text: selfTest() },
    formulaTable(draft),
  );
  return { id: 'methods', title: 'Methods', level: 1, startsPage: false, blocks };
}

function planFacts(plan: AuditPlan): Facts['items'] {
  const percent = (share: number): string => `${Math.round(share * 1000) / 10}\u202f%`;
  return [
    { term: 'Confidence', value: percent(plan.confidence) },
    {
      term: 'Smallest group',
      value: `${plan.minimumN} images in the denominator; smaller ones are shown and not ranked`,
    },
    {
      term: 'Margin',
      value: `gaps of up to ${numberText(plan.margin, { unit: 'points', digits: 1 })} do not matter`,
    },
    {
      term: 'Significance',
      value: `${plan.alpha}, with a power of ${percent(plan.power)} for detectable differences`,
    },
    { term: 'Headline metrics', value: plan.headline.join(', ') },
    { term: 'Groups are held against', value: referenceText(plan.reference) },
    { term: 'Undefined classes', value: undefinedText(plan.undefinedClasses) },
    { term: 'Seed', value: String(plan.seed) },
  ];
}

function referenceText(reference: AuditPlan['reference']): string {
  switch (reference) {
    case 'rest':
      return 'the rest of the images';
    case 'overall':
      return 'all images';
    case 'best':
      return 'the best group';
    default:
      return groupName(reference);
  }
}

function undefinedText(choice: AuditPlan['undefinedClasses']): string {
  switch (choice) {
    case 'exclude':
      return 'are left out of averages over classes';
    case 'zero':
      return 'count as 0 in averages over classes';
    case 'propagate':
      return 'make averages over classes undefined';
  }
}

/** How many comparisons were made, and how each kind was adjusted for their number. */
function ledger({ input }: Draft): string {
  const { tasks } = input.audit;
  const gaps = tasks.map((task) =>
    task.groupings.reduce(
      (sum, { disparities }) => sum + disparities.filter(({ q, p }) => (q ?? p) != null).length,
      0,
    ),
  );
  const contrasts = tasks.reduce(
    (sum, task) =>
      sum +
      task.groupings.reduce(
        (inner, { disparities }) =>
          inner + disparities.reduce((count, { contrasts: list }) => count + (list?.length ?? 0), 0),
        0,
      ),
    0,
  );
  const slices = tasks.reduce((sum, { worstSlices }) => sum + (worstSlices?.slices ?? 0), 0);
  const each = tasks.map(({ task }, index) => `${countText(gaps[index] ?? 0)} for ${task}`).join(', ');
  const parts = [
    `Number of comparisons: gaps ${each}, adjusted within each task for the false discovery rate (Benjamini–Hochberg)`,
    `${countText(contrasts)} differences of single groups, adjusted by Holm within each metric and grouping`,
  ];
  if (slices > 0) parts.push(`${countText(slices)} slices, adjusted together within each task (max-T)`);
  return `${parts.join('; ')}.`;
}

function selfTest(): string {
  const { passed, total, failures } = runKnownAnswers();
  const failed = failures.length === 0 ? '' : ` Failed: ${failures.map(({ id }) => id).join(', ')}.`;
  return `Self-test: ${countText(passed)} of ${countText(total)} known answers hold, computed by the functions that made this report (50-digit, scipy, statsmodels and scikit-learn references).${failed}`;
}

function formulaTable(draft: Draft): Table {
  const { tasks } = draft.input.audit;
  const used = new Set(
    tasks.flatMap(({ overall }) => [
      ...Object.keys(overall.metrics),
      ...(overall.classes[0] ? Object.keys(overall.classes[0].metrics) : []),
    ]),
  );
  return draft.table({
    id: 'formulas',
    title: 'Formulas',
    caption:
      'n_ij: images of true class i predicted as j, n_i their row sums, n all images; TP, FP, FN, TN: one class against the rest.',
    columns: [
      { title: 'Metric', align: 'left' },
      { title: 'Formula', align: 'left' },
      { title: 'Undefined where', align: 'left' },
    ],
    rows: [...countMetrics, ...scoreMetrics]
      .filter(({ id }) => used.has(id))
      .map(({ name, formula, undefinedWhen }) => ({
        cells: [textCell(name), textCell(formula), textCell(undefinedWhen)],
      })),
  });
}
