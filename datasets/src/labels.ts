/**
 * The demo's labels, each list in natural order (the order of `demo/dataset.yaml`, which a test compares).
 * Sorted as strings, as the reference model sorts its own, the grades of wear come in another order: "10-19 %" and
 * "20-29 %" before "3-9 %". Whoever maps them by position instead of by name gets wrong results without an error.
 */
export const SPECIES = [
  'Admiral',
  'Blue Morpho',
  'Brimstone',
  'Copper',
  'Fritillary',
  'Peacock',
  'Swallowtail',
] as const;
export type Species = (typeof SPECIES)[number];

export const SIDES = ['Dorsal', 'Ventral'] as const;
export type Side = (typeof SIDES)[number];

/** A grade of wear: a specimen of this grade has lost a share of its wing scales and margin in [from, to). */
export interface WearGrade {
  label: string;
  from: number;
  to: number;
}
export const WEAR_GRADES: readonly WearGrade[] = [
  { label: '0-2 %', from: 0, to: 0.03 },
  { label: '3-9 %', from: 0.03, to: 0.1 },
  { label: '10-19 %', from: 0.1, to: 0.2 },
  { label: '20-29 %', from: 0.2, to: 0.3 },
  { label: '30-39 %', from: 0.3, to: 0.4 },
  { label: '40-49 %', from: 0.4, to: 0.5 },
  { label: '50-59 %', from: 0.5, to: 0.6 },
  { label: '60-69 %', from: 0.6, to: 0.7 },
  { label: '70 % or more', from: 0.7, to: 0.9 },
];

export const LIGHTINGS = ['Daylight', 'Tungsten', 'Dusk'] as const;
export type Lighting = (typeof LIGHTINGS)[number];

export const CAMERAS = ['Studio', 'Field', 'Phone'] as const;
export type Camera = (typeof CAMERAS)[number];

/** What one image shows and how it was taken: all that its labels say, and `wear` as the exact share. */
export interface Description {
  species: Species;
  side: Side;
  /** Share of the wings that is worn, from 0 to 0.9. */
  wear: number;
  wearLabel: string;
  lighting: Lighting;
  camera: Camera;
}

/**
 * A phone at dusk switches to its night mode, which also records near infrared. Everything that is special about this
 * combination of lighting and camera hangs on this.
 */
export function isNightMode({ lighting, camera }: Pick<Description, 'lighting' | 'camera'>): boolean {
  return lighting === 'Dusk' && camera === 'Phone';
}
