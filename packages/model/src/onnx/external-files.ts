import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { describeForeignFile } from '../package/foreign-file.js';
import { EXTERNAL, ModelProto } from './schema.js';

interface Tensor {
  dataLocation?: number;
  externalData?: { key?: string; value?: string }[];
}
interface SparseTensor {
  values?: Tensor;
  indices?: Tensor;
}
interface Graph {
  node?: Node[];
  initializer?: Tensor[];
  sparseInitializer?: SparseTensor[];
}
interface Node {
  attribute?: {
    t?: Tensor;
    g?: Graph;
    tensors?: Tensor[];
    graphs?: Graph[];
    sparseTensor?: SparseTensor;
    sparseTensors?: SparseTensor[];
  }[];
}
interface Model {
  graph?: Graph;
  functions?: { node?: Node[] }[];
  opsetImport?: unknown[];
}

/**
 * Checks that a file is an ONNX model and finds the files beside it that hold its weights.
 *
 * @returns their paths relative to the model's folder, with `/`; none where the model is one file
 * @throws UserError `not_onnx`, `unsafe_path` (weights outside the model's folder)
 */
export async function externalFiles(file: string): Promise<string[]> {
  const model = await decode(file);
  const locations = new Set<string>();
  for (const tensor of tensorsOf(model)) {
    if (tensor.dataLocation !== EXTERNAL) continue;
    const location = tensor.externalData?.find((entry) => entry.key === 'location')?.value ?? '';
    locations.add(safePath(file, location));
  }
  return [...locations].sort();
}

async function decode(file: string): Promise<Model> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw notOnnx(file, `it cannot be read (${cause instanceof Error ? cause.message : String(cause)})`);
  });
  const foreign = describeForeignFile(bytes);
  if (foreign !== undefined) throw notOnnx(file, foreign.what, foreign.hint);
  if (bytes.length === 0) throw notOnnx(file, 'it is empty', 'Download it again.');
  let model: Model;
  try {
    model = ModelProto.decode(bytes) as Model;
  } catch {
    throw notOnnx(file, 'its bytes are not those of an ONNX model, or the file was cut short');
  }
  if (!model.graph?.node?.length || !model.opsetImport?.length) throw notOnnx(file, 'it holds no graph');
  return model;
}

function* tensorsOf({ graph, functions }: Model): Generator<Tensor> {
  yield* tensorsOfGraph(graph);
  for (const { node } of functions ?? []) yield* tensorsOfNodes(node);
}

function* tensorsOfGraph(graph: Graph | undefined): Generator<Tensor> {
  yield* graph?.initializer ?? [];
  for (const sparse of graph?.sparseInitializer ?? []) yield* tensorsOfSparse(sparse);
  yield* tensorsOfNodes(graph?.node);
}

function* tensorsOfNodes(nodes: Node[] | undefined): Generator<Tensor> {
  for (const attribute of (nodes ?? []).flatMap((node) => node.attribute ?? [])) {
    if (attribute.t) yield attribute.t;
    yield* attribute.tensors ?? [];
    for (const sparse of [attribute.sparseTensor, ...(attribute.sparseTensors ?? [])])
      yield* tensorsOfSparse(sparse);
    for (const graph of [attribute.g, ...(attribute.graphs ?? [])]) yield* tensorsOfGraph(graph);
  }
}

function* tensorsOfSparse(sparse: SparseTensor | null | undefined): Generator<Tensor> {
  if (sparse?.values) yield sparse.values;
  if (sparse?.indices) yield sparse.indices;
}

/** A model comes from strangers: its weights must lie in its own folder. */
function safePath(file: string, location: string): string {
  const path = posix.normalize(location);
  const outside = path === '.' || path.startsWith('../') || path === '..' || posix.isAbsolute(path);
  if (!outside && !/[\\:\0]/u.test(path)) return path;
  throw new UserError({
    code: 'unsafe_path',
    message: `${file} keeps weights in ${JSON.stringify(location)}, which is not a file in the model's own folder.`,
    hint: 'Export the model again with its weights beside it.',
  });
}

function notOnnx(file: string, what: string, hint?: string): UserError {
  return new UserError({
    code: 'not_onnx',
    message: `${file} is not an ONNX model: ${what}.`,
    hint: hint ?? 'Export the model again, or download it again.',
  });
}
