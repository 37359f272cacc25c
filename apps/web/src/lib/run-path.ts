/** Addresses of a run's pages. */
export function runPath(run: string, ...rest: string[]): string {
  return ['/runs', run, ...rest]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');
}
