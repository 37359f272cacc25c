import { describe, expect, it } from 'vitest';
import { readStamp, type Stamp, stampText } from './stamp.js';

const stamp: Stamp = {
  run: 'r1qn2mp20',
  baseline: 'r1qn2fkbx',
  resultsDigest: 'a'.repeat(64),
  auditDigest: 'b'.repeat(64),
  modelDigest: 'c'.repeat(64),
  datasetDigest: 'd'.repeat(64),
  edition: 'summary',
  paper: 'letter',
  isArchival: true,
  selections: [
    { task: 'decision', label: 'hired; run=r0; #panic()' },
    { task: '性別=x', label: '+.-' },
  ],
  images: 'blurred',
  version: '0.1.0',
};

describe('a stamp', () => {
  it('is read from between any bytes as it was written', () => {
    for (const own of [stamp, { ...stamp, baseline: null, isArchival: false, selections: [] }]) {
      const bytes = Buffer.concat([
        Buffer.from([0xff, 0x00]),
        Buffer.from(`(${stampText(own)})`),
        Buffer.from([0x80]),
      ]);
      expect(readStamp(bytes)).toEqual(own);
    }
  });

  it('needs no escaping in PDF, HTML, Markdown or JSON', () => {
    expect(stampText(stamp)).toMatch(/^[\w.+=; -]+$/);
  });

  it('says unknown where a digest is none', () => {
    const { modelDigest } = readStamp(Buffer.from(stampText({ ...stamp, modelDigest: 'a; run=r0' }))) ?? {};
    expect(modelDigest).toBe('unknown');
  });

  it('is not found where there is none, or half of one', () => {
    expect(readStamp(Buffer.from('%PDF-1.7'))).toBeUndefined();
    expect(readStamp(Buffer.from('evenhand-report; run=r1; results=aa'))).toBeUndefined();
  });
});
