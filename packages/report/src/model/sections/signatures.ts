import type { Section } from '../report.js';

/** Lines for who answers for the audit. */
export function signatureSection(): Section {
  return {
    id: 'signatures',
    title: 'Signatures',
    level: 1,
    startsPage: false,
    blocks: [
      {
        kind: 'paragraph',
        tone: 'text',
        text: 'Whoever signs has read the findings, the limits of the method and the uses that are out of scope.',
      },
      { kind: 'signatures', roles: ['Audited by', 'Reviewed by'] },
    ],
  };
}
