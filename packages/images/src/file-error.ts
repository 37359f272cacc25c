import { isUserError, UserError } from '@evenhand/contracts';

/**
 * A file-system error on a path that the user named, as something that the user can mend; any other error comes back as
 * it is.
 */
export function fileError(cause: unknown, path: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (isUserError(cause) || typeof code !== 'string') return cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError({ code: 'file_not_found', message: `${path} does not exist.`, cause });
  }
  return new UserError({ code: 'file_unreadable', message: `${path} ${reasonOf(code, cause)}.`, cause });
}

function reasonOf(code: string, cause: unknown): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied';
    case 'EISDIR':
      return 'is a folder where a file is wanted';
    default:
      return `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
