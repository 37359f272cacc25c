import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { z } from 'zod';
import { parseStrictJson } from '../safetensors/parse-strict-json.js';
import { MAX_HEADER_BYTES, type TensorEntry } from '../safetensors/read-header.js';

const index = z.object({ weight_map: z.record(z.string(), z.string()) });

export interface ShardFormat {
  format: 'safetensors' | 'torch';
  /** Reads one part. */
  read: (file: string) => Promise<TensorEntry[]>;
}

/**
 * All tensors of the parts that an index lists, which must be exactly those that it lists.
 *
 * @throws UserError `bad_shard_index`, `missing_shard`, and those of the parts
 */
export async function openShards(
  folder: string,
  indexFile: string,
  { format, read }: ShardFormat,
): Promise<TensorEntry[]> {
  const weightMap = await readIndex(indexFile);
  const tensors = new Map<string, TensorEntry>();
  for (const shard of new Set(weightMap.values())) {
    refuseUnsafeName(indexFile, shard, format);
    const file = join(folder, shard);
    if (!(await isFile(file))) {
      throw new UserError({
        code: 'missing_shard',
        message: `${indexFile} lists ${shard}, which is not in the folder.`,
        hint: 'Download the missing part of the checkpoint.',
      });
    }
    for (const entry of await read(file)) {
      const expected = weightMap.get(entry.name);
      if (expected !== shard) {
        const where = expected === undefined ? 'does not list it' : `says it is in ${expected}`;
        throw badIndex(indexFile, `tensor ${entry.name} is in ${shard}, but the index ${where}`);
      }
      tensors.set(entry.name, entry);
    }
  }
  for (const [name, shard] of weightMap) {
    if (!tensors.has(name)) throw badIndex(indexFile, `tensor ${name} is not in ${shard}`);
  }
  return [...tensors.values()];
}

async function readIndex(file: string): Promise<Map<string, string>> {
  const { size } = await stat(file);
  if (size > MAX_HEADER_BYTES)
    throw badIndex(file, `it has ${size} bytes, more than the ${MAX_HEADER_BYTES} allowed`);
  let content: unknown;
  try {
    content = parseStrictJson(await readFile(file, 'utf8'));
  } catch (error) {
    throw badIndex(file, `it is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = index.safeParse(content);
  if (!parsed.success) throw badIndex(file, 'it has no `weight_map` from tensor names to file names');
  return new Map(Object.entries(parsed.data.weight_map));
}

/** The index comes from strangers: it may name files of its own folder and nothing else. */
function refuseUnsafeName(indexFile: string, shard: string, format: ShardFormat['format']): void {
  const extension = format === 'safetensors' ? '.safetensors' : '.bin';
  if (!/^[^/\\:\0]+$/u.test(shard) || !shard.endsWith(extension)) {
    throw badIndex(
      indexFile,
      `${JSON.stringify(shard)} is not the name of a ${extension} file in the same folder`,
    );
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
}

function badIndex(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_shard_index',
    message: `${file} does not fit the checkpoint: ${what}.`,
    hint: 'Download the checkpoint again; its index and its parts must come from the same version.',
  });
}
