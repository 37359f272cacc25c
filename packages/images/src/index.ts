export { fileError } from './file-error.js';
export type { ImageBytes, ImagePlace } from './image-place.js';
export { createImageReader, type ImageReader } from './image-reader.js';
export { ColumnReader } from './parquet/column-reader.js';
export { openParquet, type ParquetColumn, type ParquetFile } from './parquet/open-parquet.js';
export type { CellValue } from './parquet/plain-values.js';
