import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { closeDatabase, listRuns, openDatabase, type Run } from '@evenhand/db';
import { startDashboard } from '../../e2e/dashboard/server.js';
import { seedBench } from '../seed/bench.js';
import { seeded } from '../seed/random.js';
import { type Figure, inTemporaryFolder, timed } from './benchmark.js';
import { type Kind, largeVisit, visit } from './dashboard-walk.js';

const plan = { runs: 300, samples: 11_000, million: 1_000_000 };
/** How often the reader turns to another run. */
const visits = 30;
const largeVisits = 6;
/** How long a page is looked at before the next is asked for, in milliseconds. */
const READING = 200;

/**
 * One reader walks through the dashboard of a workspace with 300 runs of 11,000 images × 3 tasks and one of a million:
 * milliseconds to the last byte of each answer, first views included; the server's peak memory; JavaScript per page.
 */
export function dashboard(): Promise<Figure[]> {
  return inTemporaryFolder(async (workspace) => {
    const seeding = await timed(() => seed(workspace));
    const [large, ...runs] = seeding.result;
    if (!large) throw new Error('nothing was seeded');
    await using server = await startDashboard(workspace);
    const random = seeded(2026);
    const times = new Map<Kind, number[]>();
    const scripts = new Map<Kind, number>();
    for (let number = 0; number < visits + largeVisits; number += 1) {
      const isLarge = number % (visits / largeVisits) === 0;
      const steps = isLarge ? largeVisit(large, random) : visit(runs, random);
      for (const { kind, path } of steps) {
        const { seconds, result: body } = await timed(() => read(server.address + path));
        // The reader reads, if only for a moment.
        if (body.startsWith('<!DOCTYPE html>')) await setTimeout(READING);
        times.set(kind, [...(times.get(kind) ?? []), 1000 * seconds]);
        if (!scripts.has(kind) && body.startsWith('<!DOCTYPE html>'))
          scripts.set(kind, await scriptBytes(server.address, body));
      }
    }
    return [
      { what: 'seeding, seconds', value: seeding.seconds.toFixed(0) },
      ...[...times].map(([kind, list]) => ({ what: `${kind} (${list.length}), ms`, value: summary(list) })),
      {
        what: `all (${[...times.values()].flat().length}), ms`,
        value: summary([...times.values()].flat()),
      },
      { what: "the server's peak memory, MB", value: peakMemory(server.pid) },
      ...[...scripts].map(([kind, bytes]) => ({
        what: `first-load JavaScript of ${kind}, kB gzipped`,
        value: (bytes / 1000).toFixed(0),
      })),
    ];
  });
}

/** The runs, newest first: the large one, then the others. */
function seed(workspace: string): Run[] {
  const db = openDatabase({ file: join(workspace, 'evenhand.db') });
  try {
    seedBench(db, { workspace, ...plan });
    return listRuns(db);
  } finally {
    closeDatabase(db);
  }
}

async function read(address: string): Promise<string> {
  const answer = await fetch(address);
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}: ${body.slice(0, 200)}`);
  return body;
}

/** What a browser with an empty cache loads before the page works, compressed. */
async function scriptBytes(address: string, html: string): Promise<number> {
  const sources = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
  let bytes = 0;
  for (const source of new Set(sources)) bytes += gzipSync(await read(address + source)).length;
  return bytes;
}

function summary(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const quantile = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN).toFixed(0);
  return `p50 ${quantile(0.5).padStart(4)}   p95 ${quantile(0.95).padStart(4)}   max ${quantile(1).padStart(5)}`;
}

/** As Linux tells of the command's one child, which is the server. */
function peakMemory(command: number): string {
  try {
    const [child] = readFileSync(`/proc/${command}/task/${command}/children`, 'utf8').trim().split(' ');
    const kilobytes = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? 'unknown' : (Number(kilobytes) / 1000).toFixed(0);
  } catch {
    return 'unknown here: this system has no /proc';
  }
}
