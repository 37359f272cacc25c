import { type FileHandle, open } from 'node:fs/promises';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { describeForeignFile } from '../package/foreign-file.js';
import { badTorchFile } from './torch-file-error.js';
import { MAX_PICKLE_BYTES } from './unpickle.js';
import { ZipReader } from './zip-reader.js';

/** One file per storage; the largest vision models have about 2,000. */
const MAX_ENTRIES = 100_000;
/** `little` or `big`. */
const MAX_BYTEORDER_BYTES = 16;

/** Bytes of one storage in the file. */
export interface StoredBytes {
  offset: number;
  bytes: number;
}

/** What `torch.save` writes: `NAME/data.pkl` and `NAME/data/KEY` for each storage, uncompressed in a zip archive. */
export interface TorchArchive {
  pickle: Uint8Array;
  storages: ReadonlyMap<string, StoredBytes>;
}

/**
 * Opens a PyTorch checkpoint and finds where its storages lie. Nothing is ever inflated: torch stores without
 * compression, so that a compressed entry is refused, be it a bomb or not.
 *
 * @throws UserError `bad_torch_file`, `file_not_found`
 */
export async function openTorchArchive(file: string): Promise<TorchArchive> {
  const handle = await open(file).catch((cause: unknown) => {
    throw badTorchFile(file, `it cannot be opened (${text(cause)})`);
  });
  try {
    await refuseForeign(file, handle);
    const { size } = await handle.stat();
    const reader = new ZipReader(handle, size);
    const zip = await fromRandomAccessReaderPromise(reader, size, { autoClose: false }).catch(
      (cause: unknown) => {
        throw badTorchFile(file, `its zip archive is damaged (${text(cause)})`, CUT_SHORT);
      },
    );
    return await readArchive(file, { handle, zip });
  } finally {
    await handle.close();
  }
}

async function readArchive(
  file: string,
  { handle, zip }: { handle: FileHandle; zip: ZipFile },
): Promise<TorchArchive> {
  const entries = await listEntries(file, zip);
  const pickles = [...entries].filter(([path]) => /^[^/]+\/data\.pkl$/u.test(path));
  const [only] = pickles;
  if (only === undefined || pickles.length > 1)
    throw badTorchFile(file, `it is a zip archive with ${pickles.length} files data.pkl in place of one`);
  const [name, pickle] = only;
  const root = name.slice(0, -'data.pkl'.length);
  const place = async (entry: Entry): Promise<StoredBytes> => await locate(file, zip, entry);

  const order = entries.get(`${root}byteorder`);
  if (order !== undefined) await refuseBigEndian(file, handle, await place(order));
  const storages = new Map<string, StoredBytes>();
  let total = 0;
  for (const [path, entry] of entries) {
    if (!path.startsWith(`${root}data/`)) continue;
    const stored = await place(entry);
    storages.set(path.slice(`${root}data/`.length), stored);
    total += stored.bytes;
  }
  if (total > zip.fileSize)
    throw badTorchFile(file, `its storages claim ${total} bytes, but the file has ${zip.fileSize}`);
  const limit = MAX_PICKLE_BYTES;
  return { pickle: await readPlace(file, handle, { ...(await place(pickle)), limit }), storages };
}

async function listEntries(file: string, zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new Error(`${entry.fileName} is there twice`);
      entries.set(entry.fileName, entry);
      if (entries.size > MAX_ENTRIES) throw new Error(`more than ${MAX_ENTRIES} files`);
    }
  } catch (cause) {
    throw badTorchFile(file, `its zip archive is damaged (${text(cause)})`, CUT_SHORT);
  }
  return entries;
}

async function locate(file: string, zip: ZipFile, entry: Entry): Promise<StoredBytes> {
  const { fileName, compressedSize, uncompressedSize, compressionMethod } = entry;
  if (compressionMethod !== 0 || compressedSize !== uncompressedSize || entry.isEncrypted()) {
    throw badTorchFile(
      file,
      `${fileName} is compressed or encrypted (${compressedSize} bytes that claim to be ${uncompressedSize}), which torch never does`,
      'Save the checkpoint again with torch.save, or store the archive without compression.',
    );
  }
  const header = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch((cause: unknown) => {
    throw badTorchFile(file, `its zip archive is damaged at ${fileName} (${text(cause)})`, CUT_SHORT);
  });
  return { offset: header.fileDataStart, bytes: uncompressedSize };
}

async function refuseForeign(file: string, handle: FileHandle): Promise<void> {
  const start = Buffer.alloc(512);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  const bytes = start.subarray(0, bytesRead);
  const foreign = describeForeignFile(bytes);
  if (foreign !== undefined) throw badTorchFile(file, foreign.what, foreign.hint);
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) return;
  // A pickle at the very start, or the tar archives of 2016.
  if (bytes[0] === 0x80 || bytes.includes('ustar') || bytes.includes('pickle')) {
    throw badTorchFile(
      file,
      'it has the format of PyTorch before 1.6, a bare pickle',
      'Convert it where you trust it: torch.save(torch.load(FILE, weights_only=True), FILE) with a current PyTorch, or save it as safetensors.',
    );
  }
  throw badTorchFile(file, 'it is no zip archive', CUT_SHORT);
}

async function refuseBigEndian(file: string, handle: FileHandle, place: StoredBytes): Promise<void> {
  const bytes = await readPlace(file, handle, { ...place, limit: MAX_BYTEORDER_BYTES });
  const order = new TextDecoder('latin1').decode(bytes);
  if (order === 'little') return;
  throw badTorchFile(
    file,
    `its byte order is ${JSON.stringify(order)}, not "little"`,
    'Save the checkpoint again on a machine with little-endian numbers.',
  );
}

async function readPlace(
  file: string,
  handle: FileHandle,
  { offset, bytes, limit }: StoredBytes & { limit: number },
): Promise<Uint8Array> {
  if (bytes > limit) throw badTorchFile(file, `a part of ${bytes} bytes is larger than the ${limit} allowed`);
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await handle.read(buffer, 0, bytes, offset);
  if (bytesRead !== bytes) throw badTorchFile(file, 'it was cut short', CUT_SHORT);
  return buffer;
}

const CUT_SHORT = 'Download or copy the file again: it is probably incomplete.';

function text(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
