import type { KnownFunction, PickleValue } from './pickle-value.js';

/** Element types of torch's storage classes, by safetensors' names. Bytes of an untyped storage are U8. */
const STORAGES: ReadonlyMap<string, string> = new Map([
  ['torch.FloatStorage', 'F32'],
  ['torch.HalfStorage', 'F16'],
  ['torch.BFloat16Storage', 'BF16'],
  ['torch.DoubleStorage', 'F64'],
  ['torch.LongStorage', 'I64'],
  ['torch.IntStorage', 'I32'],
  ['torch.ShortStorage', 'I16'],
  ['torch.CharStorage', 'I8'],
  ['torch.ByteStorage', 'U8'],
  ['torch.BoolStorage', 'BOOL'],
  ['torch.ComplexFloatStorage', 'C64'],
  ['torch.UntypedStorage', 'U8'],
  ['torch.storage.UntypedStorage', 'U8'],
]);

const FUNCTIONS: ReadonlyMap<string, KnownFunction> = new Map([
  ['collections.OrderedDict', 'ordered-dict'],
  ['torch._utils._rebuild_tensor_v2', 'rebuild-tensor'],
  ['torch._utils._rebuild_parameter', 'rebuild-parameter'],
]);

/** What a global stands for; undefined for all but the few that a state dict needs. */
export function knownGlobal(module: string, name: string): PickleValue | undefined {
  const path = `${module}.${name}`;
  const dtype = STORAGES.get(path);
  if (dtype !== undefined) return { kind: 'storage-type', dtype };
  const known = FUNCTIONS.get(path);
  return known === undefined ? undefined : { kind: 'function', function: known };
}
