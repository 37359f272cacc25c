import type { AlikeImages, DatasetCheck, Group } from '@evenhand/contracts';
import { count } from './format.js';
import { table } from './table.js';

/** Lines per list: the rest is in `--json`. */
const SHOWN = 12;

/** What a data set check found, for people: what is wrong first. */
export function datasetCheckText(check: DatasetCheck): string {
  const { images, repairs, missing } = check;
  const present = images.total - images.absent;
  const lines = [
    present === 0
      ? `${count(images.total)} rows of predictions, without images.`
      : `${count(present - images.failures.length)} of ${count(present)} images are as they were registered.`,
    ...listed(images.failures, ({ sample, code, message }) => `${sample}: ${message} (${code})`),
  ];
  if (images.blank.length > 0) {
    lines.push(`${count(images.blank.length)} of one colour: ${shortList(images.blank)}`);
  }
  if (present > 0) lines.push('', ...alikeLines(check));
  lines.push('', ...labelLines(check));
  const repaired = repairs.reduce((sum, repair) => sum + repair.count, 0);
  if (repaired > 0) {
    lines.push(`${count(repaired)} labels were repaired when the data set was registered.`);
    lines.push(
      ...listed(
        repairs,
        ({ attribute, from, to, count: n }) => `${attribute}: ${count(n)} × "${from}" → "${to}"`,
      ),
    );
  }
  for (const [attribute, n] of Object.entries(missing)) {
    lines.push(`${count(n)} ${n === 1 ? 'image has' : 'images have'} no ${attribute}.`);
  }
  lines.push('', ...entropyLines(check), '', ...detectableLines(check));
  return lines.join('\n');
}

function alikeLines({ alike, near, against, dataset }: DatasetCheck): string[] {
  const identical = alike.filter(({ kind }) => kind === 'identical');
  const similar = alike.filter(({ kind }) => kind === 'near');
  const lines = [
    ...alikeList('identical, byte for byte', identical),
    ...alikeList('nearly identical', similar),
    `Near: at most ${near.radius} of 64 bits of the perceptual hash, and thumbnails that correlate at ${near.correlation} or more; ${count(near.candidates)} pairs compared.`,
  ];
  if (against === undefined) return lines;
  const overlap = new Set(alike.flatMap((set) => (set.against ? set.samples : [])));
  const verdict =
    overlap.size === 0
      ? `No image of ${dataset} is in ${against}.`
      : `${count(overlap.size)} ${overlap.size === 1 ? 'image' : 'images'} of ${dataset} ${overlap.size === 1 ? 'is' : 'are'} in ${against} too: a model that was trained on those has seen them.`;
  return [verdict, ...lines];
}

function alikeList(what: string, sets: readonly AlikeImages[]): string[] {
  if (sets.length === 0) return [`No images are ${what}.`];
  const conflicting = sets.filter(({ conflicts }) => Object.keys(conflicts).length > 0).length;
  const split = sets.filter(({ splits }) => splits !== undefined).length;
  const head = [
    `${count(sets.length)} ${sets.length === 1 ? 'set of images' : 'sets of images'} ${what}`,
    ...(conflicting > 0 ? [`${count(conflicting)} with conflicting labels`] : []),
    ...(split > 0 ? [`${count(split)} across splits`] : []),
  ];
  // Those that matter most first: labels that cannot both be right, then what is in both data sets.
  const rank = (set: AlikeImages): number =>
    Object.keys(set.conflicts).length > 0 ? 0 : set.against || set.splits ? 1 : 2;
  return [
    `${head.join(', ')}:`,
    ...listed(
      sets.toSorted((a, b) => rank(a) - rank(b)),
      alikeLine,
    ),
  ];
}

function alikeLine({ kind, samples, against, conflicts, splits, similarity }: AlikeImages): string {
  const labels = Object.entries(conflicts).map(
    ([attribute, counts]) =>
      `${attribute} ${Object.entries(counts)
        .map(([label, n]) => `"${label}"${n > 1 ? ` (${n})` : ''}`)
        .join(' and ')}`,
  );
  const remarks = [
    ...labels,
    ...(splits ? [`in ${splits.join(' and ')}`] : []),
    ...(kind === 'near' ? [`correlation ${similarity.toFixed(3)}`] : []),
  ];
  const other = against ? ` = ${shortList(against)} there` : '';
  return `${shortList(samples)}${other}${remarks.length > 0 ? `: ${remarks.join('; ')}` : ''}`;
}

/** Groups × classes: where there is nothing, or too little, to measure. */
function labelLines({ cells }: DatasetCheck): string[] {
  const rows = cells.map((entry) => [
    entry.by.join(' × '),
    count(entry.cells),
    count(entry.empty),
    count(entry.few),
    count(entry.small),
    entry.worst?.[0] ? `${groupText(entry.worst[0].group)} (${count(entry.worst[0].n)})` : '',
  ]);
  return [
    table(
      [
        { title: 'labels' },
        { title: 'cells', align: 'right' },
        { title: 'empty', align: 'right' },
        { title: '1–9 images', align: 'right' },
        { title: '10–29', align: 'right' },
        { title: 'smallest' },
      ],
      rows.slice(0, 2 * SHOWN),
    ),
    ...more(rows.length - 2 * SHOWN),
  ];
}

function entropyLines({ entropy }: DatasetCheck): string[] {
  const lopsided = entropy.filter(({ evenness, n }) => evenness < 0.5 && n >= 10);
  if (lopsided.length === 0)
    return ['In no group of 10 and more images are the labels of another attribute lopsided.'];
  return [
    'Groups whose labels are lopsided (evenness of the label distribution below 0.5 of 1):',
    ...listed(
      lopsided,
      ({ attribute, group, n, evenness, mode, share }) =>
        `${groupText(group)}, ${count(n)} images: ${attribute} is "${mode}" in ${Math.round(100 * share)} % (evenness ${evenness.toFixed(2)})`,
    ),
  ];
}

function detectableLines({ detectable }: DatasetCheck): string[] {
  const singles = detectable.groups.filter(({ group }) => Object.keys(group).length === 1);
  const [first] = singles;
  if (!first) return ['There is one group only: nothing can be compared.'];
  const percent = (drop: number | null): string => (drop === null ? 'none' : `${(100 * drop).toFixed(1)}`);
  return [
    `What the test set can show: the smallest drop of accuracy below that of the rest, in points, that would be found with ${100 * detectable.power} % power at a level of ${detectable.alpha}, if the rest had this accuracy:`,
    table(
      [
        { title: 'group' },
        { title: 'images', align: 'right' },
        ...first.drops.map(({ accuracy }) => ({ title: `at ${100 * accuracy} %`, align: 'right' as const })),
      ],
      singles.map(({ group, n, drops }) => [
        groupText(group),
        count(n),
        ...drops.map(({ drop }) => percent(drop)),
      ]),
    ),
  ];
}

function groupText(group: Group): string {
  return Object.entries(group)
    .map(([attribute, label]) => `${attribute} ${label}`)
    .join(', ');
}

function listed<T>(items: readonly T[], line: (item: T) => string): string[] {
  return [...items.slice(0, SHOWN).map((item) => `  ${line(item)}`), ...more(items.length - SHOWN)];
}

function more(n: number): string[] {
  return n > 0 ? [`  … and ${count(n)} more (--json has all)`] : [];
}

function shortList(ids: readonly string[]): string {
  return ids.length > 6 ? `${ids.slice(0, 6).join(', ')} and ${count(ids.length - 6)} more` : ids.join(', ');
}
