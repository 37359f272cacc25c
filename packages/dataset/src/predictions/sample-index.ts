import { UserError } from '@evenhand/contracts';
import { NumberedNames } from './numbered-names.js';

/** Finds the sample that a row is about. */
export interface SampleIndex {
  /** The sample's index, or null for a row that is left out. @throws UserError `missing_sample_name` */
  find(name: string, line: number): number | null;
}

/** The samples that a file itself names, numbered in order of appearance. */
export class OwnSamples implements SampleIndex {
  readonly #names = new NumberedNames();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** By index. */
  get names(): readonly string[] {
    return this.#names.names;
  }

  find(written: string, line: number): number {
    const known = this.#names.numberOf(written);
    if (known >= 0) return known;
    const name = plainSampleName(written);
    if (name === '') throw missingName(this.#file, line);
    if (name !== written) return this.find(name, line);
    return this.#names.add(name);
  }
}

/** How the rows of a file found their samples in a registered data set. */
export interface JoinCounts {
  exact: number;
  /** By the end of their path, or by the file's name alone. */
  byPath: number;
  byName: number;
  /** Rows whose name fits no sample, or several. */
  unmatched: number;
  ambiguous: number;
  /** Some of these, as the file writes them. */
  examples: { unmatched: string[]; ambiguous: string[] };
}

/** Names that a message shows. */
const EXAMPLES = 5;
const SEVERAL = -1;

/**
 * The samples of a registered data set: found by their id, else by a path that ends alike, else by the name of the
 * file, else by that name without its extension. A name that fits several samples fits none.
 */
export class JoinedSamples implements SampleIndex {
  readonly counts: JoinCounts = {
    exact: 0,
    byPath: 0,
    byName: 0,
    unmatched: 0,
    ambiguous: 0,
    examples: { unmatched: [], ambiguous: [] },
  };
  readonly #ids: readonly string[];
  readonly #byId: Map<string, number>;
  /** Made at the first row that is not called as its sample. */
  #byName: Map<string, number> | undefined;
  readonly #file: string;

  /** `ids`: of the data set's samples, by index. */
  constructor(file: string, ids: readonly string[]) {
    this.#file = file;
    this.#ids = ids;
    this.#byId = new Map(ids.map((id, index) => [id, index]));
  }

  find(written: string, line: number): number | null {
    const exact = this.#byId.get(written);
    if (exact !== undefined) {
      this.counts.exact += 1;
      return exact;
    }
    const name = plainSampleName(written);
    if (name === '') throw missingName(this.#file, line);
    const plain = this.#byId.get(name);
    if (plain !== undefined) {
      this.counts.exact += 1;
      return plain;
    }
    const found = this.#search(name);
    if (found >= 0) return found;
    const kind = found === SEVERAL ? 'ambiguous' : 'unmatched';
    this.counts[kind] += 1;
    if (this.counts.examples[kind].length < EXAMPLES) this.counts.examples[kind].push(written);
    return null;
  }

  /** An index, -1 for several, -2 for none. */
  #search(name: string): number {
    const parts = name.split('/');
    // A longer path than the id, such as that of another machine.
    for (let start = 1; start < parts.length - 1; start += 1) {
      const index = this.#byId.get(parts.slice(start).join('/'));
      if (index !== undefined) {
        this.counts.byPath += 1;
        return index;
      }
    }
    const base = parts.at(-1) ?? '';
    const index = this.#names().get(base) ?? this.#names().get(stemOf(base));
    if (index === undefined) return -2;
    if (index === SEVERAL) return SEVERAL;
    const isEnd = `/${this.#ids[index]}`.endsWith(`/${name}`);
    if (isEnd) this.counts.byPath += 1;
    else this.counts.byName += 1;
    return index;
  }

  #names(): Map<string, number> {
    if (this.#byName) return this.#byName;
    const names = new Map<string, number>();
    for (const [index, id] of this.#ids.entries()) {
      const base = id.slice(id.lastIndexOf('/') + 1);
      for (const name of new Set([base, stemOf(base)])) names.set(name, names.has(name) ? SEVERAL : index);
    }
    this.#byName = names;
    return names;
  }
}

/** Printable ASCII without blanks and backslashes, and no `./` before: nearly every name. */
const USUAL = /^(?!\.\/)[!-[\]-~]+$/;

/** As samples are called: with `/`, without blanks around and `./` before. */
function plainSampleName(written: string): string {
  if (USUAL.test(written)) return written;
  return written
    .trim()
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '');
}

function stemOf(base: string): string {
  const dot = base.lastIndexOf('.');
  return dot > 0 ? base.slice(0, dot) : base;
}

function missingName(file: string, line: number): UserError {
  return new UserError({
    code: 'missing_sample_name',
    message: `${file}, line ${line}: no sample is named.`,
    hint: 'Every row needs its sample. Name its column with --sample COLUMN.',
  });
}
