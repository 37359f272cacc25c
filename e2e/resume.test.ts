import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditDocument } from '@evenhand/contracts';
import { demoModelFolder, generateDemo } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench } from './cli.js';

const images = 240;
let bench: Bench;
let folder: string;

beforeAll(async () => {
  bench = await createBench();
  folder = join(bench.folder, 'butterflies');
  await generateDemo({ folder, split: 'audit', plan: { count: images } });
  // One image that cannot be read: a failed sample, never a stopped run.
  await writeFile(join(folder, 'images/00007.png'), 'not an image');
  for (const parameters of [
    ['dataset', 'add', folder, '--name', 'data'],
    ['model', 'add', demoModelFolder('v1'), '--name', 'demo', '--version', 'v1'],
  ]) {
    const outcome = await bench.run(parameters);
    expect(outcome.code, outcome.stderr).toBe(0);
  }
});
afterAll(() => bench.remove());

const run = ['run', '--model', 'demo@v1', '--dataset', 'data', '--batch-size', '4', '--device', 'cpu'];

/** The document without what differs from run to run. */
function comparable(audit: AuditDocument): unknown {
  const { id: _id, startedAt: _startedAt, finishedAt: _finishedAt, ...rest } = audit.run;
  return { ...audit, run: rest };
}

describe('a run that is cut off', () => {
  let undisturbed: AuditDocument;
  beforeAll(async () => {
    const outcome = await bench.run(run);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stderr).toContain('00007.png');
    undisturbed = await bench.json<AuditDocument>('show', 'latest');
    expect(undisturbed.run.counts).toEqual({ ok: images - 1, failed: 1, excluded: 0 });
  });

  it('kill -9, then --resume, ends in the same audit document', async () => {
    const killed = await bench.run(run, {
      onStderr: (text, kill) => text.includes('30 %') && kill('SIGKILL'),
    });
    expect(killed.signal).toBe('SIGKILL');
    const [latest] = await bench.json<{ id: string; status: string; counts: { ok: number } }[]>('runs');
    expect(latest?.status).not.toBe('finished');
    expect(latest?.counts.ok).toBeGreaterThan(images / 5);
    const resumed = await bench.run(['run', '--resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.stderr).toContain('already stored');
    const audit = await bench.json<AuditDocument>('show', latest?.id ?? '');
    expect(comparable(audit)).toEqual(comparable(undisturbed));
  });

  it('Ctrl-C stores the batch in flight, exits with 130 and says how to go on', async () => {
    const stopped = await bench.run(run, {
      onStderr: (text, kill) => text.includes('30 %') && kill('SIGINT'),
    });
    expect(stopped.code).toBe(130);
    const command = /evenhand (run --resume \S+)/.exec(stopped.stderr)?.[1];
    expect(command).toBeDefined();
    const partial = await bench.json<AuditDocument>('show', 'latest');
    expect(partial.run.status).toBe('interrupted');
    expect(partial.tasks[0]?.overall.n).toBeGreaterThan(0);
    const resumed = await bench.run((command ?? '').split(' '));
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(comparable(await bench.json<AuditDocument>('show', 'latest'))).toEqual(comparable(undisturbed));
  });

  it('is not resumed on changed data', async () => {
    const stopped = await bench.run(run, {
      onStderr: (text, kill) => text.includes('30 %') && kill('SIGINT'),
    });
    expect(stopped.code).toBe(130);
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(join(bench.workspace, 'evenhand.db'));
    database.prepare("UPDATE datasets SET digest = 'another' WHERE name = 'data'").run();
    database.close();
    const refused = await bench.run(['run', '--resume']);
    expect(refused.stderr).toContain('data set');
    expect(refused.code).toBe(2);
  });
});
