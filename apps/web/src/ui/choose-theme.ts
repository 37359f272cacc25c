import type { Theme } from '../lib/preferences';
import { remember } from './remember';

/** Colours the page at once and from now on; what the server drew follows with the next answer. */
export function chooseTheme(theme: Theme): void {
  remember('evenhand-theme', theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
