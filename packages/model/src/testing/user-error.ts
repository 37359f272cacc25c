import { isUserError, type UserError } from '@evenhand/contracts';

/** The error that `promise` fails with, which must be one for the user. */
export async function userErrorOf(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (isUserError(error)) return error;
  throw error;
}
