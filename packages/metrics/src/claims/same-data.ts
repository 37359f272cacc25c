/** What is known of a data set that was measured. */
export interface KnownData {
  /** Its name, its title, where it came from: any of them may be what a card calls it. */
  names: readonly (string | undefined)[];
  /** What may say which part it is: the split, the label table's name. */
  parts: readonly (string | undefined)[];
}

const SPLITS: Readonly<Record<string, string>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
};
const FILLING = new Set(['dataset', 'data', 'set', 'split', 'the', 'images']);

/**
 * Whether a data set is the one that a card names: one of its names is the card's, case, punctuation and split aside,
 * and no other split is known of it. A card that names no data set speaks of none.
 */
export function isSameData(
  claimed: { dataset: string | undefined; split: string | undefined },
  known: KnownData,
): boolean {
  if (claimed.dataset === undefined) return false;
  const name = bareName(claimed.dataset);
  const isNamed = known.names.some((candidate) => candidate !== undefined && bareName(candidate) === name);
  if (!isNamed || name === '') return false;
  const split = splitIn(claimed.split) ?? splitIn(claimed.dataset);
  const splits = new Set([...known.parts, ...known.names].flatMap((text) => splitIn(text) ?? []));
  return split === undefined || splits.size === 0 || splits.has(split);
}

/** `HuggingFaceM4/FairFace`, `fairface-val` and `FairFace dataset` are all `fairface`. */
function bareName(text: string): string {
  const last =
    text
      .replace(/@[^/]*$/u, '')
      .split('/')
      .at(-1) ?? '';
  return words(last)
    .filter((word) => !Object.hasOwn(SPLITS, word) && !FILLING.has(word))
    .join('');
}

function splitIn(text: string | undefined): string | undefined {
  return words(text ?? '')
    .map((word) => (Object.hasOwn(SPLITS, word) ? SPLITS[word] : undefined))
    .find((split) => split !== undefined);
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
