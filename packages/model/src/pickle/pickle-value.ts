/** The functions that a pickled tensor is made with, and nothing else that can be called. */
export type KnownFunction = 'ordered-dict' | 'rebuild-tensor' | 'rebuild-parameter';

/** A storage class; `dtype` is safetensors' name for its elements. */
export interface StorageType {
  kind: 'storage-type';
  dtype: string;
}

/** A storage of the archive, `data/<key>`, of `elements` elements as the pickle claims. */
export interface StorageReference {
  kind: 'storage';
  dtype: string;
  key: string;
  elements: number;
}

/** A view of a storage; `offset` and `strides` count elements. */
export interface PickledTensor {
  kind: 'tensor';
  storage: StorageReference;
  offset: number;
  shape: readonly number[];
  strides: readonly number[];
}

export interface PickledSequence {
  kind: 'list' | 'tuple';
  items: PickleValue[];
  /** Containers inside each other, this one included, when it was last filled. */
  depth: number;
}

export interface PickledDict {
  kind: 'dict';
  entries: Map<string | number, PickleValue>;
  depth: number;
}

export type PickleValue =
  | null
  | boolean
  | number
  | string
  | { kind: 'function'; function: KnownFunction }
  | StorageType
  | StorageReference
  | PickledTensor
  | PickledSequence
  | PickledDict;

export type PickledContainer = PickledSequence | PickledDict;

export function isContainer(value: PickleValue): value is PickledContainer {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'dict')
  );
}

export function isTuple(value: PickleValue | undefined): value is PickledSequence {
  return typeof value === 'object' && value !== null && value.kind === 'tuple';
}
