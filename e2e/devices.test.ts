import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoModelFolder, generateDemo } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench } from './cli.js';

/** A Vulkan driver that needs no GPU; it comes with Debian's chromium. */
const softwareDriver = process.env['VK_DRIVER_FILES'] ?? '/usr/lib/chromium/vk_swiftshader_icd.json';
const hasDriver = existsSync(softwareDriver);
if (!hasDriver) console.log('Skipped: the WebGPU test needs a Vulkan driver (apt-get install chromium).');

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
  const folder = join(bench.folder, 'butterflies');
  await generateDemo({ folder, split: 'audit' });
  for (const parameters of [
    ['dataset', 'add', folder, '--name', 'data'],
    ['model', 'add', demoModelFolder('v1'), '--name', 'demo', '--version', 'v1'],
  ]) {
    const outcome = await bench.run(parameters);
    expect(outcome.code, outcome.stderr).toBe(0);
  }
});
afterAll(() => bench.remove());

const run = ['run', '--model', 'demo@v1', '--dataset', 'data'];

describe('devices', () => {
  it.skipIf(!hasDriver)(
    'WebGPU gives the same labels as the CPU on the demo',
    async () => {
      const cpu = await labels('cpu');
      const webgpu = await labels('webgpu');
      expect(cpu.length).toBeGreaterThan(3000);
      expect(webgpu).toEqual(cpu);
      // A driver in software draws a few images a second.
    },
    1_800_000,
  );

  it.each(['cuda', 'toaster'])('--device %s is an error that helps, never a fallback', async (device) => {
    const before = await bench.json<unknown[]>('runs');
    const outcome = await bench.run([...run, '--device', device]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(device);
    expect(outcome.stderr).not.toMatch(/\n {4}at /);
    expect(await bench.json<unknown[]>('runs')).toEqual(before);
  });

  it('doctor lists what is usable', async () => {
    const { devices } = await bench.json<{
      devices: { provider: string; usable: boolean; howToGet?: string }[];
    }>('doctor');
    expect(devices.find((device) => device.provider === 'cpu')?.usable).toBe(true);
    const cuda = devices.find((device) => device.provider === 'cuda');
    if (cuda?.usable === false) expect(cuda.howToGet).toBeDefined();
  });
});

/** `sample task label` of every prediction of a run on this device. */
async function labels(device: string): Promise<string[]> {
  const outcome = await bench.run([...run, '--device', device], { env: { VK_DRIVER_FILES: softwareDriver } });
  expect(outcome.code, outcome.stderr).toBe(0);
  const [latest] = await bench.json<{ device: string }[]>('runs');
  expect(latest?.device).toBe(device);
  const rows = await bench.run(['predictions', 'latest', '--format', 'jsonl']);
  return rows.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { sample: string; task: string; predicted: string })
    .map(({ sample, task, predicted }) => `${sample} ${task} ${predicted}`);
}
