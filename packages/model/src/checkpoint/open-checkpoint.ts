import { join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { readTorchFile } from '../pickle/read-torch-file.js';
import { readSafetensorsHeader, type TensorEntry } from '../safetensors/read-header.js';
import { findWeights, STANDARD_NAMES } from './find-weights.js';
import { openShards } from './open-shards.js';

export interface Checkpoint {
  /** By name. */
  tensors: ReadonlyMap<string, TensorEntry>;
  /** What was read and what was left out, where there was a choice. */
  notes: string[];
}

/**
 * All tensors of a checkpoint folder. Nothing but headers and directories is read.
 *
 * @throws UserError `no_weights`, `bad_safetensors`, `bad_torch_file`, `unsafe_pickle`, `bad_shard_index`, `missing_shard`
 */
export async function openCheckpoint(folder: string): Promise<Checkpoint> {
  const weights = await findWeights(folder);
  if (weights === undefined) {
    throw new UserError({
      code: 'no_weights',
      message: `${folder} holds none of ${STANDARD_NAMES.join(', ')}, and not exactly one .bin, .pt or .pth file.`,
      hint: 'Give the folder that holds config.json and the weights.',
    });
  }
  const { file, format, sharded, leftOut } = weights;
  const read = format === 'safetensors' ? readSafetensorsHeader : readTorchFile;
  const path = join(folder, file);
  const entries = sharded ? await openShards(folder, path, { format, read }) : await read(path);
  const tensors = new Map(entries.map((entry) => [entry.name, entry]));
  const notes =
    leftOut.length === 0 ? [] : [`The weights are those of ${file}; left out: ${leftOut.join(', ')}.`];
  return { tensors, notes };
}
