/** What layout needs to know of a TrueType font: which characters it has, and how wide they are. */
export interface FontFile {
  data: Buffer;
  has(codePoint: number): boolean;
  /** Advance width in em; null where the font lacks the character. */
  width(codePoint: number): number | null;
}

/** Reads the tables `cmap` (formats 4 and 12), `head`, `hhea` and `hmtx` (OpenType 1.9). */
export function readFont(data: Buffer): FontFile {
  const tables = new Map<string, number>();
  for (let index = 0; index < data.readUInt16BE(4); index += 1) {
    const entry = 12 + index * 16;
    tables.set(data.toString('latin1', entry, entry + 4), data.readUInt32BE(entry + 8));
  }
  const at = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`the font has no table ${tag}`);
    return offset;
  };
  const unitsPerEm = data.readUInt16BE(at('head') + 18);
  const metrics = data.readUInt16BE(at('hhea') + 34);
  const hmtx = at('hmtx');
  const glyphOf = glyphLookup(data, at('cmap'));
  return {
    data,
    has: (codePoint) => glyphOf(codePoint) !== 0,
    width(codePoint) {
      const glyph = glyphOf(codePoint);
      if (glyph === 0) return null;
      return data.readUInt16BE(hmtx + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
    },
  };
}

type GlyphLookup = (codePoint: number) => number;

function glyphLookup(data: Buffer, cmap: number): GlyphLookup {
  const lookups = Array.from({ length: data.readUInt16BE(cmap + 2) }, (_, index) => {
    const table = cmap + data.readUInt32BE(cmap + 8 + 8 * index);
    const format = data.readUInt16BE(table);
    return { format, table };
  });
  const full = lookups.find(({ format }) => format === 12);
  if (full) return groupedLookup(data, full.table);
  const basic = lookups.find(({ format }) => format === 4);
  if (basic) return segmentedLookup(data, basic.table);
  throw new Error('the font has no Unicode character map');
}

/** Format 12: sorted groups of consecutive characters. */
function groupedLookup(data: Buffer, table: number): GlyphLookup {
  const count = data.readUInt32BE(table + 12);
  return (codePoint) => {
    let low = 0;
    let high = count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = table + 16 + 12 * middle;
      const first = data.readUInt32BE(group);
      if (codePoint < first) high = middle - 1;
      else if (codePoint > data.readUInt32BE(group + 4)) low = middle + 1;
      else return data.readUInt32BE(group + 8) + codePoint - first;
    }
    return 0;
  };
}

/** Format 4: segments of the Basic Multilingual Plane, with an offset or a list of glyphs each. */
function segmentedLookup(data: Buffer, table: number): GlyphLookup {
  const segments = data.readUInt16BE(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const ranges = deltas + 2 * segments;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    let index = 0;
    while (index < segments && data.readUInt16BE(ends + 2 * index) < codePoint) index += 1;
    const start = data.readUInt16BE(starts + 2 * index);
    if (index === segments || start > codePoint) return 0;
    const delta = data.readUInt16BE(deltas + 2 * index);
    const range = data.readUInt16BE(ranges + 2 * index);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = data.readUInt16BE(ranges + 2 * index + range + 2 * (codePoint - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
}
