import type { ParquetFile } from '@evenhand/images';
import { classNamesOf } from './dataset-card.js';

/** What the writer of a Parquet file says about its columns, in the metadata that `datasets` leaves. */
export interface Features {
  /** Column → the names that its integers stand for. */
  classNames: Map<string, string[]>;
  /** Columns of images. */
  images: string[];
}

/** Reads the features from the metadata key `huggingface`; empty where it is not there or not readable. */
export function readFeatures({ metadata }: ParquetFile): Features {
  const classNames = new Map<string, string[]>();
  const images: string[] = [];
  for (const [column, feature] of Object.entries(featuresOf(metadata.get('huggingface')))) {
    if (typeof feature !== 'object' || feature === null || !('_type' in feature)) continue;
    if (feature._type === 'Image') images.push(column);
    const names = feature._type === 'ClassLabel' && 'names' in feature ? classNamesOf(feature.names) : null;
    if (names !== null) classNames.set(column, names);
  }
  return { classNames, images };
}

function featuresOf(text: string | undefined): object {
  try {
    const features = JSON.parse(text ?? '{}')?.info?.features;
    return typeof features === 'object' && features !== null ? features : {};
  } catch {
    // A note by another program: the card or the manifest may say it instead.
    return {};
  }
}
