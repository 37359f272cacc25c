import { parse, resolve } from 'node:path';
import { type DatasetFormat, type DatasetManifest, type RunWarning, UserError } from '@evenhand/contracts';
import { chooseFormat } from './choose-format.js';
import type { Dataset, DatasetProgress, OpenDatasetOptions } from './dataset.js';
import { datasetDigest } from './dataset-digest.js';
import { findManifest, shippedManifest } from './find-manifest.js';
import { classFolderAttributes } from './folders/class-folder.js';
import { folderSamples } from './folders/folder-samples.js';
import { listImages } from './folders/walk-images.js';
import type { FoundSample, FoundSamples } from './found-samples.js';
import { hashImages } from './images/hash-images.js';
import { countRepairs, missingLabelWarnings } from './labels/row-labels.js';
import { findParquet } from './parquet/find-parquet.js';
import { inferParquetAttributes } from './parquet/infer-parquet-attributes.js';
import { onlyImageColumn, openFile } from './parquet/open-file.js';
import { parquetSamples } from './parquet/parquet-samples.js';
import { locateSource, manifestPath, pathInside, type Source } from './source.js';
import { findTable, type TableFormat } from './tables/find-table.js';
import { inferAttributes } from './tables/infer-attributes.js';
import { tableSamples } from './tables/table-samples.js';

/**
 * Reads a data set: finds its manifest, its format, its labels and its images, and hashes every image. Labels that
 * are not written as declared are repaired where the manifest says how, and counted. Images are not decoded: one
 * that cannot be is a failed sample of a run, not a fault of the data set.
 *
 * Throws a UserError, among others `file_not_found`, `empty_folder`, `empty_table`, `several_tables`,
 * `no_image_column`, `missing_column`, `malformed_table`, `unknown_label`, `duplicate_sample`, `missing_images`
 * and `path_outside_folder`.
 */
export async function openDataset(
  options: OpenDatasetOptions,
  onProgress?: DatasetProgress,
): Promise<Dataset> {
  const source = await locateSource(options.source);
  const {
    manifest: read,
    samples: found,
    leftOut,
    warnings,
  } = await findSamples(source, options, onProgress);
  const manifest = options.origin === undefined ? read : { ...read, source: options.origin };
  const digests = await digestsOf(found, onProgress);
  const samples = found.map(({ id, path, cell, row, cluster }, index) => ({
    id,
    path,
    cell,
    labels: row.labels,
    sha256: digests[index] ?? '',
    cluster,
  }));
  const rows = found.map((sample) => sample.row);
  return {
    manifest,
    root: source.root,
    samples,
    digest: datasetDigest(manifest.attributes, {
      ids: samples.map(({ id }) => id),
      sample: (index) => ({
        labels: rows[index]?.labels ?? {},
        sha256: digests[index] ?? '',
        cluster: found[index]?.cluster,
      }),
    }),
    repairs: countRepairs(rows),
    leftOut,
    warnings: [...warnings, ...missingLabelWarnings(manifest.attributes, rows), ...identicalImages(digests)],
  };
}

/** Images in Parquet files were hashed as the files were read. */
async function digestsOf(
  found: readonly FoundSample[],
  onProgress: DatasetProgress | undefined,
): Promise<string[]> {
  const known = found.map((sample) => sample.sha256).filter((sha256) => sha256 !== undefined);
  if (known.length === found.length) return known;
  return hashImages(
    found.map((sample) => sample.path),
    onProgress,
  );
}

async function findSamples(
  source: Source,
  options: OpenDatasetOptions,
  onProgress: DatasetProgress | undefined,
): Promise<FoundSamples> {
  const shipped = options.shippedManifests ?? {};
  const asked = await findManifest(options.manifest, shipped, source.root);
  const format = await chooseFormat(source, options.format, asked);
  const given = asked ?? (await shippedManifest(format, shipped));
  const folder = given?.images === undefined ? source.root : manifestPath(source.root, given.images);
  const images = options.images === undefined ? folder : resolve(options.images);
  const place = { source, given, images, name: options.name };
  switch (format) {
    case 'fairface':
    case 'csv':
    case 'jsonl':
      return findInTable({ ...place, format }, options.allowMissing ?? false);
    case 'utkface':
    case 'imagefolder':
      return findInFolder({ ...place, format });
    case 'parquet':
      return findInParquet({ ...place, images: source.root, format }, options, onProgress);
  }
}

