import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { loadReport } from '@evenhand/audit';
import { UserError } from '@evenhand/contracts';
import { type Db, findRun } from '@evenhand/db';
import {
  type Edition,
  type ImageTreatment,
  type ReportFormat,
  type ReportSettings,
  readStamp,
  reportFormats,
  verifyReport,
  writeReport,
} from '@evenhand/report/files';
import { type Command, Option } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { type ExitCode, exitCode } from '../cli/exit-codes.js';
import { replaceFile } from '../engine/replace-file.js';
import { reportImages } from '../engine/report-images.js';
import { count } from '../reporters/format.js';
import { verificationText } from '../reporters/verification-text.js';
import { withDatabaseToRead } from './with-database.js';

interface Options {
  baseline?: string;
  output?: string;
  edition?: Edition;
  paper: 'a4' | 'letter';
  archival?: boolean;
  includeImages?: true | 'blurred' | 'clear';
  verify?: string;
}

export function registerReport(program: Command, environment: Environment): void {
  handle<[string | undefined], Options>(
    environment,
    program
      .command('report [run]')
      .description(
        'a run as a PDF to sign, or as HTML, Markdown, JSON or CSV; or whether such a file still holds',
      )
      .option(
        '-o, --output <file>',
        `where to write it; the ending decides: ${reportFormats.map((name) => `.${name}`).join(', ')}`,
      )
      .option('--baseline <run>', 'compare with this run, on the images that both have predicted')
      .addOption(
        new Option('--edition <edition>', 'two pages, or everything (Markdown: summary, else full)').choices([
          'summary',
          'full',
        ]),
      )
      .addOption(new Option('--paper <size>', 'of the PDF').choices(['a4', 'letter']).default('a4'))
      .option('--archival', 'PDF/A-2a for archives instead of PDF/UA-1')
      .addOption(
        new Option(
          '--include-images [how]',
          'show the most confident mistakes in PDF and HTML, blurred unless told otherwise',
        ).choices(['blurred', 'clear']),
      )
      .option('--verify <file>', 'say whether a report still matches its run, instead of writing one'),
    async (context, options, ref) => {
      if (options.verify !== undefined) return verify(context, options.verify);
      if (ref === undefined) {
        throw new UserError({
          code: 'no_run',
          message: 'No run is named.',
          hint: 'Write evenhand report RUN -o FILE.pdf, for example evenhand report latest -o audit.pdf.',
        });
      }
      await withDatabaseToRead(context, (db) => write(context, db, { ref, options }));
      return undefined;
    },
  );
}

async function write(
  context: Context,
  db: Db,
  { ref, options }: { ref: string; options: Options },
): Promise<void> {
  const { output } = options;
  if (output === undefined && !context.json) {
    throw new UserError({
      code: 'no_output',
      message: 'There is no file to write to.',
      hint: 'Add -o FILE.pdf (or .html, .md, .json, .csv); --json alone prints the report as JSON.',
    });
  }
  const format = output === undefined ? 'json' : formatOf(output);
  const settings: ReportSettings = {
    edition: options.edition ?? (format === 'md' ? 'summary' : 'full'),
    paper: options.paper,
    isArchival: options.archival ?? false,
  };
  const run = findRun(db, ref);
  const baseline = options.baseline === undefined ? undefined : findRun(db, options.baseline).id;
  const images = await reportImages(db, run, imagesOf(options));
  const input = loadReport(db, { run: run.id, baseline, images });
  if (output === undefined) {
    context.printJson(JSON.parse(writeReport(input, format, settings).bytes.toString('utf8')));
    return;
  }
  const { bytes, provenance } = writeReport(input, format, settings);
  await replaceFile(output, bytes);
  if (run.status !== 'finished')
    context.warn(`Run ${run.id} is ${run.status}: the report is of what is stored so far.`);
  if (context.json) {
    context.printJson({ file: output, format, bytes: bytes.length, ...settings, ...provenance });
  } else {
    context.note(
      `${output}: ${count(Math.ceil(bytes.length / 1024))} kB, run ${run.id}, results ${provenance.resultsDigest.slice(0, 12)}`,
    );
  }
}

function imagesOf({ includeImages }: Options): ImageTreatment | 'none' {
  return includeImages === true ? 'blurred' : (includeImages ?? 'none');
}

function formatOf(file: string): ReportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = reportFormats.find((name) => name === ending);
  if (format) return format;
  throw new UserError({
    code: 'unknown_format',
    message: `${file} does not end in a format that reports have.`,
    hint: `Use one of ${reportFormats.map((name) => `.${name}`).join(', ')}.`,
  });
}

/** Exits with 0 only where the file is what is written from the run today. */
async function verify(context: Context, file: string): Promise<ExitCode> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError({
      code: 'unreadable_file',
      message: `${file} cannot be read: ${error.message}`,
      hint: 'Name a report that Evenhand wrote.',
    });
  });
  const format = formatOf(file);
  const stamp = readStamp(bytes);
  if (!stamp) {
    throw new UserError({
      code: 'no_stamp',
      message: `${file} does not say which run it is of.`,
      hint: 'Only PDF, HTML, Markdown and JSON reports that Evenhand wrote can be verified; tools that rewrite a PDF may remove its metadata.',
    });
  }
  const verification = await withDatabaseToRead(context, async (db) => {
    const run = findRun(db, stamp.run);
    const baseline = stamp.baseline === null ? undefined : findRun(db, stamp.baseline).id;
    const images = await reportImages(db, run, stamp.images);
    const input = loadReport(db, { run: run.id, baseline, images });
    return verifyReport(bytes, { stamp, format, input });
  });
  if (context.json) context.printJson({ file, verification, ...stamp });
  else context.print(verificationText(file, verification, stamp));
  return verification === 'same' ? exitCode.fine : exitCode.input;
}
