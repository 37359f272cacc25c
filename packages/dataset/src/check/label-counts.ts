import type { Attribute, CellTable, Group, LabelEntropy, Sample } from '@evenhand/contracts';

/** Images with the same labels, counted: everything about composition follows from these. */
export interface LabelSet {
  labels: Sample['labels'];
  n: number;
}

export function countLabelSets(samples: Iterable<Sample>): LabelSet[] {
  const sets = new Map<string, LabelSet>();
  // Samples of the database share their labels, which saves writing most of the keys.
  const keys = new Map<Sample['labels'], string>();
  for (const { labels } of samples) {
    const key = keys.get(labels) ?? JSON.stringify(Object.entries(labels).sort());
    keys.set(labels, key);
    const known = sets.get(key);
    if (known) known.n += 1;
    else sets.set(key, { labels, n: 1 });
  }
  return [...sets.values()];
}

/** Images without a label, by attribute; attributes without any such image are left out. */
export function missingLabels(
  sets: readonly LabelSet[],
  attributes: readonly Attribute[],
): Record<string, number> {
  const counts = attributes.map(({ name }): [string, number] => [
    name,
    sets.reduce((sum, { labels, n }) => sum + (typeof labels[name] === 'string' ? 0 : n), 0),
  ]);
  return Object.fromEntries(counts.filter(([, n]) => n > 0));
}

/** More attributes than this are combined by two only, not by three. */
const MOST_FOR_TRIPLES = 12;
const MOST_CELLS = 2_000;
const SMALL = 30;
const FEW = 10;

/**
 * How many images each combination of labels has: of single attributes, of pairs (groups × classes) and of triples
 * (intersections × classes), with the declared labels that nothing has.
 */
export function cellTables(sets: readonly LabelSet[], attributes: readonly Attribute[]): CellTable[] {
  const triples =
    attributes.length > MOST_FOR_TRIPLES
      ? []
      : attributes.flatMap((a, at) =>
          attributes
            .slice(at + 1)
            .flatMap((b, next) => attributes.slice(at + next + 2).map((c) => [a, b, c])),
        );
  return [...singlesAndPairs(attributes), ...triples].map((by) => cellTable(sets, by));
}

function cellTable(sets: readonly LabelSet[], by: readonly Attribute[]): CellTable {
  const { n, sizes, list } = countCells(sets, by);
  const cells = by.reduce((product, { labels }) => product * labels.length, 1);
  const table: CellTable = {
    by: by.map(({ name }) => name),
    cells,
    empty: cells - sizes.length,
    few: sizes.filter((size) => size < FEW).length,
    small: sizes.filter((size) => size >= FEW && size < SMALL).length,
    n,
  };
  if (cells > MOST_CELLS) return table;
  const worst = list()
    .filter((cell) => cell.n < SMALL)
    .sort((a, b) => a.n - b.n);
  return { ...table, worst };
}

/** Each group by single attributes and by pairs that has images, with the number of images of the others. */
export function groupSizes(
  sets: readonly LabelSet[],
  attributes: readonly Attribute[],
): { group: Group; n: number; rest: number }[] {
  return singlesAndPairs(attributes).flatMap((by) => {
    const { n: all, list } = countCells(sets, by);
    return list().flatMap(({ group, n }) => (n === 0 || n === all ? [] : [{ group, n, rest: all - n }]));
  });
}

function singlesAndPairs(attributes: readonly Attribute[]): Attribute[][] {
  const pairs = attributes.flatMap((a, at) => attributes.slice(at + 1).map((b) => [a, b]));
  return [...attributes.map((attribute) => [attribute]), ...pairs];
}

/** The images that have a label of all these attributes, by their labels. */
function countCells(
  sets: readonly LabelSet[],
  by: readonly Attribute[],
): {
  n: number;
  /** Of the combinations that occur. */
  sizes: number[];
  /** Every combination of declared labels in their order, also those that nothing has. */
  list(): { group: Group; n: number }[];
} {
  const counts = new Map<string, number>();
  let n = 0;
  for (const set of sets) {
    const labels = by.map(({ name }) => set.labels[name]);
    if (labels.some((label) => typeof label !== 'string')) continue;
    const key = JSON.stringify(labels);
    counts.set(key, (counts.get(key) ?? 0) + set.n);
    n += set.n;
  }
  return {
    n,
    sizes: [...counts.values()],
    list: () => {
      const combinations = by.reduce<string[][]>(
        (made, { labels }) => made.flatMap((before) => labels.map((label) => [...before, label])),
        [[]],
      );
      return combinations.map((labels) => ({
        group: Object.fromEntries(by.map(({ name }, place) => [name, labels[place] ?? ''])),
        n: counts.get(JSON.stringify(labels)) ?? 0,
      }));
    },
  };
}

/**
 * Shannon entropy of each attribute's labels within each group of every other attribute, the least even first: where
 * it is low, the group says what the label will be, and a model can learn to look at the group.
 */
export function labelEntropies(sets: readonly LabelSet[], attributes: readonly Attribute[]): LabelEntropy[] {
  const found = attributes.flatMap((by) =>
    attributes.flatMap((attribute) =>
      by.name === attribute.name
        ? []
        : by.labels.flatMap((label) => entropyWithin(sets, { by: by.name, label, attribute }) ?? []),
    ),
  );
  return found.sort((a, b) => a.evenness - b.evenness);
}

function entropyWithin(
  sets: readonly LabelSet[],
  { by, label, attribute }: { by: string; label: string; attribute: Attribute },
): LabelEntropy | undefined {
  const counts = new Map<string, number>();
  let n = 0;
  for (const set of sets) {
    const value = set.labels[attribute.name];
    if (set.labels[by] !== label || typeof value !== 'string') continue;
    counts.set(value, (counts.get(value) ?? 0) + set.n);
    n += set.n;
  }
  const [first] = counts;
  if (!first) return undefined;
  let entropy = 0;
  let mode = first;
  for (const entry of counts) {
    const share = entry[1] / n;
    entropy -= share * Math.log2(share);
    if (entry[1] > mode[1]) mode = entry;
  }
  const most = Math.log2(attribute.labels.length);
  return {
    attribute: attribute.name,
    group: { [by]: label },
    n,
    entropy,
    evenness: most > 0 ? entropy / most : 1,
    mode: mode[0],
    share: mode[1] / n,
  };
}
