import { writeFileSync } from 'node:fs';
import { isUserError } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../open-dataset.js';
import { testFolder } from '../testing/folder.js';
import { parquetFaces } from '../testing/parquet-faces.js';

/** More on demand: EVENHAND_FUZZ=100000. */
const INPUTS = Number(process.env['EVENHAND_FUZZ'] ?? 3_000);
const MOST_MEMORY = 512 * 1024;

/** Small numbers of a seed (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

function noise(length: number, pick: (below: number) => number): Uint8Array {
  return Uint8Array.from({ length }, () => pick(256));
}

const rows = Array.from({ length: 9 }, (_, index) => ({
  bytes: index % 2 === 0 ? Buffer.alloc(120, index) : noise(90, random(index)),
  path: index % 3 === 0 ? null : `${index}.jpg`,
  age: index % 9,
  gender: index === 4 ? null : index % 2,
  race: index % 7,
}));

/** Bytes that lengths, counts and runs are made of. */
const TELLING = [0x00, 0x01, 0x0f, 0x19, 0x1c, 0x7f, 0x80, 0xf5, 0xfe, 0xff];

function damage(whole: Uint8Array, seed: number): Uint8Array {
  const pick = random(seed);
  const footer =
    whole.length - 8 - new DataView(whole.buffer, whole.byteOffset).getUint32(whole.length - 8, true);
  const place = (): number => (pick(2) === 0 ? footer + pick(whole.length - footer) : pick(whole.length));
  let bytes = new Uint8Array(whole);
  for (let change = 0; change <= pick(4); change++) {
    const at = place() % bytes.length;
    switch (pick(6)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
        break;
      case 1:
        bytes[at] = TELLING[pick(TELLING.length)] ?? 0;
        break;
      case 2:
        bytes.fill(TELLING[pick(TELLING.length)] ?? 0, at, at + 1 + pick(12));
        break;
      case 3:
        bytes.copyWithin(at, place(), place());
        break;
      case 4:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + pick(20))]);
        break;
      case 5:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...noise(pick(20), pick), ...bytes.subarray(at)]);
        break;
    }
  }
  return bytes;
}

describe('damaged Parquet files', () => {
  it(`are opened or refused, whatever the damage (${INPUTS} inputs)`, { timeout: 3_600_000 }, async () => {
    const wholes = (['SNAPPY', 'UNCOMPRESSED'] as const).flatMap((codec) => [
      parquetFaces(rows, { codec, rowGroupSize: 4 }),
      parquetFaces(rows, { codec, rowGroupSize: 100, pageSize: 200 }),
    ]);
    await using folder = await testFolder({});
    const source = folder.at('faces.parquet');
    const outcomes = new Map<string, number>();
    for (let seed = 0; seed < INPUTS; seed++) {
      writeFileSync(source, damage(wholes[seed % wholes.length] ?? new Uint8Array(), seed));
      const outcome = await openDataset({ source }).then(
        ({ samples }) => (samples.length > 0 ? 'opened' : 'empty'),
        (error: unknown) => {
          if (isUserError(error)) return error.code;
          throw new Error(`seed ${seed} is no user's error`, { cause: error });
        },
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // Some of each: the damage is neither always fatal nor always harmless.
    expect(outcomes.get('malformed_parquet')).toBeGreaterThan(INPUTS / 10);
    expect(outcomes.get('opened')).toBeGreaterThan(INPUTS / 50);
    expect(process.resourceUsage().maxRSS).toBeLessThan(MOST_MEMORY);
    if (INPUTS > 3_000) console.info(Object.fromEntries(outcomes), process.resourceUsage().maxRSS);
  });
});
