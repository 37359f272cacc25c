import type { Group } from '@evenhand/contracts';

/**
 * A group as people read it: its labels, in the grouping's order; all images where it has none. Labels that say nothing
 * by themselves have their attribute before them: `recidivism 1, Caucasian`.
 */
export function groupName(group: Group): string {
  const names = Object.entries(group).map(([attribute, label]) =>
    BARE.test(label) ? `${isolated(attribute)} ${label}` : isolated(label),
  );
  return names.join(', ') || 'All images';
}

/** A number, or yes and no. */
const BARE = /^(?:[+-]?\d+(?:\.\d+)?|true|false|yes|no)$/i;

/**
 * A label that is written from right to left, kept apart from the text around it: without that, the numbers after it
 * would change places. Other labels are left as they are.
 */
export function isolated(label: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(label)
    ? `\u2068${label}\u2069`
    : label;
}

/** A group as one text that is the same wherever it is written, for keys and addresses: `race=Black;gender=Female`. */
export function groupKey(group: Group): string {
  return Object.entries(group)
    .map(([attribute, label]) => `${encodeURIComponent(attribute)}=${encodeURIComponent(label)}`)
    .join(';');
}

/** Reads {@link groupKey}; undefined where the text is none. */
export function parseGroupKey(text: string): Group | undefined {
  const entries = text.split(';').map((part) => part.split('='));
  if (entries.some((entry) => entry.length !== 2)) return undefined;
  try {
    return Object.fromEntries(entries.map((entry) => entry.map(decodeURIComponent)) as [string, string][]);
  } catch {
    return undefined;
  }
}
