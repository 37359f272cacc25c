import { UserError } from '@evenhand/contracts';

/**
 * An alias written between slashes, `/0?9[- ]mar/`, is a regular expression for the whole value, case ignored:
 * spreadsheets damage labels in more spellings than one can list. Null for a plain alias.
 */
export function aliasPattern(alias: string, attribute: string): RegExp | null {
  if (alias.length < 3 || !alias.startsWith('/') || !alias.endsWith('/')) return null;
  try {
    return new RegExp(`^(?:${alias.slice(1, -1)})$`, 'iu');
  } catch (cause) {
    throw new UserError({
      code: 'invalid_manifest',
      message: `The alias ${alias} of ${attribute} is not a regular expression: ${String(cause)}.`,
      cause,
    });
  }
}
