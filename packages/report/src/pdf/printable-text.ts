/** Characters that steer layout and have no shape of their own. */
export function isShapeless(character: string): boolean {
  return /[\p{Default_Ignorable_Code_Point}\s]/u.test(character);
}

/** Letters in a row that stay together in a word that must break. */
const LONGEST_RUN = 18;
/** Letters of a word that fits a line of running text. */
const LONGEST_WORD = 50;
const BREAK = '\u200b';
const NO_BREAK = '\u00a0';

/** Control characters and broken surrogates, which no font has and no document may hold, become spaces or �. */
export function withoutControls(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/\p{Surrogate}|\p{Noncharacter_Code_Point}/gu, '\ufffd');
}

/** Characters that no font of ours has are written as their number, so that nothing is lost: `[U+1F98B]`. */
export function spellMissing(text: string, has: (character: string) => boolean): string {
  return [...text]
    .map((character) =>
      isShapeless(character) || has(character)
        ? character
        : `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .join('');
}

/** Lets words that do not fit break: after `_`, `-`, `/` and the like, and else anywhere. */
export function breakable(text: string, fits: (word: string) => boolean): string {
  return text.replaceAll(/\S+/gu, (word) => (fits(word) ? word : pieces(word).join(BREAK)));
}

/** For running text: words of up to a line's length are left alone, and `p = 0.035` stays in one piece. */
export function breakableProse(text: string): string {
  return breakable(
    text.replaceAll(/\b([pn]) ([=<]) (?=\d)/g, `$1${NO_BREAK}$2${NO_BREAK}`),
    (word) => word.length <= LONGEST_WORD,
  );
}

/** The parts of a word between the places where it may break. */
export function pieces(word: string): string[] {
  return word
    .replaceAll(/[_/.:;,+=&?-](?=\S)/g, (mark) => mark + BREAK)
    .split(BREAK)
    .flatMap(chunks);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A letter and its marks stay together. */
function chunks(word: string): string[] {
  const letters = [...graphemes.segment(word)].map(({ segment }) => segment);
  return Array.from({ length: Math.ceil(letters.length / LONGEST_RUN) }, (_, index) =>
    letters.slice(index * LONGEST_RUN, (index + 1) * LONGEST_RUN).join(''),
  );
}
