import { isUserError, UserError } from '@evenhand/contracts';
import type { SentError } from './messages.js';

export function toSent(error: unknown): SentError {
  if (!isUserError(error)) return { fault: error };
  const { code, message, hint } = error;
  return { user: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

export function fromSent(error: SentError): unknown {
  return 'user' in error ? new UserError(error.user) : error.fault;
}
