import type { CardTask } from './card-claims.js';

/** The one task that a text names as a word of its own; undefined where it names none, or several. */
export function taskInText(text: string, tasks: readonly CardTask[]): CardTask | undefined {
  const words = ` ${normal(text)} `;
  const named = tasks.filter(({ name }) => words.includes(` ${normal(name)} `));
  return named.length === 1 ? named[0] : undefined;
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
