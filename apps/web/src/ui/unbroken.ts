/** Keeps `n = 12`, `p < 0.001`, `5 %` and `[53, 83]` on one line. */
export function unbroken(text: string): string {
  return text
    .replaceAll(/ ([=<]) /g, '\u00a0$1\u00a0')
    .replaceAll(/(\d) %/g, '$1\u202f%')
    .replaceAll(/\[[^\]]{1,16}\]/g, (limits) => limits.replaceAll(' ', '\u00a0'));
}
