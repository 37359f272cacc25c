import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GateDocument, gateDocument } from '@evenhand/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createDemoBench, type Outcome } from './cli.js';

/** The demo's first version fails its planted condition, the second is better there. */
describe('the gate on the two versions of the demo', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createDemoBench();
  }, 300_000);
  afterAll(() => bench.remove());

  async function gate(rules: string, ...parameters: string[]): Promise<Outcome> {
    const file = join(bench.folder, 'policy.yaml');
    await writeFile(file, rules);
    return bench.run(['gate', ...parameters, '--policy', file]);
  }

  const gap = '{ task: species, metric: accuracy, by: [lighting, camera], check: max_gap, limit: 0.1 }';

  it('fails version 1 with exit code 3 and names the planted group', async () => {
    const outcome = await gate(`rules: [${gap}]`, 'latest~1');
    expect(outcome.code, outcome.stderr).toBe(3);
    expect(outcome.stdout).toContain('FAIL');
    expect(outcome.stdout).toContain('Dusk × Phone');
  });

  it('is undecided about version 2 with exit code 4, or lets it pass where the policy says so', async () => {
    const open = await gate(`rules: [${gap}]`, 'latest');
    expect(open.code).toBe(4);
    expect(open.stdout).toMatch(/about [\d,]+ images per group would settle it/);
    expect((await gate(`rules: [${gap}]\non_insufficient_data: warn`, 'latest')).code).toBe(0);
  });

  it('passes what the data shows, as a document that the schema accepts', async () => {
    const rules =
      'rules: [{ task: species, metric: accuracy, check: floor, limit: 0.9 }, { task: species, metric: accuracy, check: no_regression, margin: 0.01 }]';
    const outcome = await gate(rules, 'latest', '--baseline', 'latest~1', '--json');
    expect(outcome.code, outcome.stderr).toBe(0);
    const document = JSON.parse(outcome.stdout) as GateDocument;
    expect(gateDocument.parse(document)).toEqual(document);
    expect(document.rules.map(({ verdict }) => verdict)).toEqual(['PASS', 'PASS']);
  });

  it('counts looks at the same images: a release gets its share of the error rate, many looks a warning', async () => {
    const floor = 'rules: [{ task: species, metric: accuracy, check: floor, limit: 0.91 }]\nwarn_after: 1';
    const looks = async (text: string, run: string) =>
      (JSON.parse((await gate(text, run, '--json')).stdout) as GateDocument).looks;
    const plain = await looks(floor, 'latest');
    expect(plain).toMatchObject({ releaseLook: null, confidence: 0.95 });
    expect(plain.warning).toContain(`This is gate ${plain.look} on the same images`);
    // The same gate again is no new look; another one is.
    expect(await looks(floor, 'latest')).toEqual(plain);
    expect((await looks(floor, 'latest~1')).look).toBe(plain.look + 1);
    const release = `${floor}\nrelease: true`;
    // 1 − 0.05·6/π² and 1 − 0.05·6/(4π²).
    expect((await looks(release, 'latest~1')).confidence).toBeCloseTo(0.969604, 6);
    expect(await looks(release, 'latest')).toMatchObject({
      look: plain.look + 3,
      releaseLook: 2,
      confidence: expect.closeTo(0.992401, 6),
    });
    // What cannot be decided is no look.
    expect((await gate(`${floor.replace('accuracy', 'fnr')}`, 'latest')).code).toBe(2);
    expect((await looks(`${release}\nconfidence: 0.9`, 'latest')).look).toBe(plain.look + 4);
    const printed = await gate(release, 'latest');
    expect(printed.stdout).toContain('99.2 % confidence (release 2 on these images, of 95 % for all)');
    expect(printed.stdout).toContain('Warning: This is gate');
  });

  it.each([
    ['rules: []', 'rules'],
    ['rules: [{ task: species, metric: accuracy, check: max_gap, limit: 0.1 }]', 'by'],
    ['rules: [{ task: colour, metric: accuracy, check: floor, limit: 0.1 }]', 'colour'],
    ['rules: [{ task: species, metric: accuracy, by: colour, check: floor, limit: 0.1 }]', 'colour'],
    ['rules: [{ task: species, metric: accuracy, check: no_regression, margin: 0 }]', '--baseline'],
    ['rules: {', 'YAML'],
  ])('refuses %s with exit code 2', async (rules, named) => {
    const outcome = await gate(rules, 'latest');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(named);
    expect(outcome.stderr).not.toContain('    at ');
  });

  it('judges by a plan that was declared before the run', async () => {
    const plan = join(bench.folder, 'plan.yaml');
    await writeFile(plan, 'confidence: 0.9\nminimumN: 50\nreference: best\nmargin: 0.1\n');
    await bench.json('run', '--model', 'demo@v2', '--dataset', 'demo', '--limit', '200', '--plan', plan);
    const audit = await bench.json<{ tasks: { plan: Record<string, unknown> }[] }>('show', 'latest');
    expect(audit.tasks[0]?.plan).toMatchObject({
      confidence: 0.9,
      minimumN: 50,
      reference: 'best',
      margin: 0.1,
    });
    await writeFile(plan, 'confidence: 1.9\n');
    const refused = await bench.run(['run', '--model', 'demo@v2', '--dataset', 'demo', '--plan', plan]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('confidence');
  });
});
