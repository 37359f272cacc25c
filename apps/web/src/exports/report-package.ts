import type * as Figures from '@evenhand/report/figures';
import type * as Files from '@evenhand/report/files';

/*
 * Loaded by Node when they are first asked for, never bundled: they find fonts and Typst sources beside themselves and
 * load native addons, which a bundler moves away.
 */

/** Reports in all formats. */
export function reportFiles(): Promise<typeof Files> {
  return import(/* turbopackIgnore: true */ '@evenhand/report/files');
}

/** Figures by themselves. */
export function reportFigures(): Promise<typeof Figures> {
  return import(/* turbopackIgnore: true */ '@evenhand/report/figures');
}
