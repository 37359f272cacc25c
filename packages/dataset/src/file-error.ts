import { UserError } from '@evenhand/contracts';

/** A file-system error on a path that the user named, as something that the user can mend. */
export function fileError(cause: unknown, path: string): UserError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError({ code: 'file_not_found', message: `${path} does not exist.`, cause });
    case 'EACCES':
    case 'EPERM':
      return new UserError({
        code: 'file_unreadable',
        message: `${path} cannot be read: permission denied.`,
        cause,
      });
    case 'EISDIR':
      return new UserError({
        code: 'file_unreadable',
        message: `${path} is a folder where a file is wanted.`,
        cause,
      });
    default:
      return new UserError({
        code: 'file_unreadable',
        message: `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
        cause,
      });
  }
}
