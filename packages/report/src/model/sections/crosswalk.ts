import { textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import type { Section } from '../report.js';

interface Item {
  text: string;
  asks: string;
  /** Titles of this report's sections, and what it does not cover. */
  here: string;
}

const SELECTED = 'Selection rates and impact ratios; Data and labels for the numbers of images';
const NOT_SELECTED = 'Not covered: no selection is configured for this report';

const ITEMS: readonly Item[] = [
  {
    text: 'EU AI Act, Annex IV, 2(g)',
    asks: 'Validation and testing: data used and their main characteristics; metrics for accuracy and potentially discriminatory impacts; dated and signed test logs and reports',
    here: 'Data and labels; the sections of each task; Identity and provenance; Signatures. Robustness and cybersecurity are not covered',
  },
  {
    text: 'EU AI Act, Annex IV, 3',
    asks: 'Capabilities and limitations: degrees of accuracy for specific persons or groups on which the system is intended to be used, and overall',
    here: 'All images together; By each attribute; Pairs of attributes; All intersections; What the model is for',
  },
  {
    text: 'EU AI Act, Annex IV, 4',
    asks: 'Why the performance metrics are appropriate',
    here: 'Methods; How far the result can be trusted. The choice for a particular use is the provider’s to explain',
  },
  {
    text: 'NIST AI RMF 1.0, MEASURE 2.11',
    asks: 'Fairness and bias are evaluated, and results are documented',
    here: 'Findings; Gaps between groups; Equalized odds and demographic parity; Worst slices',
  },
  {
    text: 'ISO/IEC TR 24027:2021',
    asks: 'Bias in AI systems: measuring it with metrics such as equalized odds and demographic parity',
    here: 'Equalized odds and demographic parity; Gaps between groups; The same under the names of other tools',
  },
  {
    text: 'ISO/IEC 19795-10:2024',
    asks: 'Variation of performance across demographic groups, with its statistical uncertainty',
    here: 'Limits in every table; detectable differences; Methods. That standard is about biometric recognition; this model classifies',
  },
  {
    text: 'NYC Local Law 144 (6 RCNY 5-300 ff.)',
    asks: 'Selection rates and impact ratios by sex, race or ethnicity and their intersections',
    here: NOT_SELECTED,
  },
];

/** Where to find what regulations and standards ask for. */
export function crosswalkSection(draft: Draft): Section {
  return {
    id: 'crosswalk',
    title: 'Crosswalk to regulations and standards',
    level: 1,
    startsPage: false,
    blocks: [
      {
        kind: 'paragraph',
        tone: 'text',
        text: 'Where to find in this report what these texts ask for. This is no statement of conformity.',
      },
      draft.table({
        id: 'crosswalk',
        title: 'Crosswalk',
        caption: 'The second column is a paraphrase; the texts themselves decide.',
        columns: [
          { title: 'Text', align: 'left' },
          { title: 'Asks for', align: 'left' },
          { title: 'In this report', align: 'left' },
        ],
        rows: ITEMS.map(({ text, asks, here }) => ({
          cells: [
            textCell(text),
            textCell(asks),
            textCell(here === NOT_SELECTED && draft.selections.length > 0 ? SELECTED : here),
          ],
        })),
      }),
    ],
  };
}
