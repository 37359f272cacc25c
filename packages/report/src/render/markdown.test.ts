import { describe, expect, it } from 'vitest';
import { buildReport } from '../model/build-report.js';
import { hostileAudit, hostileNames, ordinaryAudit } from '../testing/audits.js';
import { reportMarkdown } from './markdown.js';

const stamp = 'evenhand-report; run=r0';

describe('reportMarkdown', () => {
  const text = reportMarkdown(buildReport({ audit: ordinaryAudit() }, { edition: 'summary' }), { stamp });

  it('is a comment for a pull request: title, verdict, table, and short', () => {
    const [title, , subtitle] = text.split('\n');
    expect(title).toBe('# Fairness audit of model v1 on data');
    expect(subtitle).toBe('1 March 2026 · run r0madeup');
    expect(text.indexOf('## Findings')).toBeLessThan(200);
    expect(text).toMatch(/^- \*\*Differs\.\*\* .*Black/m);
    expect(text).toContain('| Metric | Gender | Age |');
    // GitHub takes 65,536 characters.
    expect(text.length).toBeLessThan(20_000);
    expect(text.trimEnd().endsWith(`<!-- ${stamp} -->`)).toBe(true);
  });

  it('has tables whose rows all have as many cells as their heads', () => {
    const full = reportMarkdown(buildReport({ audit: hostileAudit() }, { edition: 'full' }), { stamp });
    let columns = 0;
    let tables = 0;
    for (const line of full.split('\n')) {
      const cells = line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length - 2 : 0;
      if (cells > 0 && columns > 0) expect(cells, line).toBe(columns);
      if (cells > 0 && columns === 0) tables += 1;
      columns = cells;
    }
    expect(tables).toBeGreaterThan(5);
  });

  it('lets no name format, link, mention, refer or hide', () => {
    const full = reportMarkdown(buildReport({ audit: hostileAudit() }, { edition: 'full' }), { stamp });
    expect(full).not.toMatch(/(?<!\\)\]\(/);
    expect(full).not.toMatch(/<(?!!-- evenhand-report)/);
    expect(full).not.toMatch(/@(?!\u200b)/);
    expect(full).not.toMatch(/(?<!\\)#\d/);
    expect(full).not.toContain('\u0007');
    expect(hostileNames.length).toBeGreaterThan(5);
  });
});
