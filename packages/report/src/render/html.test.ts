import { describe, expect, it } from 'vitest';
import { buildReport } from '../model/build-report.js';
import { hostileAudit, ordinaryAudit } from '../testing/audits.js';
import { reportHtml } from './html.js';

const marks = { producer: 'Evenhand 0', stamp: 'evenhand-report; run=r0' };
const page = reportHtml(buildReport({ audit: ordinaryAudit() }, { edition: 'full' }), marks);

describe('reportHtml', () => {
  it('names its language, title and stamp, and holds nothing that is loaded or run', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('<title>Fairness audit of model v1 on data</title>');
    expect(page).toContain('<meta name="keywords" content="evenhand-report; run=r0">');
    expect(page).not.toMatch(/<(?:script|link|iframe|object|embed|base|form)\b/i);
    expect(page).not.toMatch(/\s(?:src|href|action)="(?!#|data:)/);
    expect(page).not.toMatch(/url\((?!#)|@import/);
  });

  it('closes every element that it opens, in order', () => {
    expect(openElements(page)).toEqual([]);
  });

  it('uses every identifier once, and refers to none that is missing', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const references = [...page.matchAll(/(?:href="#|aria-labelledby="|url\(#)([^")]*)/g)].map(
      ([, id]) => id,
    );
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('takes names as texts, whatever they hold', () => {
    const hostile = reportHtml(buildReport({ audit: hostileAudit() }, { edition: 'full' }), marks);
    expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &amp;amp;');
    expect(hostile).not.toMatch(/<script/i);
    expect(hostile).not.toContain('\u0007');
    expect(openElements(hostile)).toEqual([]);
  });
});

/** Elements that are left open, or closed without having been opened. */
function openElements(html: string): string[] {
  const empty = new Set(['meta', 'br', 'img', 'hr']);
  const open: string[] = [];
  for (const [, slash, name = '', selfClosing] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/gi)) {
    if (slash === '' && selfClosing === '' && !empty.has(name)) open.push(name);
    else if (slash === '/' && open.pop() !== name) return [`</${name}>`];
  }
  return open;
}
