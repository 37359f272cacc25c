import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { z } from 'zod';
import { parseStrictJson } from './parse-strict-json.js';
import { MAX_HEADER_BYTES, readSafetensorsHeader, type TensorEntry } from './read-header.js';

export const SINGLE_FILE = 'model.safetensors';
export const INDEX_FILE = 'model.safetensors.index.json';

const index = z.object({ weight_map: z.record(z.string(), z.string()) });

/**
 * All tensors of a checkpoint folder, by name: of `model.safetensors`, or else of the shards that
 * `model.safetensors.index.json` lists. Nothing but headers is read.
 *
 * @throws UserError `no_weights`, `bad_safetensors`, `bad_shard_index`, `missing_shard`
 */
export async function openCheckpoint(folder: string): Promise<Map<string, TensorEntry>> {
  const single = join(folder, SINGLE_FILE);
  if (await isFile(single)) return byName(await readSafetensorsHeader(single));
  const indexFile = join(folder, INDEX_FILE);
  if (await isFile(indexFile)) return await openShards(folder, indexFile);
  const pickle = await isFile(join(folder, 'pytorch_model.bin'));
  throw new UserError({
    code: 'no_weights',
    message: `${folder} holds neither ${SINGLE_FILE} nor ${INDEX_FILE}.`,
    hint: pickle
      ? 'pytorch_model.bin is a pickle, which runs code when it is loaded. Convert the checkpoint to safetensors.'
      : 'Give the folder that holds config.json and the weights.',
  });
}

async function openShards(folder: string, indexFile: string): Promise<Map<string, TensorEntry>> {
  const weightMap = await readIndex(indexFile);
  const tensors = new Map<string, TensorEntry>();
  for (const shard of new Set(weightMap.values())) {
    refuseUnsafeName(indexFile, shard);
    const file = join(folder, shard);
    if (!(await isFile(file))) {
      throw new UserError({
        code: 'missing_shard',
        message: `${indexFile} lists ${shard}, which is not in the folder.`,
        hint: 'Download the missing part of the checkpoint.',
      });
    }
    for (const entry of await readSafetensorsHeader(file)) {
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
  return tensors;
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
function refuseUnsafeName(indexFile: string, shard: string): void {
  if (!/^[^/\\:\0]+\.safetensors$/u.test(shard)) {
    throw badIndex(
      indexFile,
      `${JSON.stringify(shard)} is not the name of a .safetensors file in the same folder`,
    );
  }
}

function byName(entries: readonly TensorEntry[]): Map<string, TensorEntry> {
  return new Map(entries.map((entry) => [entry.name, entry]));
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
