import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { facesFile } from '../testing/write-faces.js';
import { openParquet } from './open-parquet.js';

const rows = Array.from({ length: 5 }, (_, index) => ({
  bytes: Buffer.alloc(50, index),
  path: null,
  gender: 1,
}));
const whole = facesFile(rows, { rowGroupSize: 2, features: { gender: { _type: 'ClassLabel' } } });

function open(content: Uint8Array | string): ReturnType<typeof openParquet> {
  using folder = temporaryFolder();
  writeFileSync(folder.at('file.parquet'), content);
  return openParquet(folder.at('file.parquet'));
}

function messageOf(content: Uint8Array | string): string {
  try {
    open(content);
  } catch (error) {
    return String(error).replace(/.*file\.parquet: /, '');
  }
  return 'no error';
}

describe('openParquet', () => {
  it('reads columns, row groups and metadata', () => {
    const { columns, rows: count, groups, metadata, size } = open(whole);
    expect({ count, size }).toEqual({ count: 5, size: whole.length });
    expect(columns).toEqual([
      {
        path: 'image.bytes',
        type: 'BYTE_ARRAY',
        text: false,
        meaning: null,
        maxDefinition: 2,
        repeated: false,
      },
      {
        path: 'image.path',
        type: 'BYTE_ARRAY',
        text: true,
        meaning: null,
        maxDefinition: 2,
        repeated: false,
      },
      { path: 'gender', type: 'INT64', text: false, meaning: null, maxDefinition: 1, repeated: false },
    ]);
    expect(groups.map(({ firstRow, rows: length }) => [firstRow, length])).toEqual([
      [0, 2],
      [2, 2],
      [4, 1],
    ]);
    expect(metadata.get('huggingface')).toBe('{"info":{"features":{"gender":{"_type":"ClassLabel"}}}}');
  });

  it('refuses what is no Parquet file, and says why', () => {
    expect(messageOf('')).toContain('a file of 0 bytes is no Parquet file');
    expect(messageOf('<!doctype html><title>Sign in</title>')).toContain('does not begin as a Parquet file');
    expect(messageOf(whole.subarray(0, whole.length - 40))).toContain('does not end as a Parquet file');
    const claims = new Uint8Array(whole);
    new DataView(claims.buffer).setUint32(claims.length - 8, 0xffffffff, true);
    expect(messageOf(claims)).toContain('its footer claims 4294967295 of');
  });

  it('refuses offsets outside of the data', () => {
    // The start is cut off: everything is said to be further on than it can be.
    const footer = whole.length - 8 - new DataView(whole.buffer).getUint32(whole.length - 8, true);
    const moved = Buffer.concat([Buffer.from('PAR1'), whole.subarray(footer)]);
    expect(messageOf(moved)).toContain('outside of the data');
  });

  it('refuses folders and files that are not there', () => {
    using folder = temporaryFolder();
    mkdirSync(folder.at('sub'));
    expect(() => openParquet(folder.at('sub'))).toThrow(expect.objectContaining({ evenhand: 'user-error' }));
    expect(() => openParquet(folder.at('none'))).toThrow(expect.objectContaining({ code: 'file_not_found' }));
  });
});
