import { countText, numberText } from '../../../format/number-text.js';
import { capital } from '../../../words/capital.js';
import type { Draft } from '../../draft.js';
import type { Section } from '../../report.js';
import { calibrationSection } from './calibration-section.js';
import { classSection } from './class-section.js';
import { compositionSection } from './composition-section.js';
import { confusionSection } from './confusion-section.js';
import { gapSection } from './gap-section.js';
import { groupConfusionSection } from './group-confusion-section.js';
import { groupingSection } from './grouping-section.js';
import { imageSection } from './image-section.js';
import { ordinalSection } from './ordinal-section.js';
import { pairSection } from './pair-section.js';
import { pairwiseSection } from './pairwise-section.js';
import { paritySection } from './parity-section.js';
import { sliceSection } from './slice-section.js';
import { type TaskDraft, taskDraft } from './task-draft.js';

/** Everything about one task. */
export function taskSections(draft: Draft, index: number): Section[] {
  const own = taskDraft(draft, index);
  const { groupings } = own.task;
  const single = groupings.flatMap(({ by }, position) => (by.length === 1 ? [position] : []));
  return [
    {
      id: own.id,
      title: `Task: ${own.task.task}`,
      level: 1,
      startsPage: true,
      blocks: [{ kind: 'paragraph', tone: 'lead', text: introduction(own) }],
    },
    classSection(own),
    confusionSection(own),
    ...single.map((position) => groupingSection(own, position)),
    ...[
      groupConfusionSection,
      gapSection,
      pairwiseSection,
      paritySection,
      pairSection,
      compositionSection,
      sliceSection,
      calibrationSection,
      ordinalSection,
      imageSection,
    ]
      .map((section) => section(own))
      .filter((section) => section !== undefined),
  ];
}

function introduction({ task }: TaskDraft): string {
  const { overall, labels, kind, excluded } = task;
  const order = kind === 'ordinal' ? ', in a natural order' : '';
  const left =
    excluded > 0
      ? ` ${countText(excluded)} images are left out because their label maps to none of the classes.`
      : '';
  const accuracy = overall.metrics['accuracy'];
  const right =
    accuracy?.value == null
      ? ''
      : ` Of ${countText(overall.n)} images, ${numberText(accuracy.value, { unit: 'percent', digits: 1 })} are classified as they are labelled.`;
  return `${capital(task.task)} has ${countText(labels.length)} classes${order}.${right}${left}`;
}
