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
        kind: 'signatures',
        text: 'Whoever signs has read the findings, the limits of the method and the uses that are out of scope.',
        roles: ['Audited by', 'Reviewed by'],
      },
    ],
  };
}
