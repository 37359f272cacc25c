import { UserError } from '@evenhand/contracts';

/** What was asked for, in words: `config.json of hf:owner/repo`. */
export interface Asked {
  what: string;
  endpoint: string;
  hasToken: boolean;
}

/** An answer of the hub that is no success, as something that the user can mend. */
export function answerError(response: Response, { what, endpoint, hasToken }: Asked): UserError {
  const code = response.headers.get('x-error-code');
  const { status } = response;
  const token = hasToken
    ? 'The token that was sent may not read it: check HF_TOKEN.'
    : 'If it is private, set HF_TOKEN or log in with `hf auth login`.';
  if (code === 'GatedRepo') {
    return new UserError({
      code: 'hub_gated',
      message: `${what} is only for people who have accepted its conditions.`,
      hint: `Accept them on its page at ${endpoint}, then set HF_TOKEN to a token of that account.`,
    });
  }
  // The hub says 401 for what does not exist too, so that nobody learns which names are taken.
  if (status === 401 || code === 'RepoNotFound') {
    return new UserError({
      code: 'hub_not_found',
      message: `${what} does not exist at ${endpoint}, or it is private (${status}).`,
      hint: `Check the name, and whether it is a model or a data set. ${token}`,
    });
  }
  if (status === 403) {
    return new UserError({ code: 'hub_forbidden', message: `${what} is forbidden (403).`, hint: token });
  }
  if (status === 404) {
    return new UserError({
      code: code === 'RevisionNotFound' ? 'hub_revision_not_found' : 'hub_not_found',
      message: `${what} does not exist at ${endpoint} (404).`,
      hint: 'Check the name and the revision after "@".',
    });
  }
  if (status === 429) {
    return new UserError({
      code: 'hub_busy',
      message: `${endpoint} takes no more requests for now (429), also after some waiting.`,
      hint: 'Try again in a few minutes. What has been downloaded is kept. A token in HF_TOKEN raises the limit.',
    });
  }
  return new UserError({
    code: 'hub_unavailable',
    message: `${endpoint} answered ${status} when it was asked for ${what}.`,
    hint: 'Try again later. What has been downloaded is kept.',
  });
}

/** No answer, or none in time. */
export function connectionError(cause: unknown, { what, endpoint }: Asked): UserError {
  return new UserError({
    code: 'hub_unreachable',
    message: `${what} cannot be fetched from ${endpoint}: ${reasonOf(cause)}.`,
    hint:
      'Check the connection and HF_ENDPOINT. What has been downloaded is kept: the same command continues. ' +
      'HF_HUB_OFFLINE=1 uses what the cache holds.',
    cause,
  });
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  return inner.message || String('code' in inner ? inner.code : inner.name);
}
