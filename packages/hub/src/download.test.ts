import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from './download.js';
import type { HubFile } from './hub-file.js';
import { type HubClient, hubFetch } from './hub-request.js';

const content = Buffer.from('0123456789'.repeat(50));
const file: HubFile = {
  path: 'model.bin',
  size: content.length,
  digest: createHash('sha256').update(content).digest('hex'),
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answers: Answer[];
let ranges: (string | undefined)[];
let folder: string;
let client: HubClient;
let target: string;

beforeEach(async () => {
  answers = [];
  ranges = [];
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'evenhand-download-'));
  target = join(folder, 'blob');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = {
    settings: { endpoint, token: undefined, cache: folder, offline: false },
    signal: new AbortController().signal,
  };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const all: Answer = (_, response) => void response.writeHead(200).end(content);
const fetchFile = (wanted = file): Promise<void> =>
  download(
    client,
    { url: `${client.settings.endpoint}/f`, what: 'model.bin', file: wanted, target },
    () => {},
  );

describe('download', () => {
  it('begins anew where the server knows no ranges', async () => {
    await writeFile(`${target}.incomplete`, content.subarray(0, 100));
    answers = [all];
    await fetchFile();
    expect(ranges).toEqual(['bytes=100-']);
    expect(await readFile(target)).toEqual(content);
  });

  it('begins anew where what is there is too much, or the range is refused', async () => {
    await writeFile(`${target}.incomplete`, Buffer.concat([content, content]));
    answers = [all];
    await fetchFile();
    expect(ranges).toEqual([undefined]);
    await rm(target);
    await writeFile(`${target}.incomplete`, content.subarray(0, 100));
    const other: Answer = (_, response) =>
      void response.writeHead(206, { 'content-range': 'bytes 7-499/500' }).end(content.subarray(7));
    ranges.length = 0;
    answers = [(_, response) => void response.writeHead(416).end(), other, all];
    await fetchFile();
    expect(ranges).toEqual(['bytes=100-', undefined, undefined]);
    expect(await readFile(target)).toEqual(content);
  });

  it('asks for nothing where all is there, and removes what is damaged', async () => {
    await writeFile(`${target}.incomplete`, content);
    await fetchFile();
    expect(ranges).toEqual([]);
    await writeFile(`${target}.incomplete`, content.toString().replace('5', '6'));
    await expect(fetchFile()).rejects.toMatchObject({ code: 'digest_mismatch' });
    expect(existsSync(`${target}.incomplete`)).toBe(false);
  });

  it('refuses more bytes than the file has', async () => {
    answers = [(_, response) => void response.writeHead(200).end(Buffer.concat([content, content]))];
    await expect(fetchFile()).rejects.toMatchObject({ code: 'size_mismatch' });
    expect(existsSync(`${target}.incomplete`)).toBe(false);
    expect(existsSync(target)).toBe(false);
  });

  it('knows small files by Git’s digest', async () => {
    // `printf 'hello' | git hash-object --stdin`
    const hello = { path: 'hello', size: 5, digest: 'b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0' };
    answers = [(_, response) => void response.writeHead(200).end('hello')];
    await fetchFile(hello);
    expect(await readFile(target, 'utf8')).toBe('hello');
  });

  it('stops when it is told to, and keeps what is there', async () => {
    const controller = new AbortController();
    client = { ...client, signal: controller.signal };
    answers = [
      (_, response) => {
        response.writeHead(200);
        response.write(content.subarray(0, 200), () => setTimeout(() => controller.abort(), 50));
      },
    ];
    await expect(fetchFile()).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readFile(`${target}.incomplete`)).toEqual(content.subarray(0, 200));
  });

  it('follows the hub to no address of another kind', async () => {
    answers = [(_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end()];
    await expect(fetchFile()).rejects.toMatchObject({ code: 'hub_refused' });
    answers = [(_, response) => void response.writeHead(302, { location: '/f' }).end()];
    await expect(fetchFile()).rejects.toMatchObject({ code: 'hub_refused' });
    // Answers of the interface come from the endpoint only.
    answers = [
      (_, response) => void response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    ];
    await expect(hubFetch(client, 'the list')(`${client.settings.endpoint}/api`)).rejects.toMatchObject({
      code: 'hub_refused',
    });
    await expect(hubFetch(client, 'the list')('https://elsewhere.example/next')).rejects.toMatchObject({
      code: 'hub_refused',
    });
  });
});
