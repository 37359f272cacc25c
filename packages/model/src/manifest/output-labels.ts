import { UserError } from '@evenhand/contracts';

/** Names of a classifier's outputs, as config.json's `id2label` gives them. */
export interface OutputLabels {
  /** In output order; undefined where there are none, or only placeholders such as LABEL_0. */
  labels: string[] | undefined;
  /** What was done about names that several outputs share. */
  notes: string[];
}

/**
 * The labels of `id2label`, which must name each output from 0 on. ImageNet's names are not distinct ("crane" is a
 * bird and a machine): outputs that share a name get their number behind it.
 *
 * @throws UserError `bad_config`
 */
export function outputLabels(file: string, id2label: Record<string, string> | undefined): OutputLabels {
  if (id2label === undefined) return { labels: undefined, notes: [] };
  const count = Object.keys(id2label).length;
  const names = Array.from({ length: count }, (_, index) => {
    const name = id2label[index];
    if (name === undefined) throw bad(file, `id2label has ${count} entries but none for output ${index}`);
    if (name === '') throw bad(file, `id2label gives output ${index} an empty name`);
    return name;
  });
  /** transformers writes LABEL_0, LABEL_1 … where nobody named the classes. */
  if (names.every((name, index) => name === `LABEL_${index}`)) return { labels: undefined, notes: [] };
  const uses = new Map<string, number>();
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  const labels = names.map((name, index) => (uses.get(name) === 1 ? name : `${name} (${index})`));
  const shared = [...uses].filter(([, times]) => times > 1).map(([name]) => name);
  if (new Set(labels).size < labels.length) throw bad(file, 'id2label gives several outputs the same name');
  const notes =
    shared.length === 0
      ? []
      : [`config.json gives several outputs the name ${shared.join(', ')}: their numbers are put behind it.`];
  return { labels, notes };
}

function bad(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_config',
    message: `${file} does not name the model's outputs: ${what}.`,
    hint: 'It must be the config.json that was saved with the model; labels in a model.yaml go before it.',
  });
}
