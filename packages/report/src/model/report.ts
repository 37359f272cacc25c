import type { Drawing } from '../draw/svg.js';

/** What a report says, before anyone decides how it looks: every renderer prints exactly these texts. */
export interface Report {
  schemaVersion: 1;
  edition: Edition;
  title: string;
  /** What the run was, in one line under the title. */
  subtitle: string;
  /** For the running header: short enough for half a line. */
  shortTitle: string;
  provenance: Provenance;
  sections: readonly Section[];
}

/** `summary`: two pages for who decides. `full`: everything, for who checks. */
export type Edition = 'summary' | 'full';

/** What ties a report to its run; also in the metadata of every file that is written. */
export interface Provenance {
  run: string;
  model: string;
  modelDigest: string;
  dataset: string;
  datasetDigest: string;
  /** SHA-256 of all counts behind the numbers: changes when a prediction or a label does. */
  resultsDigest: string;
  /** SHA-256 of the audit document: changes when a number does. */
  auditDigest: string;
  /** Run that this one is compared with. */
  baseline: string | null;
  /** ISO 8601, UTC: when the run ended. The report has no date of its own. */
  date: string;
}

/** A heading with what stands under it; sections are in reading order, deeper ones after their parent. */
export interface Section {
  id: string;
  title: string;
  level: 1 | 2 | 3;
  /** In the full edition on paper. */
  startsPage?: boolean;
  blocks: readonly Block[];
}

export type Block = Paragraph | List | Facts | Findings | Table | Figure | Images | Signatures;

export interface Paragraph {
  kind: 'paragraph';
  text: string;
  /** `lead` is what to read first, `note` is small print. */
  tone: 'lead' | 'text' | 'note';
}

export interface List {
  kind: 'list';
  items: readonly string[];
}

/** Names and values, one below the other. */
export interface Facts {
  kind: 'facts';
  items: readonly { term: string; value: string; isCode?: boolean }[];
}

/** What the numbers say, in words; the verdict also stands in the text. */
export interface Findings {
  kind: 'findings';
  items: readonly Finding[];
}

export interface Finding {
  verdict: FindingVerdict;
  /** The verdict in two or three words. */
  label: string;
  title: string;
  text: string;
}

/** `certain`: more than noise. `none`: nothing beyond noise. `unknown`: not enough data. `worse`, `better`: changes. */
export type FindingVerdict = 'certain' | 'none' | 'unknown' | 'worse' | 'better';

export interface Table {
  kind: 'table';
  id: string;
  number: number;
  title: string;
  caption: string;
  columns: readonly Column[];
  /** The first cell of each row names it. */
  rows: readonly Row[];
}

export interface Column {
  title: string;
  /** Head over neighbouring columns that share it. */
  group?: string;
  align: 'left' | 'right' | 'center';
  /** Narrow columns of a matrix have their titles turned. */
  isTurned?: boolean;
}

export interface Row {
  cells: readonly Cell[];
  /** `total` rows stand apart. */
  tone?: 'total';
}

export interface Cell {
  text: string;
  /** Stands smaller beside the text: confidence limits `[29, 39]`, or the number of images. */
  aside?: string;
  /** The number behind the text, in full. */
  value?: number | null;
  low?: number | null;
  high?: number | null;
  /** Images that an estimate rests on. */
  n?: number;
  /** Where the number comes from: JSON pointer into the audit document, or `baseline:` and one into the comparison. */
  source?: string;
  /** `quiet`: too few images, or no number. `strong`: certain. `alarm`: a certain regression or failure. */
  tone?: 'quiet' | 'strong' | 'alarm';
  shade?: Shade;
  /** Drawn hatched: not enough data. */
  isHatched?: boolean;
  isCode?: boolean;
}

/** `magnitude` steps run from 0 to 9, `difference` steps from −5 to 5. */
export interface Shade {
  scale: 'magnitude' | 'difference';
  step: number;
}

export interface Figure {
  kind: 'figure';
  id: string;
  number: number;
  title: string;
  caption: string;
  /** What the drawing shows, for those who cannot see it. */
  alternative: string;
  drawing: Drawing;
}

/** Photographs; only where they were asked for. */
export interface Images {
  kind: 'images';
  id: string;
  title: string;
  caption: string;
  items: readonly {
    /** JPEG, base64. */
    data: string;
    alternative: string;
    caption: string;
  }[];
}

/** Lines to sign on. */
export interface Signatures {
  kind: 'signatures';
  text: string;
  roles: readonly string[];
}
