import type { PickledSequence, PickledTensor, PickleValue, StorageReference } from './pickle-value.js';
import { isTuple } from './pickle-value.js';

/** As for safetensors: keeps messages and products small. */
const MAX_RANK = 16;

/** `('storage', class, key, location, elements)`; undefined for any other persistent id. */
export function storageOf(id: PickleValue): StorageReference | undefined {
  if (!isTuple(id) || id.items.length !== 5) return undefined;
  const [tag, type, key, location, elements] = id.items;
  const isType = typeof type === 'object' && type !== null && type.kind === 'storage-type';
  if (tag !== 'storage' || !isType || typeof key !== 'string' || typeof location !== 'string')
    return undefined;
  return isCount(elements) ? { kind: 'storage', dtype: type.dtype, key, elements } : undefined;
}

/** Arguments of `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks, metadata)`. */
export function tensorOf({ items }: PickledSequence): PickledTensor | undefined {
  const [storage, offset, size, stride, , , metadata = null] = items;
  if (items.length < 6 || items.length > 7 || !isStorage(storage) || !isCount(offset)) return undefined;
  const shape = counts(size);
  const strides = counts(stride);
  if (shape === undefined || strides === undefined || shape.length !== strides.length) return undefined;
  // Metadata says that the numbers are to be negated or conjugated when they are read.
  if (!(metadata === null || (isDict(metadata) && metadata.entries.size === 0))) return undefined;
  return { kind: 'tensor', storage, offset, shape, strides };
}

/** Arguments of `_rebuild_parameter(data, requires_grad, backward_hooks)`: a parameter is its data. */
export function parameterOf({ items }: PickledSequence): PickledTensor | undefined {
  const [data] = items;
  const isTensor = typeof data === 'object' && data !== null && data.kind === 'tensor';
  return items.length === 3 && isTensor ? data : undefined;
}

function counts(value: PickleValue | undefined): number[] | undefined {
  if (!isTuple(value) || value.items.length > MAX_RANK) return undefined;
  const numbers = value.items.filter(isCount);
  return numbers.length === value.items.length ? numbers : undefined;
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isStorage(value: PickleValue | undefined): value is StorageReference {
  return typeof value === 'object' && value !== null && value.kind === 'storage';
}

function isDict(value: PickleValue): value is Extract<PickleValue, { kind: 'dict' }> {
  return typeof value === 'object' && value !== null && value.kind === 'dict';
}
