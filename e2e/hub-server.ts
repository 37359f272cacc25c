import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A repository as it is served: one commit, reached as `main`, `v1` and by its own name. */
export interface ServedRepo {
  kind: 'model' | 'dataset';
  name: string;
  /** Path → content. Files of this many bytes and more are large ones, which lie elsewhere. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** What the server does wrong, while it is set. */
export interface Faults {
  /** Bytes of a large file after which the connection is cut; each time only once. */
  cutAfter: number[];
  /** Path of a file that is served with one byte changed. */
  wrongDigest?: string | undefined;
  /** Token without which nothing is served. */
  token?: string | undefined;
  /** Requests that are answered 429 first. */
  busy: number;
  /** Whether readers must have accepted conditions. */
  gated?: boolean | undefined;
  /** A name that the list of files has in addition. */
  extraPath?: string | undefined;
}

/** One request as it came. */
export interface Seen {
  host: 'hub' | 'store';
  path: string;
  range: string | undefined;
  authorization: string | undefined;
  /** Bytes of the body that were sent. */
  sent: number;
}

export interface LoopbackHub extends AsyncDisposable {
  endpoint: string;
  faults: Faults;
  seen: Seen[];
}

const LARGE = 20_000;
const COMMIT = 'c0ffee'.padEnd(40, '0');
/** Entries on a page of the list of files: few, so that there are several. */
const PAGE = 3;

/**
 * The hub's interface on this machine, as far as clients use it to fetch a repository: revision, list of files, and
 * files, of which large ones are redirected to a second server that knows ranges and must not see the token.
 */
export async function serveHub(repos: readonly ServedRepo[]): Promise<LoopbackHub> {
  const faults: Faults = { cutAfter: [], busy: 0 };
  const seen: Seen[] = [];
  const note = (host: Seen['host'], request: IncomingMessage): Seen => {
    const entry: Seen = {
      host,
      path: request.url ?? '',
      range: request.headers.range,
      authorization: request.headers.authorization,
      sent: 0,
    };
    seen.push(entry);
    return entry;
  };
  const store = await listen((request, response) => {
    const entry = note('store', request);
    const content = repos
      .flatMap(({ files }) => [...files])
      .find(([, bytes]) => `/${sha256(bytes)}` === entry.path);
    if (content === undefined) return void response.writeHead(403).end();
    sendLarge(served(content, faults), { entry, response, faults });
  });
  const hub = await listen((request, response) => {
    const entry = note('hub', request);
    if (faults.busy > 0) {
      faults.busy -= 1;
      return void response.writeHead(429, { 'retry-after': '0' }).end();
    }
    if (faults.token !== undefined && entry.authorization !== `Bearer ${faults.token}`) {
      return void response.writeHead(401, { 'x-error-code': 'RepoNotFound' }).end();
    }
    answer(entry, { repos, response, faults, store: addressOf(store), hub: addressOf(hub) });
  });
  return {
    endpoint: addressOf(hub),
    faults,
    seen,
    async [Symbol.asyncDispose]() {
      await Promise.all([hub, store].map(close));
    },
  };
}

interface Answering {
  repos: readonly ServedRepo[];
  response: ServerResponse;
  faults: Faults;
  store: string;
  hub: string;
}

const ROUTE =
  /^\/(?:api\/(?<kind>models|datasets)\/|(?<folder>datasets\/)?)(?<name>[^/]+\/[^/]+)\/(?<verb>revision|tree|resolve)\/(?<rest>.*)$/;

function answer(entry: Seen, { repos, response, faults, store, hub }: Answering): void {
  const url = new URL(entry.path, hub);
  const { kind, folder, name, verb, rest = '' } = ROUTE.exec(url.pathname)?.groups ?? {};
  const wanted = kind === 'datasets' || folder !== undefined ? 'dataset' : 'model';
  const repo = repos.find((known) => known.name === name && known.kind === wanted);
  if (repo === undefined) return void response.writeHead(404, { 'x-error-code': 'RepoNotFound' }).end();
  const [revision = '', ...parts] = rest.split('/').map(decodeURIComponent);
  if (![COMMIT, 'main', 'v1'].includes(revision)) {
    response.writeHead(404, { 'x-error-code': 'RevisionNotFound' }).end();
    return;
  }
  if (verb === 'revision') {
    sendJson(response, { _id: '1', id: name, sha: COMMIT, private: false });
    return;
  }
  if (faults.gated) return void response.writeHead(403, { 'x-error-code': 'GatedRepo' }).end();
  if (verb === 'tree') {
    sendTree(url, { repo, response, faults });
    return;
  }

  const path = parts.join('/');
  const content = repo.files.get(path);
  if (content === undefined) return void response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end();
  if (content.length >= LARGE) {
    return void response.writeHead(302, { location: `${store}/${sha256(content)}` }).end();
  }
  const bytes = served([path, content], faults);
  entry.sent = bytes.length;
  response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
}

function sendTree(
  url: URL,
  { repo, response, faults }: { repo: ServedRepo; response: ServerResponse; faults: Faults },
): void {
  const files = [...repo.files].map(([path, bytes]) => {
    const isLarge = bytes.length >= LARGE;
    const lfs = isLarge ? { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 130 } } : {};
    return {
      type: 'file',
      oid: isLarge ? '0'.repeat(40) : gitDigest(bytes),
      size: bytes.length,
      path,
      ...lfs,
    };
  });
  if (faults.extraPath !== undefined) {
    files.push({ type: 'file', oid: '1'.repeat(40), size: 3, path: faults.extraPath });
  }
  const from = Number(url.searchParams.get('cursor') ?? 0);
  if (from + PAGE < files.length) {
    url.searchParams.set('cursor', String(from + PAGE));
    response.setHeader('link', `<${url.href}>; rel="next"`);
  }
  sendJson(response, files.slice(from, from + PAGE));
}

function sendLarge(
  bytes: Uint8Array,
  { entry, response, faults }: { entry: Seen; response: ServerResponse; faults: Faults },
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(entry.range ?? '')?.[1] ?? 0);
  const rest = bytes.subarray(from);
  const range =
    entry.range === undefined ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(entry.range === undefined ? 200 : 206, { 'content-length': rest.length, ...range });
  const cut = faults.cutAfter.shift();
  const part = cut === undefined ? rest : rest.subarray(0, cut);
  entry.sent = part.length;
  if (cut === undefined) response.end(part);
  else response.write(part, () => setTimeout(() => response.destroy(), 50));
}

function served([path, bytes]: [string, Uint8Array], { wrongDigest }: Faults): Uint8Array {
  if (path !== wrongDigest) return bytes;
  const changed = new Uint8Array(bytes);
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  return changed;
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function gitDigest(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(handler);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
