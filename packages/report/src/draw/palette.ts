import type { Shade } from '../model/report.js';

/** The dashboard's light colours, for paper; `typst/theme.typ` has the ones of text and rules. */
export const palette = {
  ink: '#1b1b19',
  ink2: '#52524c',
  ink3: '#686861',
  line: '#e3e3df',
  lineStrong: '#85857d',
  sunk: '#f2f2ef',
  band: '#e4e4df',
  hatch: '#b9b9b2',
  accent: '#0b5f8a',
  alarm: '#b3261e',
  base: '#85857d',
} as const;

/** Of groups, as the dashboard gives them: by the place of a label in its declaration; the last one of all others. */
export const groupInks = [
  '#3b2a96',
  '#117733',
  '#c25566',
  '#23809f',
  '#8f6a12',
  '#882255',
  '#1f8577',
  '#74741a',
  '#a23f92',
  '#5c5c56',
] as const;

/** Cividis, from nothing to all; its bright end fades into the paper, so that rare things do not shine. */
const MAGNITUDE = [
  '#ffffff',
  '#fffbdc',
  '#f8efba',
  '#e6dca3',
  '#c3bb93',
  '#9c9781',
  '#6a6c71',
  '#575d6d',
  '#39486b',
  '#00336f',
] as const;

/** Orange below, blue above. */
const DIFFERENCE = [
  '#e8893a',
  '#efa566',
  '#f4bf8f',
  '#f8d7b8',
  '#fbebdc',
  '#ffffff',
  '#e1edf7',
  '#c2daee',
  '#9fc5e4',
  '#7bafd9',
  '#5798cd',
] as const;

/** Fill and ink of a shaded cell; the ink keeps 4.5:1. */
export function shadeColours({ scale, step }: Shade): { fill: string; ink: string } {
  if (scale === 'difference') return { fill: DIFFERENCE[step + 5] ?? '#ffffff', ink: palette.ink };
  return { fill: MAGNITUDE[step] ?? '#ffffff', ink: step >= 6 ? '#ffffff' : palette.ink };
}
