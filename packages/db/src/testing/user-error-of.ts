import { isUserError } from '@evenhand/contracts';

/** The UserError that `body` throws, as what its reader sees. */
export function userErrorOf(body: () => unknown): {
  code: string;
  message: string;
  hint: string | undefined;
} {
  try {
    body();
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { code: error.code, message: error.message, hint: error.hint };
  }
  throw new Error('nothing was thrown');
}
