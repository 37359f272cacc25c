import { setTimeout } from 'node:timers/promises';
import { isUserError, UserError } from '@evenhand/contracts';
import { type Asked, answerError, connectionError } from './hub-error.js';
import type { HubSettings } from './hub-settings.js';
import { withinTime } from './within-time.js';

export interface HubClient {
  settings: HubSettings;
  /** Stops everything; what has been downloaded is kept. */
  signal: AbortSignal;
}

export interface HubRequest {
  /** For messages. */
  what: string;
  headers?: Readonly<Record<string, string>>;
  /** Files may lie elsewhere, where the hub says so; answers of its interface do not. */
  elsewhere: boolean;
}

/** With the pauses between them 15 seconds and more in all: a restart of a proxy, but not an outage. */
const ATTEMPTS = 5;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** Milliseconds without an answer. */
const TIMEOUT = 30_000;
const REDIRECTS = 5;

/**
 * Asks for something at the hub's endpoint and nowhere else, but for the places that the hub names for large files;
 * the token goes to the endpoint only. Trouble that may pass (no connection, 429, 5xx) is met by waiting and trying
 * again, as long as the hub asks for.
 *
 * @throws UserError `hub_unreachable`, `hub_busy`, `hub_unavailable`, `hub_not_found`, `hub_gated` …; what `signal` says
 */
export async function hubRequest(client: HubClient, url: string, request: HubRequest): Promise<Response> {
  const { settings, signal } = client;
  const asked: Asked = {
    what: request.what,
    endpoint: settings.endpoint,
    hasToken: settings.token !== undefined,
  };
  for (let attempt = 1; ; attempt++) {
    let pause = FIRST_PAUSE * 2 ** (attempt - 1);
    try {
      const response = await follow(client, url, request);
      if (response.ok && !request.elsewhere) return await whole(response);
      if (response.ok || response.status === 416) return response;
      await response.body?.cancel().catch(() => {});
      if (!mayPass(response.status) || attempt === ATTEMPTS) throw answerError(response, asked);
      pause = askedPause(response) ?? pause;
    } catch (error) {
      signal.throwIfAborted();
      if (isUserError(error)) throw error;
      if (attempt === ATTEMPTS) throw connectionError(error, asked);
    }
    await setTimeout(Math.min(pause, LONGEST_PAUSE), undefined, { signal });
  }
}

/** The library's `fetch`: its requests go the same way. */
export function hubFetch(client: HubClient, what: string): typeof fetch {
  return (input) => {
    const url = input instanceof Request ? input.url : String(input);
    return hubRequest(client, url, { what, elsewhere: false, headers: { accept: 'application/json' } });
  };
}

/** With its body, so that one that stops in the middle is asked for again. */
async function whole(response: Response): Promise<Response> {
  const text = await withinTime(response.text(), TIMEOUT);
  return new Response(text, { status: response.status, headers: response.headers });
}

function mayPass(status: number): boolean {
  return status === 429 || status === 408 || status >= 500;
}

/** `Retry-After` in milliseconds; the form with a date is rare and left to our own pauses. */
function askedPause(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? 1_000 * seconds : undefined;
}

async function follow(
  { settings, signal }: HubClient,
  first: string,
  request: HubRequest,
): Promise<Response> {
  const home = new URL(settings.endpoint);
  let url = new URL(first);
  for (let count = 0; count <= REDIRECTS; count++) {
    const isHome = url.origin === home.origin;
    if (!isHome && !(request.elsewhere && count > 0 && isAsSafe(url, home))) {
      throw refusedRedirect(request.what, url);
    }
    const authorization: Record<string, string> =
      isHome && settings.token !== undefined ? { authorization: `Bearer ${settings.token}` } : {};
    const waiting = new AbortController();
    const timer = globalThis.setTimeout(() => waiting.abort(new Error('no answer in time')), TIMEOUT);
    const response = await fetch(url, {
      // Bytes as they are: lengths and ranges are about these.
      headers: {
        'accept-encoding': 'identity',
        'user-agent': 'evenhand',
        ...request.headers,
        ...authorization,
      },
      redirect: 'manual',
      signal: AbortSignal.any([signal, waiting.signal]),
    }).finally(() => clearTimeout(timer));
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel().catch(() => {});
    if (!URL.canParse(location, url.href)) throw refusedRedirect(request.what, location);
    url = new URL(location, url.href);
  }
  throw new UserError({
    code: 'hub_refused',
    message: `${request.what} leads from address to address without end.`,
  });
}

/** No weaker than the endpoint itself. */
function isAsSafe(url: URL, home: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && home.protocol === 'http:');
}

function refusedRedirect(what: string, target: URL | string): UserError {
  return new UserError({
    code: 'hub_refused',
    message: `${what} leads to ${typeof target === 'string' ? target : target.origin}, which is not asked.`,
    hint: 'Check HF_ENDPOINT.',
  });
}
