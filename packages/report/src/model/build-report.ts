import { createDraft } from './draft.js';
import type { ReportInput, ReportOptions } from './input.js';
import { provenanceOf } from './provenance.js';
import type { Report, Section } from './report.js';
import { findingsSection } from './sections/findings.js';
import { dateText, identitySection } from './sections/identity.js';
import { overviewSection } from './sections/overview.js';
import { taskSections } from './sections/task/task-sections.js';

/**
 * All that a report says, from the audit document and what belongs to it. The same input gives the same report:
 * nothing comes from the clock, the machine or chance.
 */
export function buildReport(input: ReportInput, { edition }: ReportOptions): Report {
  const { run } = input.audit;
  const draft = createDraft(input, { isFull: edition === 'full' });
  const provenance = provenanceOf(input);
  const name = `${run.model.name} ${run.model.version} on ${run.dataset.name}`;
  const sections: Section[] = [
    findingsSection(draft),
    overviewSection(draft),
    identitySection(draft, provenance),
    ...(draft.isFull ? input.audit.tasks.flatMap((_, index) => taskSections(draft, index)) : []),
  ];
  return {
    schemaVersion: 1,
    edition,
    title: `Fairness audit of ${name}`,
    subtitle: `${dateText(provenance.date)} · run ${run.id}`,
    shortTitle: name,
    provenance,
    sections,
  };
}
