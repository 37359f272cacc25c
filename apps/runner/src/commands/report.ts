import { loadReport } from '@evenhand/audit';
import { UserError } from '@evenhand/contracts';
import { type Db, findRun } from '@evenhand/db';
import {
  type Edition,
  type ImageTreatment,
  type ReportSettings,
  reportFormats,
  type Selection,
  writeReport,
} from '@evenhand/report/files';
import { type Command, Option } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { collect } from '../cli/options.js';
import { replaceFile } from '../engine/replace-file.js';
import { reportImages } from '../engine/report-images.js';
import { count } from '../reporters/format.js';
import { formatOf, verifyFile } from './verify-report.js';
import { withDatabaseToRead } from './with-database.js';

interface Options {
  baseline?: string;
  output?: string;
  edition?: Edition;
  paper: 'a4' | 'letter';
  archival?: boolean;
  includeImages?: true | 'blurred' | 'clear';
  selection?: string[];
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
      .option(
        '--selection <task=class>',
        'a predicted class that means being chosen: adds selection rates and impact ratios; may be repeated',
        collect,
      )
      .option(
        '--verify <file>',
        'say whether a report still matches the run that it names, or the one named here; writes nothing',
      ),
    async (context, options, ref) => {
      if (options.verify !== undefined) return verifyFile(context, { file: options.verify, ref });
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
    selections: (options.selection ?? []).map(selectionOf),
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

/** `decision=hired`; a class may hold `=`, a task that does is named up to its first. */
function selectionOf(text: string): Selection {
  const equals = text.indexOf('=');
  if (equals > 0 && equals < text.length - 1) {
    return { task: text.slice(0, equals), label: text.slice(equals + 1) };
  }
  throw new UserError({
    code: 'bad_option',
    message: `--selection ${text} has no task and class.`,
    hint: 'Write --selection TASK=CLASS, for example --selection decision=hired.',
  });
}
