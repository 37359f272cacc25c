import { crc32, createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY = 0x02014b50;
const FILE = 0x04034b50;
/** Of the record at the end, without its comment of up to 64 kB. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_LENGTH = 46;
const HEADER_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
/** A workbook has some tens. */
const MOST_ENTRIES = 10_000;

/** What makes a ZIP archive one that is not unpacked. */
export class ZipFault extends Error {}

/** An archive whose entries are more than may be unpacked, whatever it claims. */
export class ZipTooLarge extends ZipFault {}

/**
 * The files of a ZIP archive that are wanted, unpacked. Others are not looked at. What entries claim is checked by
 * what comes out of them.
 *
 * @param most bytes of all wanted files together
 * @throws ZipFault, ZipTooLarge
 */
export async function unzip(
  zip: Buffer,
  { most, isWanted }: { most: number; isWanted: (name: string) => boolean },
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let left = most;
  for (const entry of entriesOf(zip)) {
    if (!isWanted(entry.name)) continue;
    const content = await unpack(zip, entry, left);
    left -= content.length;
    files.set(entry.name, content);
  }
  return files;
}

interface Entry {
  name: string;
  method: number;
  packed: number;
  size: number;
  /** Of its header. */
  offset: number;
}

function entriesOf(zip: Buffer): Entry[] {
  const end = endOfDirectory(zip);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  const count = zip.readUInt16LE(end + 10);
  while (entries.length < count) {
    if (
      at + ENTRY_LENGTH > zip.length ||
      zip.readUInt32LE(at) !== DIRECTORY ||
      entries.length === MOST_ENTRIES
    )
      throw new ZipFault('its directory is damaged');
    const name = at + ENTRY_LENGTH;
    const extra = name + zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', name, extra),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at = extra + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(zip: Buffer): number {
  const lowest = Math.max(0, zip.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = zip.length - END_LENGTH; at >= lowest; at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new ZipFault('its archive has no end');
}

async function unpack(zip: Buffer, entry: Entry, most: number): Promise<Buffer> {
  const { name, method, packed, size, offset } = entry;
  if (size > most) throw new ZipTooLarge(`${name} is too large`);
  if (offset + HEADER_LENGTH > zip.length || zip.readUInt32LE(offset) !== FILE)
    throw new ZipFault(`${name} is not where its directory says`);
  const start = offset + HEADER_LENGTH + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  if (start + packed > zip.length) throw new ZipFault(`${name} was cut short`);
  const bytes = zip.subarray(start, start + packed);
  if (method !== STORED && method !== DEFLATED) throw new ZipFault(`${name} is packed in a way of its own`);
  const content = method === STORED ? bytes : await inflate(bytes, most);
  if (content === undefined) throw new ZipTooLarge(`${name} is too large`);
  if (content.length !== size) throw new ZipFault(`${name} is not as long as it says`);
  return content;
}

/** Undefined where more comes out than may. */
async function inflate(bytes: Buffer, most: number): Promise<Buffer | undefined> {
  const stream = createInflateRaw();
  stream.end(bytes);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** A ZIP archive of these files, one behind the other and not compressed, in pieces. */
export function storedZip(files: ReadonlyMap<string, Buffer>): Buffer[] {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [text, content] of files) {
    const name = Buffer.from(text);
    const header = Buffer.alloc(HEADER_LENGTH);
    header.writeUInt32LE(FILE, 0);
    header.writeUInt32LE(crc32(content), 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(name.length, 26);
    pieces.push(header, name, content);
    const entry = Buffer.alloc(ENTRY_LENGTH);
    entry.writeUInt32LE(DIRECTORY, 0);
    header.copy(entry, 16, 14, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, name);
    at += HEADER_LENGTH + name.length + content.length;
  }
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return [...pieces, ...directory, end];
}
