import { Lexer, LineCounter, parseDocument } from 'yaml';

/** Manifests nest six deep. The parser's time grows with the square of the depth: thousands take minutes. */
const MAX_DEPTH = 64;

/** 20,000 labels take 80,000. Each that is a fault becomes an error with a stack of its own. */
const MAX_TOKENS = 200_000;

/** `&a [*b, *b …]` of aliases of aliases multiplies; labels given twice need one each. */
const MAX_ALIASES = 100;

/**
 * YAML from strangers: what the parser would only warn about (unknown tags, keys that are no text) is refused too.
 *
 * @throws Error that says where
 */
export function parseYaml(text: string): unknown {
  refuseExcess(text);
  const lineCounter = new LineCounter();
  // Pretty errors take a look at the whole line for each of what may be thousands.
  const options = { logLevel: 'silent', stringKeys: true, prettyErrors: false, lineCounter } as const;
  const document = parseDocument(text, options);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const { line, col } = lineCounter.linePos(fault.pos[0]);
    throw new Error(`${fault.message} at line ${line}, column ${col}`);
  }
  return document.toJS({ maxAliasCount: MAX_ALIASES });
}

/** Depth is that of brackets and of lists begun on one line; by indentation the file's size bounds it. */
function refuseExcess(text: string): void {
  let tokens = 0;
  let brackets = 0;
  let inLine = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > MAX_TOKENS) throw new Error(`it has more than ${MAX_TOKENS} words and signs`);
    if (token === '[' || token === '{') brackets += 1;
    else if (token === ']' || token === '}') brackets -= 1;
    else if (token === '-' || token === '?') inLine += 1;
    else if (token.includes('\n')) inLine = 0;
    if (brackets > MAX_DEPTH || inLine > MAX_DEPTH)
      throw new Error(`it is nested more than ${MAX_DEPTH} deep`);
  }
}
