import type { ImageTreatment } from '../model/input.js';
import type { Edition, Provenance } from '../model/report.js';
import type { Selection } from '../model/selection.js';
import type { Paper } from '../pdf/typst-data.js';

/** How a report was asked for: what it takes, besides its run, to write it once more. */
export interface ReportSettings {
  edition: Edition;
  paper: Paper;
  isArchival: boolean;
  /** Predicted classes that mean being chosen: their selection rates and impact ratios are in the report. */
  selections?: readonly Selection[] | undefined;
}

/** What a written report says about where it comes from, in one line that every format carries. */
export interface Stamp extends ReportSettings {
  images: ImageTreatment | 'none';
  run: string;
  baseline: string | null;
  resultsDigest: string;
  auditDigest: string;
  /** Of the model's package and of the data set, as the run has them. */
  modelDigest: string;
  datasetDigest: string;
  /** `0.1.0`: of the Evenhand that wrote it. */
  version: string;
}

const MARK = 'evenhand-report';

export function stampOf(
  { run, baseline, resultsDigest, auditDigest, modelDigest, datasetDigest }: Provenance,
  settings: ReportSettings & Pick<Stamp, 'images' | 'version'>,
): Stamp {
  const { edition, paper, isArchival, selections = [], images, version } = settings;
  return {
    run,
    baseline,
    resultsDigest,
    auditDigest,
    modelDigest,
    datasetDigest,
    edition,
    paper,
    isArchival,
    selections,
    images,
    version,
  };
}

/** `evenhand-report; run=r1qn2mp20; results=…`: nothing in it needs escaping in any format. */
export function stampText(stamp: Stamp): string {
  const parts: Record<string, string> = {
    run: stamp.run,
    baseline: stamp.baseline ?? 'none',
    results: stamp.resultsDigest,
    audit: stamp.auditDigest,
    edition: stamp.edition,
    paper: stamp.paper,
    archival: stamp.isArchival ? 'yes' : 'no',
    selections: encoded(stamp.selections ?? []),
    images: stamp.images,
    model: digestText(stamp.modelDigest),
    data: digestText(stamp.datasetDigest),
    version: stamp.version,
  };
  return [MARK, ...Object.entries(parts).map(([name, value]) => `${name}=${value}`)].join('; ');
}

/** The stamp of a file's bytes; undefined where it has none. */
export function readStamp(bytes: Buffer): Stamp | undefined {
  const [text] = /evenhand-report(?:; [a-z]+=[\w.+-]+)+/.exec(bytes.toString('latin1')) ?? [];
  if (text === undefined) return undefined;
  const parts = new Map(text.split('; ').map((part): [string, string] => splitPart(part)));
  const run = parts.get('run');
  const resultsDigest = parts.get('results');
  const auditDigest = parts.get('audit');
  if (run === undefined || resultsDigest === undefined || auditDigest === undefined) return undefined;
  const baseline = parts.get('baseline') ?? 'none';
  const images = parts.get('images');
  return {
    run,
    baseline: baseline === 'none' ? null : baseline,
    resultsDigest,
    auditDigest,
    modelDigest: parts.get('model') ?? '',
    datasetDigest: parts.get('data') ?? '',
    edition: parts.get('edition') === 'summary' ? 'summary' : 'full',
    paper: parts.get('paper') === 'letter' ? 'letter' : 'a4',
    isArchival: parts.get('archival') === 'yes',
    selections: decoded(parts.get('selections') ?? 'none'),
    images: images === 'blurred' || images === 'clear' ? images : 'none',
    version: parts.get('version') ?? '',
  };
}

/** Digests of imported runs can be any text. */
function digestText(digest: string): string {
  return /^[\w.+-]+$/.test(digest) ? digest : 'unknown';
}

function splitPart(part: string): [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, at), part.slice(at + 1)];
}

/** Names may hold anything, so they go as base64url: `dGFzaw.bGFiZWw`, joined by `+`. */
function encoded(selections: readonly Selection[]): string {
  if (selections.length === 0) return 'none';
  return selections
    .map(({ task, label }) => [task, label].map((name) => Buffer.from(name).toString('base64url')).join('.'))
    .join('+');
}

function decoded(text: string): Selection[] {
  if (text === 'none') return [];
  return text.split('+').map((pair) => {
    const [task = '', label = ''] = pair
      .split('.')
      .map((name) => Buffer.from(name, 'base64url').toString('utf8'));
    return { task, label };
  });
}