interface Place<Format extends DatasetFormat> {
  source: Source;
  format: Format;
  /** The manifest as somebody wrote it; null where nobody described the data set. */
  given: DatasetManifest | null;
  /** Absolute path of the image folder. */
  images: string;
  name: string | undefined;
}

async function findInTable(place: Place<TableFormat>, allowMissing: boolean): Promise<FoundSamples> {
  const { source, given, images } = place;
  const table = await findTable(source, place.format, given);
  const { attributes, warnings } =
    given === null ? await inferAttributes(table) : { attributes: given.attributes, warnings: [] };
  const manifest = {
    ...completeManifest(place, attributes),
    table: { ...given?.table, file: pathInside(source.root, table.file) ?? table.file },
  };
  const found = await tableSamples({ table, manifest, images, allowMissing });
  return { ...found, warnings: [...warnings, ...found.warnings] };
}

async function findInFolder(place: Place<'utkface' | 'imagefolder'>): Promise<FoundSamples> {
  const { given, format, images } = place;
  const paths = await listImages(images);
  const attributes = given?.attributes ?? classFolderAttributes(paths);
  if (attributes.length === 0) {
    throw new UserError({
      code: 'no_attributes',
      message: `${images} has no class folders: its images lie in no folder of their own.`,
      hint: 'Put the images of each class in a folder of its name, or give a manifest with a `pattern`.',
    });
  }
  return folderSamples({ format, manifest: completeManifest(place, attributes), images, paths });
}

async function findInParquet(
  place: Place<'parquet'>,
  options: OpenDatasetOptions,
  onProgress: DatasetProgress | undefined,
): Promise<FoundSamples> {
  const { source, given } = place;
  const {
    files: paths,
    card,
    classNames,
    config,
    split,
  } = await findParquet(source, given, {
    config: options.config ?? given?.table?.config,
    split: options.split ?? given?.table?.split,
  });
  const files = paths.map((path) => openFile(path, { classNames, imageColumn: given?.table?.imageColumn }));
  const imageColumn = onlyImageColumn(files);
  const { attributes, warnings } =
    given === null ? inferParquetAttributes(files) : { attributes: given.attributes, warnings: [] };
  const complete = completeManifest(place, attributes);
  const manifest = {
    ...complete,
    licence: complete.licence ?? card.licence,
    table: {
      file: source.file === null ? given?.table?.file : parse(source.file).base,
      imageColumn,
      config,
      split,
    },
  };
  const allowMissing = options.allowMissing ?? false;
  const found = await parquetSamples({ files, manifest, root: source.root, allowMissing }, onProgress);
  return { ...found, warnings: [...warnings, ...found.warnings] };
}

function completeManifest(
  { source, format, given, images, name }: Place<DatasetFormat>,
  attributes: DatasetManifest['attributes'],
): DatasetManifest {
  return {
    // Nobody said where the labels of an undescribed data set come from.
    ...(given ?? { schemaVersion: 1, labels: 'unknown' }),
    attributes,
    name: name ?? given?.name ?? parse(source.file ?? source.root).name,
    format,
    images: images === source.root ? undefined : (pathInside(source.root, images) ?? images),
  };
}

function identicalImages(digests: readonly string[]): RunWarning[] {
  const count = digests.length - new Set(digests).size;
  if (count === 0) return [];
  const images = count === 1 ? '1 image is' : `${count.toLocaleString('en-US')} images are`;
  return [
    { code: 'identical_images', message: `${images} byte for byte the same as an earlier one.`, count },
  ];
}
