/**
 * Typst marks the heads of columns, and has no stable way yet to mark those of rows (0.14: behind a feature that the
 * binding cannot switch on). In our tables the first cell of every row names it: here its tag becomes TH with the
 * scope of a row. The file is otherwise left as it is; only offsets move.
 */
export function markRowHeaders(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN);
  const table = /^xref\s+0 (\d+)\s+/.exec(text.slice(start, start + 64));
  if (!table) throw new Error('the PDF has no plain table of objects');
  const count = Number(table[1]);
  const first = start + table[0].length;
  const offsets = Array.from({ length: count }, (_, index) =>
    Number(text.slice(first + 20 * index, first + 20 * index + 10)),
  );
  const ends = new Map(
    offsets
      .slice(1)
      .toSorted((a, b) => a - b)
      .map((offset, index, all) => [offset, all[index + 1] ?? start]),
  );
  const objectAt = (id: number): string => text.slice(offsets[id], ends.get(offsets[id] ?? -1));

  const changed = new Map<number, string>();
  for (let id = 1; id < count; id += 1) {
    const object = objectAt(id);
    if (!isElement(object, 'TBody')) continue;
    for (const row of kids(object)) {
      const [cell] = kids(objectAt(row));
      if (cell !== undefined && isElement(objectAt(cell), 'TD'))
        changed.set(cell, asRowHeader(objectAt(cell)));
    }
  }

  const pieces: Buffer[] = [];
  const moved = [...offsets];
  let position = 0;
  let shift = 0;
  for (const id of Array.from({ length: count - 1 }, (_, index) => index + 1).sort(
    (a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0),
  )) {
    const from = offsets[id] ?? 0;
    moved[id] = from + shift;
    const replacement = changed.get(id);
    if (replacement === undefined) continue;
    const end = ends.get(from) ?? start;
    const bytes = Buffer.from(replacement, 'latin1');
    pieces.push(pdf.subarray(position, from), bytes);
    shift += bytes.length - (end - from);
    position = end;
  }
  const entries = moved.map((offset, id) =>
    id === 0
      ? text.slice(first, first + 20)
      : `${String(offset).padStart(10, '0')}${text.slice(first + 20 * id + 10, first + 20 * id + 20)}`,
  );
  const tail = text.slice(first + 20 * count).replace(/startxref\s+\d+/, `startxref\n${start + shift}`);
  return Buffer.concat([
    ...pieces,
    pdf.subarray(position, start),
    Buffer.from(`${table[0]}${entries.join('')}${tail}`, 'latin1'),
  ]);
}

function isElement(object: string, type: string): boolean {
  return object.includes('/Type /StructElem') && object.includes(`/S /${type}\n`);
}

/** Ids of an element's children, in reading order. */
function kids(object: string): number[] {
  const list = /\/K \[([^\]]*)\]/.exec(object)?.[1] ?? '';
  return [...list.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

function asRowHeader(object: string): string {
  return object.replace('/S /TD\n', '/S /TH\n').replace('/O /Table\n', '/O /Table\n    /Scope /Row\n');
}
