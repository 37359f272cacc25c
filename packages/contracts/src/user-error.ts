export interface UserErrorOptions {
  /** Stable, snake_case, for scripts and tests: `unknown_label`, `missing_tensor`, `device_unavailable` … */
  code: string;
  /** What happened and where (file, row, tensor, label), one or more plain sentences. */
  message: string;
  /** What to do about it. */
  hint?: string;
  cause?: unknown;
}

/**
 * Trouble that the user can mend. Shown as message and hint, without a stack trace, with exit code 2.
 * Recognise it with {@link isUserError}, never with `instanceof`: several copies of this class may be loaded.
 */
export class UserError extends Error {
  readonly evenhand = 'user-error';
  readonly code: string;
  readonly hint: string | undefined;

  constructor({ code, message, hint, cause }: UserErrorOptions) {
    super(message, { cause });
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }
}

export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && (error as { evenhand?: unknown }).evenhand === 'user-error';
}
