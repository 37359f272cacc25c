import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fontFolders } from '../pdf/fonts.js';

/** Dots per inch of an SVG's own pixels. */
const OWN_DENSITY = 72;

/**
 * An SVG figure as a PNG, `scale` pixels to each of its own. Drawn with the fonts that ship with Evenhand, so that it
 * looks the same on every machine.
 */
export async function figurePng(svg: string, { scale }: { scale: number }): Promise<Buffer> {
  useOwnFonts();
  // Loaded here, because it reads where its fonts are when it is loaded.
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg), { density: OWN_DENSITY * scale })
    .png()
    .toBuffer();
}

/** Fontconfig, which the drawing library asks for fonts, knows no other way than a file of its own. */
function useOwnFonts(): void {
  const folder = join(tmpdir(), `evenhand-fonts-${process.getuid?.() ?? ''}-${process.pid}`);
  const file = join(folder, 'fonts.conf');
  if (process.env['FONTCONFIG_FILE'] === file) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const folders = fontFolders().map((path) => `<dir>${escaped(path)}</dir>`);
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders.join('')}<cachedir>${escaped(join(folder, 'cache'))}</cachedir></fontconfig>\n`,
  );
  process.env['FONTCONFIG_FILE'] = file;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function escaped(path: string): string {
  return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
