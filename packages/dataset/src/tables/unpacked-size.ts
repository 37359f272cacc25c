const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
/** Of the record at the end, without its comment of up to 64 kB. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_LENGTH = 46;

/** What a ZIP file's directory says its entries are unpacked, in bytes; undefined where it has no sound directory. */
export function unpackedSize(zip: Buffer): number | undefined {
  const lowest = Math.max(0, zip.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = zip.length - END_LENGTH; at >= lowest; at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return sumEntries(zip, zip.readUInt32LE(at + 16));
  }
  return undefined;
}

function sumEntries(zip: Buffer, start: number): number | undefined {
  let total = 0;
  let at = start;
  while (at + ENTRY_LENGTH <= zip.length && zip.readUInt32LE(at) === ENTRY) {
    total += zip.readUInt32LE(at + 24);
    at += ENTRY_LENGTH + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return at > start ? total : undefined;
}
