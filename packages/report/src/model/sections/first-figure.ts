import { findGrouping } from '../../groups/find-slice.js';
import { summary } from '../../words/summary.js';
import type { Draft } from '../draft.js';
import type { Section } from '../report.js';
import { MOST_USES } from './caution.js';
import { forestFigure } from './task/forest-figure.js';
import { taskDraft } from './task/task-draft.js';

/** Rows of the figure, and lines of out-of-scope uses, that fit the second page together. */
const LINES = 9;
const LETTERS = 95;

/** For the summary: the picture of the largest gap; of the first comparison where no gap is certain. */
export function firstFigureSection(draft: Draft): Section | undefined {
  const { tasks } = draft.input.audit;
  const { real, noise } = summary(tasks, Number.POSITIVE_INFINITY);
  const finding = real[0] ?? noise[0];
  if (!finding) return undefined;
  const index = tasks.findIndex(({ task }) => task === finding.task);
  const task = tasks[index];
  const grouping = task && findGrouping(task, finding.by);
  if (!grouping) return undefined;
  const { metric, label } = finding;
  return {
    id: 'largest-gap',
    title: real.length > 0 ? 'The largest gap' : 'The first comparison',
    level: 1,
    startsPage: true,
    blocks: [forestFigure(taskDraft(draft, index), grouping, { metric, label }, rowsThatFit(draft))],
  };
}

function rowsThatFit({ input }: Draft): number {
  const uses = input.model?.card?.outOfScopeUse ?? [];
  const lines = uses.slice(0, MOST_USES).reduce((sum, text) => sum + Math.ceil(text.length / LETTERS), 0);
  const baseline = input.comparison ? 1 : 0;
  return Math.max(3, Math.min(10, LINES - lines - baseline));
}
