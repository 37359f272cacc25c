import { bytesPerElement } from '../safetensors/dtype.js';
import type { TensorEntry } from '../safetensors/read-header.js';
import type { PickledTensor, PickleValue } from './pickle-value.js';
import { openTorchArchive, type StoredBytes } from './torch-archive.js';
import { badTorchFile } from './torch-file-error.js';
import { unpickle } from './unpickle.js';

/** A tensor that does not lie row by row is read as a whole before it is rearranged. ViT-L's largest has 17 MB. */
const MAX_STRIDED_BYTES = 64_000_000;

/**
 * Where the tensors of a state dict lie that `torch.save` wrote (`pytorch_model.bin`, `.pt`). Only the archive's
 * directory and its pickle are read, and every claim of the pickle is checked against the archive's real sizes.
 *
 * @throws UserError `bad_torch_file`, `unsafe_pickle`, naming file and tensor
 */
export async function readTorchFile(file: string): Promise<TensorEntry[]> {
  const { pickle, storages } = await openTorchArchive(file);
  return [...stateDict(file, unpickle(pickle, file))].map(([name, tensor]) =>
    placed(file, storages, { name, tensor }),
  );
}

function stateDict(file: string, value: PickleValue): Map<string, PickledTensor> {
  if (typeof value !== 'object' || value === null || value.kind !== 'dict')
    throw badTorchFile(file, 'it holds no dictionary of tensors');
  const tensors = new Map<string, PickledTensor>();
  for (const [name, tensor] of value.entries) {
    if (typeof name !== 'string' || typeof tensor !== 'object' || tensor === null || tensor.kind !== 'tensor')
      throw badTorchFile(file, `${JSON.stringify(name)} is not a tensor; a state dict holds nothing else`);
    tensors.set(name, tensor);
  }
  return tensors;
}

function placed(
  file: string,
  storages: ReadonlyMap<string, StoredBytes>,
  { name, tensor }: { name: string; tensor: PickledTensor },
): TensorEntry {
  const { storage, offset, shape, strides } = tensor;
  const { dtype, key, elements } = storage;
  const size = bytesPerElement(dtype);
  const stored = storages.get(key);
  if (size === undefined || stored === undefined)
    throw badTorchFile(file, `tensor ${name} lies in storage ${JSON.stringify(key)}, which is not there`);
  if (elements * size !== stored.bytes) {
    throw badTorchFile(
      file,
      `tensor ${name} claims a storage of ${elements} ${dtype} values, but data/${key} has ${stored.bytes} bytes`,
    );
  }
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  const end =
    count === 0 ? 0 : shape.reduce((last, dim, i) => last + (dim - 1) * (strides[i] ?? 0), offset + 1);
  // `!(… <= …)` holds for NaN too, which a product of 0 and infinity is.
  if (!(count <= elements && end <= elements)) {
    throw badTorchFile(
      file,
      `tensor ${name} of shape [${shape.join(', ')}] reaches to value ${Math.max(count, end)} of a storage of ${elements}`,
    );
  }
  const entry = { name, dtype, shape, file, offset: stored.offset + offset * size, bytes: count * size };
  if (liesInRows(shape, strides)) return entry;
  if ((end - offset) * size > MAX_STRIDED_BYTES) {
    throw badTorchFile(
      file,
      `tensor ${name} does not lie row by row and is spread over more than ${MAX_STRIDED_BYTES} bytes`,
      `Save it again as ${name}.contiguous().`,
    );
  }
  return { ...entry, strides };
}

/** As torch's `is_contiguous`: strides of dimensions of size 1, and of tensors without values, do not matter. */
function liesInRows(shape: readonly number[], strides: readonly number[]): boolean {
  if (shape.includes(0)) return true;
  let expected = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const dimension = shape[i] ?? 0;
    if (dimension !== 1 && strides[i] !== expected) return false;
    expected *= dimension;
  }
  return true;
}
