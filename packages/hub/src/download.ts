import { open, rename, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isUserError, UserError } from '@evenhand/contracts';
import { connectionError } from './hub-error.js';
import { digestHash, type HubFile } from './hub-file.js';
import { type HubClient, hubRequest } from './hub-request.js';
import { withinTime } from './within-time.js';

export interface Download {
  url: string;
  /** For messages: `model.safetensors of hf:owner/repo`. */
  what: string;
  file: HubFile;
  /** Where the file is put when it is complete and verified. What there is so far lies beside it, `….incomplete`. */
  target: string;
}

/** Broken connections in a row without a single new byte. */
const ATTEMPTS = 5;
/** Milliseconds, after the first failure; longer after the next ones. */
const PAUSE = 500;
/** Milliseconds without a byte. */
const IDLE = 60_000;

/**
 * Downloads a file, continuing where an earlier attempt or another process stopped. Only a file of the stated size and
 * digest is kept under its name; a wrong one is removed.
 *
 * @param onBytes Called with the bytes that are there so far.
 * @throws UserError `digest_mismatch`, `size_mismatch`, and those of `hubRequest`
 */
export async function download(
  client: HubClient,
  { url, what, file, target }: Download,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const partial = `${target}.incomplete`;
  const handle = await open(partial, 'a+');
  try {
    let hash = digestHash(file);
    let have = 0;
    for await (const chunk of handle.createReadStream({
      start: 0,
      autoClose: false,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      have += chunk.length;
    }
    const restart = async (): Promise<void> => {
      await handle.truncate(0);
      hash = digestHash(file);
      have = 0;
    };
    if (have > file.size) await restart();
    onBytes(have);
    for (let failures = 0; have < file.size; ) {
      const before = have;
      if (failures > 0) await setTimeout(PAUSE * failures, undefined, { signal: client.signal });
      try {
        const response = await requestFrom(client, { url, what, from: have });
        if (isElsewhere(response, have)) {
          await response.body?.cancel();
          await restart();
        } else {
          // A server without ranges begins anew.
          if (response.status !== 206) await restart();
          for await (const chunk of chunksOf(client, response)) {
            if (have + chunk.length > file.size) throw wrongSize(what, file);
            await handle.appendFile(chunk);
            hash.update(chunk);
            have += chunk.length;
            onBytes(have);
          }
        }
        failures = have > before ? 0 : failures + 1;
        if (failures === ATTEMPTS) throw new Error('the connection ends early every time');
      } catch (error) {
        client.signal.throwIfAborted();
        if (isUserError(error) || isFileError(error)) throw error;
        failures = have > before ? 1 : failures + 1;
        const { endpoint, token } = client.settings;
        if (failures >= ATTEMPTS)
          throw connectionError(error, { what, endpoint, hasToken: token !== undefined });
      }
    }
    const digest = hash.digest('hex');
    if (digest !== file.digest) throw wrongDigest(what, file, digest);
    await handle.sync();
    await rename(partial, target);
  } catch (error) {
    if (isUserError(error) && ['digest_mismatch', 'size_mismatch'].includes(error.code)) await rm(partial);
    throw error;
  } finally {
    await handle.close();
  }
}

async function requestFrom(
  client: HubClient,
  { url, what, from }: { url: string; what: string; from: number },
): Promise<Response> {
  const headers: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
  return hubRequest(client, url, { what, headers, elsewhere: true });
}

/** Whether the answer is another part than the one that was asked for, or says that there is none (416). */
function isElsewhere(response: Response, from: number): boolean {
  if (response.status !== 206) return response.status === 416;
  return !(response.headers.get('content-range')?.startsWith(`bytes ${from}-`) ?? false);
}

/** The body's chunks; an error where none comes for a minute. */
async function* chunksOf({ signal }: HubClient, response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const cancel = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel);
  try {
    for (;;) {
      const { value, done } = await withinTime(reader.read(), IDLE);
      signal.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

function isFileError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    ['write', 'open', 'rename', 'ftruncate', 'fsync'].includes(String(error.syscall))
  );
}

function wrongDigest(what: string, file: HubFile, digest: string): UserError {
  return new UserError({
    code: 'digest_mismatch',
    message: `${what} is not the file that the hub lists: its digest should be ${file.digest} and is ${digest}. It was not kept.`,
    hint: 'Try again. If it stays so, something between here and the hub changes the file.',
  });
}

function wrongSize(what: string, file: HubFile): UserError {
  return new UserError({
    code: 'size_mismatch',
    message: `${what} has more than the ${file.size} bytes that the hub lists. It was not kept.`,
    hint: 'Try again. If it stays so, something between here and the hub changes the file.',
  });
}
