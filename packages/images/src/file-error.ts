import { isUserError, UserError } from '@evenhand/contracts';

/** A file-system error on a path that the user named, as something that the user can mend. */
export function fileError(cause: unknown, path: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (isUserError(cause) || typeof code !== 'string') return cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError({ code: 'file_not_found', message: `${path} does not exist.`, cause });
  }
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : (cause as Error).message;
  return new UserError({ code: 'file_unreadable', message: `${path} cannot be read: ${reason}.`, cause });
}
