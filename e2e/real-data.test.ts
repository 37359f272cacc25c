import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditDocument } from '@evenhand/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench, sharedFolder } from './cli.js';

const available = existsSync(sharedFolder);
if (!available) console.log('Skipped: tests on real photographs need the shared folder beside the checkout.');

/** Correct answers and images per group, for one task. */
type Tally = Record<string, [number, number]>;

describe.skipIf(!available)('an audit of real models on 600 photographs', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench();
    const added = await bench.run([
      'dataset',
      'add',
      join(sharedFolder, 'fairface'),
      '--name',
      'fairface',
      '--format',
      'fairface',
      '--allow-missing',
    ]);
    expect(added.code, added.stderr).toBe(0);
  });
  afterAll(() => bench.remove());

  it('GEAR: gender by group as an independent computation finds', async () => {
    await add('gear', '1', join(sharedFolder, 'gear'));
    const map = `race=${join(sharedFolder, 'gear/race-map.yaml')}`;
    await bench.json('run', '--model', 'gear@1', '--dataset', 'fairface', '--map', map);
    const audit = await bench.json<AuditDocument>('show', 'latest');
    expect(audit.tasks.map((task) => task.task)).toEqual(['gender', 'race']);
    expect(audit.run.warnings.map((warning) => warning.code)).toContain('task_not_audited');
    expect(tally(audit, 'gender', [])).toEqual({ all: [406, 600] });
    expect(tally(audit, 'gender', ['gender'])).toEqual({ Female: [133, 282], Male: [273, 318] });
    expect(tally(audit, 'gender', ['race'])).toEqual({
      Black: [67, 112],
      'East Asian': [69, 95],
      Indian: [50, 76],
      Latino_Hispanic: [55, 78],
      'Middle Eastern': [53, 67],
      'Southeast Asian': [48, 76],
      White: [64, 96],
    });
    // Middle Eastern is mapped to nothing: 67 images are left out of the race task.
    expect(audit.tasks[1]?.excluded).toBe(67);
    expect(audit.run.counts).toEqual({ ok: 600, failed: 0, excluded: 67 });
  });

  it.each(['v1', 'v2'])('clip-tiny %s: counts as PyTorch finds', async (version) => {
    await add('clip-tiny', version, join(sharedFolder, 'clip-tiny', version));
    await bench.json('run', '--model', `clip-tiny@${version}`, '--dataset', 'fairface');
    const audit = await bench.json<AuditDocument>('show', 'latest');
    const expected = JSON.parse(await readFile(join(sharedFolder, 'clip-tiny/expected.json'), 'utf8'))[
      version
    ];
    for (const task of audit.tasks) {
      const { overall, confusion, by } = expected[task.task];
      expect(task.overall.confusion).toEqual(confusion);
      expect(tally(audit, task.task, [])).toEqual({ all: [overall[1], overall[0]] });
      for (const [attribute, groups] of Object.entries<Record<string, [number, number]>>(by)) {
        const turned = Object.fromEntries(
          Object.entries(groups).map(([group, [n, right]]) => [group, [right, n]]),
        );
        expect(tally(audit, task.task, [attribute])).toEqual(turned);
      }
    }
  });

  async function add(name: string, version: string, source: string): Promise<void> {
    const added = await bench.run(['model', 'add', source, '--name', name, '--version', version]);
    expect(added.code, added.stderr).toBe(0);
  }
});

function tally(audit: AuditDocument, name: string, by: string[]): Tally {
  const task = audit.tasks.find((entry) => entry.task === name);
  const slices =
    by.length === 0
      ? [task?.overall].flatMap((slice) => slice ?? [])
      : (task?.groupings.find((entry) => entry.by.join() === by.join())?.slices ?? []);
  return Object.fromEntries(
    slices.map((slice) => {
      const right = slice.confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
      return [Object.values(slice.group).join() || 'all', [right, slice.n]];
    }),
  );
}
