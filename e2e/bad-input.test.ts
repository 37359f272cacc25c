import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoModelFolder } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench } from './cli.js';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.remove());

/** The command ends with exit code 2 and a message without a stack trace. */
async function refused(parameters: string[], message: RegExp): Promise<void> {
  const outcome = await bench.run(parameters);
  expect(outcome.stderr).toMatch(message);
  expect(outcome.stderr).not.toMatch(/\n {4}at /);
  expect(outcome.code).toBe(2);
  expect(outcome.stdout).toBe('');
}

const addModel = (source: string, ...more: string[]): string[] => [
  'model',
  'add',
  source,
  '--name',
  'bad',
  '--version',
  '1',
  ...more,
];

describe('usage', () => {
  it.each([
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['run', '--bogus'], /unknown option '--bogus'/],
    [['run', '--limit', 'ten'], /whole number/],
    [['run'], /--model NAME@VERSION/],
    [['show', 'latest'], /no workspace/i],
    [['--workspace', '/no/such/folder', 'runs'], /no workspace at \/no\/such\/folder/i],
    [['shwo', 'latest'], /Did you mean show\?/],
  ] as const)('%j', async ([...parameters], message) => refused(parameters, message));

  it('with --json is an error in JSON too, on stderr', async () => {
    const outcome = await bench.run(['--json', 'run', '--devic', 'cpu']);
    expect(JSON.parse(outcome.stderr)).toEqual({
      error: { code: 'bad_usage', message: "unknown option '--devic'", hint: 'Did you mean --device?' },
    });
    expect(outcome.stdout).toBe('');
    expect(outcome.code).toBe(2);
  });
});

describe('model add', () => {
  it('a saved HTML page that is called .onnx', async () => {
    const file = join(bench.folder, 'page.onnx');
    await writeFile(file, '<!doctype html><html><body>Sign in to download</body></html>');
    await refused(addModel(file), /page\.onnx.*HTML/s);
  });

  it('a folder with nothing in it', async () => {
    const folder = join(bench.folder, 'empty-model');
    await mkdir(folder);
    await refused(addModel(folder), /empty-model/);
  });

  it('a file cut short', async () => {
    const folder = await demoCopy('cut');
    const file = join(folder, 'model.safetensors');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 1000));
    await refused(addModel(folder), /model\.safetensors/);
  });

  it.each([
    ['a header of 2^60 bytes', hugeHeader],
    ['negative offsets', (bytes: Buffer) => replaceHeader(bytes, (header) => offsets(header, [-64, 0]))],
    ['overlapping offsets', (bytes: Buffer) => replaceHeader(bytes, overlapping)],
  ])('a safetensors file with %s', async (name, damage) => {
    const folder = await demoCopy(name.replace(/\W+/g, '-'));
    const file = join(folder, 'model.safetensors');
    await writeFile(file, damage(await readFile(file)));
    await refused(addModel(folder), /model\.safetensors/);
  });

  it('a missing head', async () => {
    const folder = await demoCopy('headless');
    const file = join(folder, 'model.safetensors');
    const bytes = await readFile(file);
    await writeFile(
      file,
      replaceHeader(bytes, (header) => rename(header, 'wear_head.weight', 'wear_hat.weight')),
    );
    await refused(addModel(folder), /wear_head/);
  });

  it('labels that do not match the head', async () => {
    const folder = await demoCopy('labels');
    const file = join(folder, 'model.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace(/Dorsal, Ventral|(- Dorsal)/, (found) =>
        found.startsWith('-') ? '- Edge\n      - Dorsal' : 'Dorsal, Edge, Ventral',
      ),
    );
    await refused(addModel(folder), /side.*(3|three).*2|side.*2.*3/s);
  });
});

