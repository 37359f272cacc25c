import { palette } from '../draw/palette.js';

/** The printed page's look on a screen, and again on paper. */
export const styles = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 32px 24px 64px; max-width: 960px; background: #fff; color: ${palette.ink}; font: 14px/1.5 Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 21px; margin: 48px 0 12px; }
h3 { font-size: 16px; margin: 32px 0 8px; }
h4 { font-size: 14px; margin: 24px 0 8px; }
header p, .note, figcaption, caption, footer { color: ${palette.ink2}; }
.lead { font-size: 15px; }
.note, figcaption, caption, footer { font-size: 12px; }
caption strong, figcaption strong { display: block; font-size: 14px; color: ${palette.ink}; }
caption { text-align: left; padding: 0 0 6px; }
a { color: ${palette.accent}; }
nav ol { columns: 2; padding-left: 20px; }
dl { display: grid; grid-template-columns: minmax(120px, 200px) 1fr; gap: 4px 16px; }
dt { color: ${palette.ink2}; }
dd { margin: 0; }
code { font-family: "IBM Plex Mono", ui-monospace, monospace; font-size: 12px; }
.frame { overflow-x: auto; margin: 20px 0; }
.frame:focus-visible { outline: 2px solid ${palette.accent}; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
th, td { padding: 4px 10px; border-bottom: 1px solid ${palette.line}; vertical-align: middle; }
thead th { color: ${palette.ink2}; font-size: 12px; vertical-align: bottom; }
tbody th { font-weight: 400; }
.total th, .total td, .strong { font-weight: 600; }
.alarm { color: ${palette.alarm}; font-weight: 600; }
.left { text-align: left; } .right { text-align: right; } .center { text-align: center; }
td.right, td.center { white-space: nowrap; }
.quiet { color: ${palette.ink3}; }
td small { color: ${palette.ink3}; }
.hatched { background: repeating-linear-gradient(-45deg, transparent 0 3px, ${palette.hatch} 3px 4px); }
.turned { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
figure { margin: 24px 0; }
figure svg { display: block; max-width: 100%; height: auto; margin-top: 8px; }
.findings { list-style: none; padding: 0; }
.findings li { display: grid; grid-template-columns: 150px 1fr; gap: 12px; margin: 12px 0; }
.findings p { margin: 0; color: ${palette.ink2}; }
.tag { justify-self: start; align-self: start; border-radius: 3px; padding: 2px 6px; font-size: 11px; font-weight: 600; border: 1px solid ${palette.lineStrong}; }
.tag.certain { background: ${palette.ink}; border-color: ${palette.ink}; color: #fff; }
.tag.worse { background: ${palette.alarm}; border-color: ${palette.alarm}; color: #fff; }
.tag.better { background: ${palette.accent}; border-color: ${palette.accent}; color: #fff; }
.tag.unknown { border-style: dashed; color: ${palette.ink2}; }
.images { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(120px, 1fr)); gap: 12px; }
.images img { display: block; width: 100%; }
.images span { font-size: 11px; }
.signatures { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(3, 1fr); gap: 48px 24px; margin-top: 48px; }
.signatures li { border-top: 1px solid ${palette.lineStrong}; font-size: 12px; color: ${palette.ink2}; padding-top: 4px; }
@media (max-width: 640px) { nav ol { columns: 1; } .findings li { grid-template-columns: 1fr; gap: 4px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 6px; } }
@media print { body { max-width: none; padding: 0; font-size: 10px; } .frame { overflow: visible; } thead { display: table-header-group; } h2, h3, caption, figcaption { break-after: avoid; } tr, figure { break-inside: avoid; } }
`.trim();
