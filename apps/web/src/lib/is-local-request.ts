const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request comes from this machine's own dashboard. A page elsewhere that resolves its name to 127.0.0.1
 * sends its own name as Host; a script elsewhere sends its own Origin.
 *
 * @param allowed further host names, separated by commas: what `evenhand dashboard --host` was given
 */
export function isLocalRequest(headers: Pick<Headers, 'get'>, allowed?: string): boolean {
  const names = new Set([...loopback, ...(allowed ?? '').split(',').filter((name) => name !== '')]);
  const host = headers.get('host');
  if (host === null || !names.has(hostname(host))) return false;
  const site = headers.get('sec-fetch-site');
  const navigation =
    headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
  // A link on another site may open the dashboard; it may not read it, embed it or send to it.
  if (site !== null && site !== 'same-origin' && site !== 'none' && !navigation) return false;
  const origin = headers.get('origin');
  return origin === null || origin === `http://${host}` || origin === `https://${host}`;
}

/** A Host header without its port. */
function hostname(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