describe('dataset add', () => {
  it('an empty folder', async () => {
    const folder = join(bench.folder, 'empty-data');
    await mkdir(folder);
    await refused(['dataset', 'add', folder, '--name', 'bad'], /empty-data/);
  });

  it('a CSV without the image column', async () => {
    const file = join(bench.folder, 'no-image.csv');
    await writeFile(file, 'colour,shape\nred,round\n');
    await refused(['dataset', 'add', file, '--name', 'bad', '--format', 'csv'], /colour.*shape/s);
  });

  it('an unknown label, with its row', async () => {
    const folder = join(bench.folder, 'fairface');
    await mkdir(join(folder, 'val'), { recursive: true });
    await writeFile(join(folder, 'val/1.jpg'), 'x');
    await writeFile(join(folder, 'val/2.jpg'), 'x');
    await writeFile(
      join(folder, 'fairface_label_val.csv'),
      'file,age,gender,race,service_test\nval/1.jpg,3-9,Male,East Asian,False\nval/2.jpg,3-9,Male,Martian,False\n',
    );
    await refused(
      ['dataset', 'add', folder, '--name', 'bad', '--format', 'fairface'],
      /line 3.*Martian|Martian.*line 3/s,
    );
  });
});

describe('workspace', () => {
  it('below a file, where nothing can be written', async () => {
    const file = join(bench.folder, 'file');
    await writeFile(file, '');
    await refused(
      [...addModel(demoModelFolder('v1')), '--workspace', join(file, 'workspace')],
      /workspace|folder/i,
    );
  });

  it('written by a newer Evenhand', async () => {
    const other = await createBench();
    try {
      expect((await other.run(addModel(demoModelFolder('v1')))).code).toBe(0);
      const { default: Database } = await import('better-sqlite3');
      const database = new Database(join(other.workspace, 'evenhand.db'));
      database.exec(
        "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', 99999999999999)",
      );
      database.close();
      const outcome = await other.run(['model', 'list']);
      expect(outcome.stderr).toMatch(/newer/);
      expect(outcome.code).toBe(2);
    } finally {
      await other.remove();
    }
  });
});

async function demoCopy(name: string): Promise<string> {
  const folder = join(bench.folder, name);
  await cp(demoModelFolder('v1'), folder, { recursive: true });
  return folder;
}

describe('hints', () => {
  it('write commands as the reader called them', async () => {
    const viaPnpm = {
      npm_config_user_agent: 'pnpm/12.21.0 npm/? node/? linux x64',
      npm_execpath: '/opt/pnpm',
    };
    const { code, stderr } = await bench.run(['show', 'latest'], { env: viaPnpm });
    expect(stderr).toContain('Start one: pnpm evenhand run --model');
    expect(code).toBe(2);
    expect((await bench.run(['show', 'latest'])).stderr).toContain('Start one: evenhand run --model');
  });
});

function hugeHeader(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes);
  damaged.writeBigUInt64LE(2n ** 60n);
  return damaged;
}

type Header = Record<string, { data_offsets: [number, number] } & Record<string, unknown>>;

/** The file with another header of the same data. */
function replaceHeader(bytes: Buffer, change: (header: Header) => Header): Buffer {
  const length = Number(bytes.readBigUInt64LE());
  const header = change(JSON.parse(bytes.subarray(8, 8 + length).toString()));
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([size, text, bytes.subarray(8 + length)]);
}

function tensors(header: Header): [string, Header[string]][] {
  return Object.entries(header).filter(([name]) => name !== '__metadata__');
}

function offsets(header: Header, data: [number, number]): Header {
  const [first] = tensors(header)[0] ?? [''];
  return { ...header, [first]: { ...header[first], data_offsets: data } as Header[string] };
}

function overlapping(header: Header): Header {
  const [first, second] = tensors(header);
  if (!first || !second) throw new Error('the demo model has more than one tensor');
  return offsets(header, second[1].data_offsets);
}

function rename(header: Header, from: string, to: string): Header {
  return Object.fromEntries(
    Object.entries(header).map(([name, value]) => [name === from ? to : name, value]),
  );
}
