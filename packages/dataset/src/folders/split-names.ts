const SPLITS: Readonly<Record<string, string>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  dev: 'val',
  test: 'test',
  testing: 'test',
  eval: 'test',
};

/** Which part of a data set a folder of this name holds (`validation` → `val`); null where the name does not say. */
export function splitOf(folderName: string): string | null {
  const name = folderName.toLowerCase();
  return Object.hasOwn(SPLITS, name) ? (SPLITS[name] ?? null) : null;
}
