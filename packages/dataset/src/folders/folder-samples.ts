import { basename, join } from 'node:path';
import { type Attribute, type DatasetManifest, type RunWarning, UserError } from '@evenhand/contracts';
import type { FoundSample, FoundSamples } from '../found-samples.js';
import { RowLabelReader, type RowLabels } from '../labels/row-labels.js';
import { quoteList } from '../quote-list.js';
import { readClassFolder } from './class-folder.js';

export interface FolderSource {
  format: 'utkface' | 'imagefolder';
  manifest: DatasetManifest;
  /** Absolute path of the image folder. */
  images: string;
  /** The images in it, relative, with `/`. */
  paths: readonly string[];
}

type Cells = Readonly<Record<string, string | undefined>>;

/**
 * Reads labels from where images lie or what they are called: by the manifest's `pattern` (over the file name for
 * UTKFace, over the relative path for image folders), else from the class folder. Names that say nothing are
 * samples without labels, and a warning; a folder where none says anything is a UserError `unreadable_names`.
 */
export function folderSamples({ format, manifest, images, paths }: FolderSource): FoundSamples {
  const read = cellReader(format, manifest);
  const labels = new RowLabelReader(manifest.attributes, images);
  const silent: RowLabels = {
    labels: Object.fromEntries(manifest.attributes.map(({ name }) => [name, null])),
    repairs: [],
  };
  const unreadable: string[] = [];
  const samples = paths.map((path): FoundSample => {
    const sample = { id: path.normalize('NFC'), path: join(images, path) };
    const cells = read(path);
    if (cells === null) {
      unreadable.push(path);
      return { ...sample, row: silent };
    }
    const row = labels.read(
      manifest.attributes.map((attribute) => cells[columnOf(attribute, manifest)] ?? ''),
      () => path,
    );
    return { ...sample, row, cluster: manifest.cluster === undefined ? undefined : cells[manifest.cluster] };
  });
  labels.assertAllKnown();
  return { manifest, samples, leftOut: 0, warnings: unreadableNames(unreadable, paths.length, images) };
}

/** Without a pattern an only attribute needs no column: it is the class. */
function columnOf({ column, name }: Attribute, { pattern, attributes }: DatasetManifest): string {
  return column ?? (pattern === undefined && attributes.length === 1 ? 'label' : name);
}

function cellReader(
  format: FolderSource['format'],
  manifest: DatasetManifest,
): (path: string) => Cells | null {
  const columns = manifest.attributes.map((attribute) => columnOf(attribute, manifest));
  if (manifest.pattern === undefined) {
    assertNamed(columns, ['label', 'split'], 'A folder of class folders says only');
    return (path) => {
      const read = readClassFolder(path);
      return read === null ? null : { ...read };
    };
  }
  const pattern = compile(manifest.pattern);
  const groups = [...manifest.pattern.matchAll(/\(\?<([^=!][^>]*)>/g)].map((match) => match[1] ?? '');
  assertNamed(columns, groups, 'The named groups of `pattern` are');
  return (path) => pattern.exec(format === 'utkface' ? basename(path) : path)?.groups ?? null;
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (cause) {
    throw new UserError({
      code: 'invalid_manifest',
      message: `The manifest's \`pattern\` is not a regular expression: ${String(cause)}.`,
      cause,
    });
  }
}

function assertNamed(columns: readonly string[], there: readonly string[], what: string): void {
  const lacking = columns.filter((column) => !there.includes(column));
  if (lacking.length === 0) return;
  throw new UserError({
    code: 'missing_column',
    message: `Nothing in the images' names says ${quoteList(lacking)}. ${what} ${quoteList(there)}.`,
    hint: 'Give the manifest a `pattern` with a named group for each attribute: (?<gender>f|m).',
  });
}

function unreadableNames(unreadable: readonly string[], total: number, images: string): RunWarning[] {
  const count = unreadable.length;
  if (count === 0) return [];
  const list = quoteList(unreadable, 3);
  if (count === total) {
    throw new UserError({
      code: 'unreadable_names',
      message: `No label can be read from the names of the images in ${images}: ${list}.`,
      hint: 'Check --format, or the `pattern` of the manifest.',
    });
  }
  return [
    {
      code: 'unreadable_names',
      message: `${count.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} images have no labels, because their name does not say any: ${list}.`,
      count,
    },
  ];
}
