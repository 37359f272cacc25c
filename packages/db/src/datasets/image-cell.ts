import type { DatasetManifest, ImageCell } from '@evenhand/contracts';

/** Where in its Parquet file a sample's image is, from the row as stored and the manifest's column. */
export function imageCell(row: number | null, manifest: DatasetManifest): ImageCell | undefined {
  const column = manifest.table?.imageColumn;
  return row === null || column === undefined ? undefined : { column, row };
}
