/**
 * Deepest nesting of the JSON that safetensors define (header: object › tensor › shape).
 * `JSON.parse` would build millions of nested arrays from a hostile file of a few megabytes.
 */
const MAX_DEPTH = 8;

/**
 * `JSON.parse` that also refuses what it lets pass: a key given twice (the last would win silently) and
 * needless nesting.
 *
 * @throws SyntaxError
 */
export function parseStrictJson(text: string): unknown {
  refuseDuplicateKeys(text);
  return JSON.parse(text);
}

function refuseDuplicateKeys(text: string): void {
  /** Keys of each object that is open; null for an open array. */
  const open: (Set<string> | null)[] = [];
  let lastString = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      const end = endOfString(text, i);
      lastString = unescaped(text.slice(i, end + 1));
      i = end;
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) throw new SyntaxError(`nested more than ${MAX_DEPTH} deep`);
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === ':') {
      const keys = open.at(-1);
      if (keys?.has(lastString))
        throw new SyntaxError(`the key ${JSON.stringify(lastString)} is given twice`);
      keys?.add(lastString);
    }
  }
}

/** So that `"a"` and `"\\u0061"` are the same key. */
function unescaped(literal: string): string {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}

/** Index of the closing quote of the string that starts at `start`; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
