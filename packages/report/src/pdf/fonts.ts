import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type FontFile, readFont } from './font-file.js';
import { isShapeless } from './printable-text.js';

const require = createRequire(import.meta.url);

interface Fallback {
  family: string;
  file: string;
  /** Characters that this font is there for. */
  script: RegExp;
}

const TEXT = ['inter/400Regular/Inter_400Regular.ttf', 'inter/600SemiBold/Inter_600SemiBold.ttf'] as const;
const CODE = 'ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf';

/** Inter has Latin, Greek and Cyrillic. The others come in only where a text needs them. */
const FALLBACKS: readonly Fallback[] = [
  {
    family: 'Noto Sans Arabic',
    file: 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
    script: /\p{Script=Arabic}/u,
  },
  {
    family: 'Noto Sans Hebrew',
    file: 'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
    script: /\p{Script=Hebrew}/u,
  },
  {
    family: 'Noto Sans Devanagari',
    file: 'noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
    script: /\p{Script=Devanagari}/u,
  },
  {
    family: 'Noto Sans Thai',
    file: 'noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
    script: /\p{Script=Thai}/u,
  },
  {
    family: 'NanumGothic',
    file: 'nanum-gothic/400Regular/NanumGothic_400Regular.ttf',
    script: /\p{Script=Hangul}/u,
  },
  {
    family: 'Chocolate Classical Sans',
    file: 'chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf',
    script: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u,
  },
];

export interface FontSet {
  /** In the order in which a character is looked for. */
  families: readonly string[];
  files: readonly Buffer[];
  /** Whether any of them has the character. */
  has(character: string): boolean;
  /** Whether Inter alone does: then a line is as wide as its characters, and needs no shaping. */
  isPlain(text: string): boolean;
  /** Width of a text in em. */
  width(text: string): number;
}

const opened = new Map<string, FontFile>();

/** The fonts that a document with these characters needs. They ship with Evenhand: no font of the machine is used. */
export function chooseFonts(characters: Iterable<string>): FontSet {
  const text = open(TEXT[0]);
  const missing = [...characters].filter(
    (character) => !isShapeless(character) && !text.has(codeOf(character)),
  );
  const fallbacks = FALLBACKS.filter(({ script }) => missing.some((character) => script.test(character)));
  const files = [text, ...fallbacks.map(({ file }) => open(file))];
  const widths = new Map<string, number | null>();
  const widthOf = (character: string): number | null => {
    const known = widths.get(character);
    if (known !== undefined) return known;
    const code = codeOf(character);
    const width = files.find((file) => file.has(code))?.width(code) ?? null;
    widths.set(character, width);
    return width;
  };
  return {
    families: ['Inter', ...fallbacks.map(({ family }) => family)],
    files: [...files, open(TEXT[1]), open(CODE)].map(({ data }) => data),
    has: (character) => widthOf(character) !== null,
    isPlain: (line) => fallbacks.length === 0 || [...line].every((character) => text.has(codeOf(character))),
    width(line) {
      let sum = 0;
      for (const character of line) sum += widthOf(character) ?? 1;
      return sum;
    },
  };
}

/** Where the font files are: for programs that look for fonts themselves. */
export function fontFolders(): string[] {
  return [...TEXT, CODE, ...FALLBACKS.map(({ file }) => file)].map((file) => dirname(pathOf(file)));
}

function pathOf(file: string): string {
  return require.resolve(`@expo-google-fonts/${file}`);
}

function open(file: string): FontFile {
  const known = opened.get(file);
  if (known) return known;
  const font = readFont(readFileSync(pathOf(file)));
  opened.set(file, font);
  return font;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
