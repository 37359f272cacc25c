/** What a column's name says about it. */
export interface ColumnRole {
  role: 'predicted' | 'confidence' | 'score' | 'truth' | null;
  /** The name without the words that say the role, `gender` for `gender_pred`; '' where nothing is left. */
  stem: string;
}

const WORDS = {
  predicted: ['pred', 'preds', 'predicted', 'prediction', 'predictions', 'yhat', 'hat', 'decision', 'output'],
  confidence: ['confidence', 'conf', 'certainty'],
  score: ['score', 'scores', 'prob', 'probs', 'proba', 'probability', 'probabilities', 'p'],
  truth: ['true', 'truth', 'actual', 'gt', 'label', 'labels', 'target', 'y', 'class', 'groundtruth'],
} as const;
/** In this order: `predicted_label` is a prediction, `y_score` a score. */
const ROLES = ['predicted', 'confidence', 'score', 'truth'] as const;
const FILLERS = ['value', 'values', 'ground'];
const ALL: readonly string[] = [...ROLES.flatMap((role) => WORDS[role]), ...FILLERS];

/** Names that people give the column of the sample, most telling first. */
const SAMPLE_NAMES = [
  'sample',
  'sample_id',
  'image',
  'file',
  'file_name',
  'filename',
  'file_path',
  'filepath',
  'image_path',
  'image_file',
  'image_name',
  'image_id',
  'img',
  'img_path',
  'img_name',
  'face_name_align',
  'path',
  'entity_id',
  'record_id',
  'case_id',
  'uid',
  'key',
  'id',
];

/** A name as words in lower case, joined with `_`: `genderPred`, `Gender Pred` and `gender-pred` alike. */
export function plainName(name: string): string {
  return wordsOf(name).join('_');
}

export function columnRole(name: string): ColumnRole {
  const words = wordsOf(name);
  const role = ROLES.find((entry) =>
    words.some((word) => (WORDS[entry] as readonly string[]).includes(word)),
  );
  const stem = words.filter((word) => !ALL.includes(word)).join('_');
  return { role: role ?? null, stem };
}

export function sampleColumn(columns: readonly string[]): string | null {
  for (const name of SAMPLE_NAMES) {
    const found = columns.find((column) => plainName(column) === name);
    if (found !== undefined) return found;
  }
  return null;
}

function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
