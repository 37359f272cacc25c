/** Usual pairs of a negative and a positive class, folded as labels are. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['0', '1'],
  ['-1', '1'],
  ['no', 'yes'],
  ['n', 'y'],
  ['false', 'true'],
  ['f', 't'],
  ['negative', 'positive'],
  ['neg', 'pos'],
  ['low', 'high'],
  ['absent', 'present'],
];

/** Whether folded labels are a negative (0) or a positive (1) class; null unless one pair holds them all. */
export function polarities(folded: readonly string[]): (0 | 1)[] | null {
  const pair = PAIRS.find((entry) => folded.every((label) => entry.includes(label)));
  return pair === undefined || folded.length === 0
    ? null
    : folded.map((label) => (label === pair[1] ? 1 : 0));
}
