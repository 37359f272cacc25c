/** A Markdown document by lines: the YAML at its head, between two lines of `---`, and what follows. */
export interface FrontMatter {
  /** Empty where there is no head, or one that never ends. */
  head: string[];
  body: string[];
  /** 1-based line of the document on which the body begins. */
  bodyLine: number;
}

/** Splits the cards of models and data sets, which the Hugging Face hub wants as the `README.md` of a repository. */
export function splitFrontMatter(text: string): FrontMatter {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
  const [first = '', ...rest] = lines;
  const end = isFence(first) ? rest.findIndex(isFence) : -1;
  if (end < 0) return { head: [], body: lines, bodyLine: 1 };
  return { head: rest.slice(0, end), body: rest.slice(end + 1), bodyLine: end + 3 };
}

function isFence(line: string): boolean {
  return /^---\s*$/u.test(line);
}
