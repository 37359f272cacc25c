import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { loadReport } from '@evenhand/audit';
import { UserError } from '@evenhand/contracts';
import { type Db, findRun } from '@evenhand/db';
import {
  type ReportFormat,
  readStamp,
  reportFormats,
  type Stamp,
  verifyReport,
} from '@evenhand/report/files';
import type { Context } from '../cli/context.js';
import { type ExitCode, exitCode } from '../cli/exit-codes.js';
import { reportImages } from '../engine/report-images.js';
import { verificationText } from '../reporters/verification-text.js';
import { withDatabaseToRead } from './with-database.js';

/** The format that a file name ends in. */
export function formatOf(file: string): ReportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = reportFormats.find((name) => name === ending);
  if (format) return format;
  throw new UserError({
    code: 'unknown_format',
    message: `${file} does not end in a format that reports have.`,
    hint: `Use one of ${reportFormats.map((name) => `.${name}`).join(', ')}.`,
  });
}

/**
 * `evenhand report [RUN] --verify FILE`: holds a written report against the run named, else the one that it names
 * itself. Exits with 0 only where the file is what is written from that run today.
 */
export async function verifyFile(
  context: Context,
  { file, ref }: { file: string; ref: string | undefined },
): Promise<ExitCode> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError({
      code: 'unreadable_file',
      message: `${file} cannot be read: ${error.message}`,
      hint: 'Name a report that Evenhand wrote.',
    });
  });
  const format = formatOf(file);
  const stamp = format === 'csv' ? undefined : stampOf(file, bytes);
  const own = ref ?? stamp?.run;
  if (own === undefined) {
    throw new UserError({
      code: 'no_run',
      message: `${file} does not say which run it is of: a CSV table has no place for it.`,
      hint: `Name the run too: evenhand report RUN --verify ${file}`,
    });
  }
  return withDatabaseToRead(context, async (db) => {
    const { id } = findRun(db, own);
    const verification =
      stamp && stamp.run !== id ? 'other_run' : verifyReport(bytes, await written(db, id, { stamp, format }));
    if (context.json) context.printJson({ file, verification, ...(stamp ?? { run: id }) });
    else context.print(verificationText(file, verification, { run: id, stamp }));
    return verification === 'same' ? exitCode.fine : exitCode.input;
  });
}

function stampOf(file: string, bytes: Buffer): Stamp {
  const stamp = readStamp(bytes);
  if (stamp) return stamp;
  throw new UserError({
    code: 'no_stamp',
    message: `${file} does not say which run it is of.`,
    hint: 'Only reports that Evenhand wrote can be verified; tools that rewrite a PDF may remove its metadata.',
  });
}

/** @throws UserError `no_baseline` where the run that a report compares with is gone: it was not asked for by name. */
function baselineOf(db: Db, id: string): string {
  try {
    return findRun(db, id).id;
  } catch (error) {
    if ((error as Partial<UserError>).code !== 'unknown_run') throw error;
    throw new UserError({
      code: 'no_baseline',
      message: `The report compares with run ${id}, which is not in this workspace.`,
      hint: 'It can be verified only where both runs are.',
    });
  }
}

/** What the file was written from, as it is today. */
async function written(
  db: Db,
  id: string,
  { stamp, format }: { stamp: Stamp | undefined; format: ReportFormat },
): Promise<Parameters<typeof verifyReport>[1]> {
  const baseline = stamp?.baseline == null ? undefined : baselineOf(db, stamp.baseline);
  const images = await reportImages(db, findRun(db, id), stamp?.images ?? 'none');
  return { stamp, format, input: loadReport(db, { run: id, baseline, images, isMadeAnew: true }) };
}
