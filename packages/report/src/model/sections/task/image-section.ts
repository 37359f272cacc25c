import { countText, numberText } from '../../../format/number-text.js';
import { isolated } from '../../../groups/group-name.js';
import type { Section } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** The images behind the most confident mistakes, where they were asked for. */
export function imageSection({ draft, task, id }: TaskDraft): Section | undefined {
  const { images } = draft.input;
  const mistakes = images?.mistakes.filter((mistake) => mistake.task === task.task) ?? [];
  if (!images || mistakes.length === 0) return undefined;
  const blurred = images.treatment === 'blurred' ? ', blurred' : '';
  return {
    id: `${id}-images`,
    title: 'Images',
    level: 2,
    blocks: [
      {
        kind: 'images',
        id: `${id}-mistakes`,
        title: `The ${countText(mistakes.length)} most confident mistakes${blurred}`,
        caption: 'Label → prediction, with the stated confidence.',
        items: mistakes.map(({ data, truth, predicted, confidence }) => ({
          data,
          alternative: `Image labelled “${isolated(truth)}” and predicted as “${isolated(predicted)}”${blurred}`,
          caption: `${isolated(truth)} → ${isolated(predicted)}${confidence === null ? '' : `, ${numberText(confidence, { unit: 'percent', digits: 0 })}`}`,
        })),
      },
    ],
  };
}
