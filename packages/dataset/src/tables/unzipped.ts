import { createInflateRaw } from 'node:zlib';

const FILE = 0x04034b50;
const DIRECTORY = 0x02014b50;
const DESCRIPTOR = 0x08074b50;
const HEADER_LENGTH = 30;
/** With and without a signature, with sizes of 4 bytes and of 8. */
const DESCRIPTOR_LENGTHS = [12, 16, 20, 24];
const WITH_DESCRIPTOR = 1 << 3;
const STORED = 0;
const DEFLATED = 8;
const ZIP64 = 0x0001;

export interface Unzipped {
  /** Bytes of all entries; beyond `most` the first number that is too large. */
  size: number;
  /** The entry that was asked for, where it is there. */
  text: string | undefined;
}

/**
 * What the entries of a ZIP file really are when they are unpacked, whatever its directory claims, found by unpacking
 * them without keeping them. Undefined for an archive that two readers could read differently: entries that are not
 * one behind the other, or not as long as they say.
 */
export async function unzippedSize(
  zip: Buffer,
  { most, keep }: { most: number; keep: string },
): Promise<Unzipped | undefined> {
  let [size, at] = [0, 0];
  let text: string | undefined;
  while (signatureAt(zip, at) === FILE) {
    const header = readHeader(zip, at);
    if (header === undefined) return undefined;
    size += header.claimed;
    if (size > most) return { size, text };
    const isKept = header.name === keep;
    const entry = await unpack(zip, header, { most: most - size + header.claimed, isKept });
    if (entry === undefined) return undefined;
    size += entry.size - header.claimed;
    if (size > most) return { size, text };
    if (isKept) text = entry.text;
    at = entry.end;
  }
  return at > 0 && signatureAt(zip, at) === DIRECTORY ? { size, text } : undefined;
}

interface Header {
  name: string;
  method: number;
  /** Where the data begin. */
  start: number;
  /** Bytes in the archive; undefined where they are said behind the data. */
  packed: number | undefined;
  /** Bytes as they are claimed; 0 where nothing is. */
  claimed: number;
}

function readHeader(zip: Buffer, at: number): Header | undefined {
  if (at + HEADER_LENGTH > zip.length) return undefined;
  const flags = zip.readUInt16LE(at + 6);
  const extra = at + HEADER_LENGTH + zip.readUInt16LE(at + 26);
  const start = extra + zip.readUInt16LE(at + 28);
  if (start > zip.length) return undefined;
  let [packed, claimed] = [zip.readUInt32LE(at + 18), zip.readUInt32LE(at + 22)];
  const isLong = packed === 0xffff_ffff || claimed === 0xffff_ffff;
  if (isLong && extra + 20 <= start && zip.readUInt16LE(extra) === ZIP64) {
    [claimed, packed] = [Number(zip.readBigUInt64LE(extra + 4)), Number(zip.readBigUInt64LE(extra + 12))];
  }
  return {
    name: zip.toString('utf8', at + HEADER_LENGTH, extra),
    method: zip.readUInt16LE(at + 8),
    start,
    packed: (flags & WITH_DESCRIPTOR) === 0 ? packed : undefined,
    claimed,
  };
}

async function unpack(
  zip: Buffer,
  { method, start, packed, claimed }: Header,
  { most, isKept }: { most: number; isKept: boolean },
): Promise<{ size: number; end: number; text: string } | undefined> {
  if (method === STORED && packed !== undefined && packed === claimed && start + packed <= zip.length) {
    const end = start + packed;
    return { size: packed, end, text: isKept ? zip.toString('utf8', start, end) : '' };
  }
  if (method !== DEFLATED) return undefined;
  const { size, read, text } = await inflate(zip.subarray(start), { most, isKept });
  if (size > most) return { size, end: start, text };
  const end = start + read;
  if (packed !== undefined) return read === packed && size === claimed ? { size, end, text } : undefined;
  // Readers of streams stop at the first descriptor that they see.
  const descriptor = zip.indexOf('PK\u0007\u0008', start, 'latin1');
  const length = DESCRIPTOR_LENGTHS.find((bytes) =>
    [FILE, DIRECTORY].includes(signatureAt(zip, end + bytes)),
  );
  const isSigned = signatureAt(zip, end) === DESCRIPTOR;
  return length === undefined || (isSigned && descriptor !== end)
    ? undefined
    : { size, end: end + length, text };
}

async function inflate(
  bytes: Buffer,
  { most, isKept }: { most: number; isKept: boolean },
): Promise<{ size: number; read: number; text: string }> {
  const stream = createInflateRaw();
  stream.end(bytes);
  let size = 0;
  const kept: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) break;
    if (isKept) kept.push(chunk);
  }
  return { size, read: stream.bytesWritten, text: Buffer.concat(kept).toString('utf8') };
}

function signatureAt(zip: Buffer, at: number): number {
  return at + 4 <= zip.length ? zip.readUInt32LE(at) : 0;
}
