import { type FileHandle, open } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { describeForeignFile } from '../package/foreign-file.js';
import { bytesPerElement } from './dtype.js';
import { parseStrictJson } from './parse-strict-json.js';

/**
 * A header takes about 130 bytes per tensor: 50 kB for ViT-L/14, 250 kB for a whole CLIP bigG with its 1,900 tensors.
 * At this limit the worst that a hostile header can do is to take 100 MB of memory for two seconds.
 */
export const MAX_HEADER_BYTES = 4_000_000;

/** Names and shapes in messages come from the file and may be of any length. */
const MAX_MESSAGE = 400;

/** Vision weights have at most 4 dimensions; the limit only keeps messages and products small. */
const MAX_RANK = 16;

const LENGTH_BYTES = 8;

/** Where one tensor lies. */
export interface TensorEntry {
  name: string;
  dtype: string;
  shape: readonly number[];
  file: string;
  /** Bytes from the start of the file. */
  offset: number;
  /** Bytes that its values take, side by side. */
  bytes: number;
  /** Where the values do not lie row by row: elements between neighbours along each dimension. */
  strides?: readonly number[];
}

/**
 * Reads and checks the header of one safetensors file: the layout `[u64 length][JSON header][data]` with tensors
 * that cover the data exactly, as the reference implementation demands (github.com/huggingface/safetensors).
 *
 * @throws UserError `bad_safetensors`, naming file and tensor; `file_not_found`
 */
export async function readSafetensorsHeader(file: string): Promise<TensorEntry[]> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new UserError({ code: 'file_not_found', message: `${file} cannot be opened.`, cause });
  });
  try {
    const { text, dataStart, fileBytes } = await readHeaderText(file, handle);
    return parseHeader(file, text, { dataStart, fileBytes });
  } finally {
    await handle.close();
  }
}

async function readHeaderText(
  file: string,
  handle: FileHandle,
): Promise<{ text: string; dataStart: number; fileBytes: number }> {
  const fileBytes = (await handle.stat()).size;
  const start = Buffer.alloc(Math.min(fileBytes, 512));
  await handle.read(start, 0, start.length, 0);
  const foreign = describeForeignFile(start);
  if (foreign !== undefined) throw bad(file, foreign.what, foreign.hint);
  if (fileBytes < LENGTH_BYTES) throw bad(file, `it has ${fileBytes} bytes and was cut short`, CUT_SHORT);

  const length = start.readBigUInt64LE(0);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw bad(file, `its header claims ${length} bytes, more than the ${MAX_HEADER_BYTES} allowed`);
  }
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > fileBytes) {
    throw bad(file, `its header ends at byte ${dataStart} but the file at byte ${fileBytes}`, CUT_SHORT);
  }
  const bytes = Buffer.alloc(Number(length));
  await handle.read(bytes, 0, bytes.length, LENGTH_BYTES);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), dataStart, fileBytes };
  } catch {
    throw bad(file, 'its header is not UTF-8 text');
  }
}

function parseHeader(
  file: string,
  text: string,
  { dataStart, fileBytes }: { dataStart: number; fileBytes: number },
): TensorEntry[] {
  let header: unknown;
  try {
    header = parseStrictJson(text);
  } catch (error) {
    throw bad(
      file,
      `its header is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isRecord(header)) throw bad(file, 'its header is not a JSON object');

  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => parseTensor(file, name, value))
    .sort((a, b) => a.offset - b.offset || a.bytes - b.bytes);

  let end = 0;
  for (const entry of entries) {
    if (entry.offset !== end) {
      const how = entry.offset < end ? 'overlaps the tensor before it' : 'leaves a hole before it';
      throw bad(
        file,
        `tensor ${entry.name} starts at data byte ${entry.offset} and ${how}, which ends at ${end}`,
      );
    }
    end += entry.bytes;
  }
  const dataBytes = fileBytes - dataStart;
  if (end > dataBytes) {
    const last = entries.find((entry) => entry.offset + entry.bytes > dataBytes);
    throw bad(
      file,
      `tensor ${last?.name} ends at data byte ${last === undefined ? end : last.offset + last.bytes} but the file has only ${dataBytes}`,
      CUT_SHORT,
    );
  }
  if (end < dataBytes) throw bad(file, `${dataBytes - end} bytes at its end belong to no tensor`);
  return entries.map((entry) => ({ ...entry, offset: entry.offset + dataStart }));
}

function parseTensor(file: string, name: string, value: unknown): TensorEntry {
  if (!isRecord(value)) throw bad(file, `tensor ${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  const size = typeof dtype === 'string' ? bytesPerElement(dtype) : undefined;
  if (typeof dtype !== 'string' || size === undefined) {
    throw bad(file, `tensor ${name} has the unknown dtype ${JSON.stringify(dtype)}`);
  }
  if (!isIndexList(shape) || shape.length > MAX_RANK) {
    throw bad(file, `tensor ${name} has the impossible shape ${JSON.stringify(shape)}`);
  }
  if (!isIndexList(offsets) || offsets.length !== 2) {
    throw bad(file, `tensor ${name} has the impossible data_offsets ${JSON.stringify(offsets)}`);
  }
  const [begin = 0, end = 0] = offsets;
  const expected = shape.reduce((product, dimension) => product * dimension, size);
  if (end - begin !== expected) {
    throw bad(
      file,
      `tensor ${name} is ${dtype} of shape [${shape.join(', ')}], which takes ${expected} bytes, but data_offsets [${begin}, ${end}] give it ${end - begin}`,
    );
  }
  return { name, dtype, shape, file, offset: begin, bytes: expected };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIndexList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);
}

const CUT_SHORT = 'Download or copy the file again: it is probably incomplete.';

function bad(file: string, what: string, hint?: string): UserError {
  return new UserError({
    code: 'bad_safetensors',
    message: `${file} is not a valid safetensors file: ${what.slice(0, MAX_MESSAGE)}.`,
    hint:
      hint ?? 'Get the checkpoint again from its publisher, or save it again with the safetensors library.',
  });
}
