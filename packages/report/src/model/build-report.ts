import { createDraft, type Draft } from './draft.js';
import type { ReportInput, ReportOptions } from './input.js';
import { provenanceOf } from './provenance.js';
import type { Provenance, Report, Section } from './report.js';
import { cautionSection } from './sections/caution.js';
import { comparisonSections } from './sections/comparison/comparison-sections.js';
import { crosswalkSection } from './sections/crosswalk.js';
import { dataSection } from './sections/data.js';
import { findingsSection } from './sections/findings.js';
import { firstFigureSection } from './sections/first-figure.js';
import { dateText, identitySection } from './sections/identity.js';
import { intersectionSection } from './sections/intersections.js';
import { methodSection } from './sections/methods.js';
import { modelCardSection } from './sections/model-card.js';
import { otherToolsSection } from './sections/other-tools.js';
import { overviewSection } from './sections/overview.js';
import { selectionSection } from './sections/selection.js';
import { sensitivitySection } from './sections/sensitivity.js';
import { signatureSection } from './sections/signatures.js';
import { taskSections } from './sections/task/task-sections.js';
import { checkSelections } from './selection.js';

/**
 * All that a report says, from the audit document and what belongs to it. The same input gives the same report:
 * nothing comes from the clock, the machine or chance.
 *
 * @throws UserError `unknown_selection`
 */
export function buildReport(input: ReportInput, { edition, selections = [] }: ReportOptions): Report {
  const { run } = input.audit;
  checkSelections(input.audit, selections);
  const draft = createDraft(input, { isFull: edition === 'full', selections });
  const provenance = provenanceOf(input);
  const name = `${run.model.name} ${run.model.version} on ${run.dataset.name}`;
  const sections = draft.isFull ? fullSections(draft, provenance) : summarySections(draft, provenance);
  return {
    schemaVersion: 1,
    edition,
    title: `Fairness audit of ${name}`,
    subtitle: `${dateText(provenance.date)} · run ${run.id}`,
    shortTitle: name,
    provenance,
    sections: sections.filter((section) => section !== undefined),
  };
}

/** In the order of writing, which numbers tables and figures. */
function fullSections(draft: Draft, provenance: Provenance): (Section | undefined)[] {
  return [
    findingsSection(draft),
    identitySection(draft, provenance),
    dataSection(draft),
    overviewSection(draft),
    ...draft.input.audit.tasks.flatMap((_, index) => taskSections(draft, index)),
    selectionSection(draft),
    ...comparisonSections(draft),
    modelCardSection(draft),
    sensitivitySection(draft),
    methodSection(draft),
    crosswalkSection(draft),
    signatureSection(),
    intersectionSection(draft),
    otherToolsSection(draft),
  ];
}

function summarySections(draft: Draft, provenance: Provenance): (Section | undefined)[] {
  return [
    findingsSection(draft),
    firstFigureSection(draft),
    cautionSection(draft),
    identitySection(draft, provenance),
    signatureSection(),
  ];
}
