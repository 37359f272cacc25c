import type { IconName } from './icon';

export interface Section {
  href: string;
  name: string;
  icon: IconName;
}

/** What the left rail leads to. */
export const sections: readonly Section[] = [
  { href: '/runs', name: 'Runs', icon: 'runs' },
  { href: '/compare', name: 'Compare', icon: 'compare' },
  { href: '/models', name: 'Models', icon: 'models' },
  { href: '/datasets', name: 'Data sets', icon: 'datasets' },
];
