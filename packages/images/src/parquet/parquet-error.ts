import { UserError } from '@evenhand/contracts';

/** A Parquet file that is damaged, cut short or no Parquet file at all. */
export function parquetError(path: string, what: string, cause?: unknown): UserError {
  return new UserError({
    code: 'malformed_parquet',
    message: `${path}: ${what}.`,
    hint: 'The file may be damaged or cut short: fetch or write it again.',
    cause,
  });
}

/** What makes a sound page one that is not read here; the caller adds the file. */
export class NotReadHere extends Error {}

/** A sound Parquet file that is written in a way that is not read here. */
export function unsupportedParquet(path: string, what: string): UserError {
  return new UserError({
    code: 'unsupported_parquet',
    message: `${path}: ${what}.`,
    hint: 'Write it again with pyarrow and its defaults: pq.write_table(pq.read_table(FILE), NEW_FILE).',
  });
}
