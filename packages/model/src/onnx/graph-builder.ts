import type { TensorEntry } from '../safetensors/read-header.js';

/** A number is an INT attribute; write `{ float: 1 }` for a FLOAT. */
export type Attribute = number | readonly number[] | string | { float: number };

export interface GraphNode {
  opType: string;
  inputs: readonly string[];
  output: string;
  attributes: Readonly<Record<string, Attribute>>;
}

/** Small values that stand in the graph file itself. */
export interface Constant {
  name: string;
  type: 'float' | 'int64';
  values: ArrayLike<number>;
  dims: readonly number[];
}

/** A tensor of a checkpoint, stored beside the graph. `dims` may arrange the same values otherwise. */
export interface Weight {
  name: string;
  dims: readonly number[];
  source: TensorEntry;
}

/** A float tensor whose first dimension is the batch. */
export interface GraphValue {
  name: string;
  /** The dimensions after the batch. */
  dims: readonly number[];
}

export interface OnnxGraph {
  name: string;
  nodes: readonly GraphNode[];
  constants: readonly Constant[];
  weights: readonly Weight[];
  inputs: readonly GraphValue[];
  outputs: readonly GraphValue[];
}

/** Collects nodes in order. Every method gives the name of the value that it made. */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, Constant>();
  readonly #weights: Weight[] = [];

  node(
    opType: string,
    inputs: readonly string[],
    { output, ...attributes }: { output: string } & Record<string, Attribute>,
  ): string {
    this.#nodes.push({ opType, inputs, output, attributes });
    return output;
  }

  /** A one-dimensional int64 constant: a shape, pads. */
  int64(values: readonly number[]): string {
    const name = `int64:${values.join(',')}`;
    this.#constants.set(name, { name, type: 'int64', values, dims: [values.length] });
    return name;
  }

  /** An int64 scalar: an index that a Gather takes away a dimension with. */
  index(value: number): string {
    const name = `index:${value}`;
    this.#constants.set(name, { name, type: 'int64', values: [value], dims: [] });
    return name;
  }

  /** A float scalar. */
  scalar(value: number): string {
    const name = `float:${value}`;
    this.#constants.set(name, { name, type: 'float', values: [value], dims: [] });
    return name;
  }

  /** A float tensor that is in no checkpoint. */
  floats(name: string, values: Float32Array, dims: readonly number[]): string {
    this.#constants.set(name, { name, type: 'float', values, dims });
    return name;
  }

  weight(name: string, source: TensorEntry, dims: readonly number[] = source.shape): string {
    this.#weights.push({ name, dims, source });
    return name;
  }

  build(io: { name: string; inputs: readonly GraphValue[]; outputs: readonly GraphValue[] }): OnnxGraph {
    return { ...io, nodes: this.#nodes, constants: [...this.#constants.values()], weights: this.#weights };
  }
}
