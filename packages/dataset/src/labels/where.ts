import { type Attribute, type Sample, UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import { nearestLabel } from './nearest-label.js';

/** Attribute → the labels that are wanted. A sample must satisfy every attribute. */
export type Where = Readonly<Record<string, readonly string[]>>;

/**
 * Reads conditions as `--where` gives them: `gender=Female`, or `race=White,Black` for either. The same attribute
 * twice adds to what is wanted. Throws a UserError (`invalid_where`, `unknown_attribute`, `unknown_label`) that
 * lists what there is.
 */
export function parseWhere(
  conditions: readonly string[],
  attributes: readonly Pick<Attribute, 'name' | 'labels'>[],
): Where {
  const wanted = new Map<string, Set<string>>();
  for (const condition of conditions) {
    const equals = condition.indexOf('=');
    const name = condition.slice(0, equals).trim();
    const text = condition.slice(equals + 1).trim();
    if (equals < 1 || text === '') {
      throw new UserError({
        code: 'invalid_where',
        message: `"${condition}" is not a condition.`,
        hint: 'Write ATTRIBUTE=LABEL, or ATTRIBUTE=LABEL,LABEL for either.',
      });
    }
    const attribute = attributes.find((entry) => entry.name === name);
    if (attribute === undefined) {
      const names = attributes.map((entry) => entry.name);
      throw new UserError({
        code: 'unknown_attribute',
        message: `The data set has no attribute "${name}".`,
        hint: suggestion(name, names),
      });
    }
    const labels = wanted.get(name) ?? new Set<string>();
    for (const label of splitLabels(text, attribute)) labels.add(label);
    wanted.set(name, labels);
  }
  return Object.fromEntries([...wanted].map(([name, labels]) => [name, [...labels]]));
}

function splitLabels(text: string, attribute: Pick<Attribute, 'name' | 'labels'>): string[] {
  // A label may itself hold a comma.
  if (attribute.labels.includes(text)) return [text];
  const labels = text.split(',').map((part) => part.trim());
  for (const label of labels) {
    if (!attribute.labels.includes(label)) {
      throw new UserError({
        code: 'unknown_label',
        message: `"${label}" is not a label of ${attribute.name}.`,
        hint: suggestion(label, attribute.labels),
      });
    }
  }
  return labels;
}

function suggestion(text: string, names: readonly string[]): string {
  const nearest = nearestLabel(text, names);
  return `${nearest === null ? '' : `Did you mean "${nearest}"? `}There is ${quoteList(names, 40)}.`;
}

/** The samples that satisfy every attribute of `where`, in their order. */
export function filterSamples<Labelled extends Pick<Sample, 'labels'>>(
  samples: readonly Labelled[],
  where: Where,
): Labelled[] {
  const conditions = Object.entries(where).map(([name, labels]) => ({ name, labels: new Set(labels) }));
  return samples.filter((sample) =>
    conditions.every(({ name, labels }) => {
      const label = sample.labels[name];
      return label !== undefined && label !== null && labels.has(label);
    }),
  );
}
