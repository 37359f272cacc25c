/** JSON pointer (RFC 6901) to a place in the document that a number comes from. */
export function pointer(...steps: readonly (string | number)[]): string {
  let path = '';
  for (const step of steps) path += `/${typeof step === 'number' ? step : escaped(step)}`;
  return path;
}

function escaped(step: string): string {
  return /[~/]/.test(step) ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}
