import type { Attribute, GraphNode, GraphValue, OnnxGraph } from './graph-builder.js';
import { ATTRIBUTE_TYPE, DATA_TYPE, EXTERNAL, ModelProto } from './schema.js';

/** Opset 20 has LayerNormalization (17) and Gelu (20); IR version 9 belongs to it. */
const OPSET = 20;
const IR_VERSION = 9;

/** Where a weight's bytes lie in the data file. */
export interface DataPlace {
  offset: number;
  length: number;
}

/** The ModelProto's bytes, with all weights in the external file `dataFile`. The same graph gives the same bytes. */
export function encodeModel(
  graph: OnnxGraph,
  dataFile: string,
  places: ReadonlyMap<string, DataPlace>,
): Uint8Array {
  const constants = graph.constants.map(({ name, type, values, dims }) => {
    const raw = type === 'float' ? Float32Array.from(values) : BigInt64Array.from(values, BigInt);
    const dataType = type === 'float' ? DATA_TYPE.FLOAT : DATA_TYPE.INT64;
    return { name, dims, dataType, rawData: new Uint8Array(raw.buffer) };
  });
  const weights = graph.weights.map(({ name, dims }) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`no place for weight ${name}`);
    const externalData = [
      { key: 'location', value: dataFile },
      { key: 'offset', value: String(place.offset) },
      { key: 'length', value: String(place.length) },
    ];
    return { name, dims, dataType: DATA_TYPE.FLOAT, externalData, dataLocation: EXTERNAL };
  });
  return ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: 'evenhand',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name: graph.name,
      node: graph.nodes.map(encodeNode),
      initializer: [...constants, ...weights],
      input: graph.inputs.map(encodeValue),
      output: graph.outputs.map(encodeValue),
    },
  }).finish();
}

function encodeNode({ opType, inputs, output, attributes }: GraphNode): object {
  return {
    name: output,
    opType,
    input: inputs,
    output: [output],
    attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...encodeAttribute(value) })),
  };
}

function encodeAttribute(value: Attribute): object {
  if (typeof value === 'number') return { i: value, type: ATTRIBUTE_TYPE.INT };
  if (typeof value === 'string') return { s: new TextEncoder().encode(value), type: ATTRIBUTE_TYPE.STRING };
  if ('float' in value) return { f: value.float, type: ATTRIBUTE_TYPE.FLOAT };
  return { ints: value, type: ATTRIBUTE_TYPE.INTS };
}

function encodeValue({ name, dims }: GraphValue): object {
  const dim = [{ dimParam: 'batch' }, ...dims.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: DATA_TYPE.FLOAT, shape: { dim } } } };
}
