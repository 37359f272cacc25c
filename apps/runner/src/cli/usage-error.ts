/**
 * What commander says about a wrong command line, as `--json` prints errors: on one line, with a code.
 *
 * @param text `error: unknown option '--jsn'`, and on the next line perhaps `(Did you mean --json?)`
 */
export function usageError(text: string): string {
  const [message = '', hint] = text.trim().split('\n');
  const error = {
    code: 'bad_usage',
    message: message.replace(/^error: /, ''),
    hint: hint?.replace(/^\((.*)\)$/, '$1'),
  };
  return `${JSON.stringify({ error })}\n`;
}
