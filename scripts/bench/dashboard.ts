import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { closeDatabase, listRuns, openDatabase, type Run } from '@evenhand/db';
import { startDashboard } from '../../e2e/dashboard/server.js';
import { seedBench } from '../seed/bench.js';
import { seeded } from '../seed/random.js';
import { type Figure, inTemporaryFolder, timed } from './benchmark.js';
import { type Kind, largeVisit, type Step, visit } from './dashboard-walk.js';

const plan = { runs: 300, samples: 11_000, million: 1_000_000 };
/** How often the reader turns to another run; every sixth time to the large one. */
const visits = 36;
const LARGE_EVERY = 6;
/** Visits before any is measured: to other runs, until the server's code is loaded and compiled. */
const warmUpVisits = 6;
/** Ten megabytes that no page shows: measured, and left out of the sum. */
const DOWNLOAD: Kind = 'API: audit document';
/** How long a page is looked at before the next is asked for, in milliseconds. */
const READING = 200;

/**
 * One reader walks through the dashboard of a workspace with 300 runs of 11,000 images × 3 tasks and one of a million.
 * Measured are milliseconds from the request to the last byte of the answer, by kind and all pages together, on a server that
 * has answered a few visits to other runs. Runs, pairs of runs, tasks, groupings, metrics, filters and places are drawn
 * at random, and the first view of each counts: of a run that nobody looked at, of two that nobody compared. Beside
 * that: the processor's time that the server used, its peak memory, and JavaScript per page.
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
    const isWarmUp = (run: Run): boolean => runs.indexOf(run) < warmUpVisits;
    const walk = async (steps: readonly Step[], note: (step: Step, milliseconds: number) => void) => {
      for (const step of steps) {
        const { seconds, result: body } = await timed(() => read(server.address + step.path));
        note(step, 1000 * seconds);
        if (!body.startsWith('<!DOCTYPE html>')) continue;
        // The reader reads, if only for a moment.
        await setTimeout(READING);
        if (!scripts.has(step.kind)) scripts.set(step.kind, await scriptBytes(server.address, body));
      }
    };
    await walk(
      runs.filter(isWarmUp).flatMap((run) => visit([run], random)),
      () => undefined,
    );
    const usedBefore = processorSeconds(server.pid);
    const others = runs.filter((run) => !isWarmUp(run));
    for (let number = 1; number <= visits; number += 1) {
      await walk(
        number % LARGE_EVERY === 0 ? largeVisit(large, random) : visit(others, random),
        ({ kind }, milliseconds) => times.set(kind, [...(times.get(kind) ?? []), milliseconds]),
      );
    }
    const pages = [...times].flatMap(([kind, list]) => (kind === DOWNLOAD ? [] : list));
    const answers = [...times.values()].flat().length;
    const used = processorSeconds(server.pid) - usedBefore;
    return [
      { what: 'seeding, seconds', value: seeding.seconds.toFixed(0) },
      ...[...times].map(([kind, list]) => ({ what: `${kind} (${list.length}), ms`, value: summary(list) })),
      { what: `all pages and their parts (${pages.length}), ms`, value: summary(pages) },
      { what: "the server's processor time per answer, ms", value: ((1000 * used) / answers).toFixed(0) },
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

/** Of the command's one child, which is the server, as Linux tells. */
function peakMemory(command: number): string {
  const kilobytes = /VmHWM:\s*(\d+) kB/.exec(ofServer(command, 'status') ?? '')?.[1];
  return kilobytes === undefined ? UNKNOWN : (Number(kilobytes) / 1000).toFixed(0);
}

/** Spent so far by all threads of the server, in the program and in the system; NaN where that is not told. */
function processorSeconds(command: number): number {
  // Fields 14 and 15, in hundredths of a second; the name before them may hold spaces.
  const [user, system] = (ofServer(command, 'stat') ?? '')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

const UNKNOWN = 'unknown here: this system has no /proc';

function ofServer(command: number, file: string): string | undefined {
  try {
    const [child] = readFileSync(`/proc/${command}/task/${command}/children`, 'utf8').trim().split(' ');
    return readFileSync(`/proc/${child}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
