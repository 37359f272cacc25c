import { UserError } from '@evenhand/contracts';
import { type HubRepo, readHubText } from './hub-repo.js';

/** Small files that say what a model is. */
const DESCRIPTIONS = ['config.json', 'preprocessor_config.json', 'model.yaml', 'README.md'];
/** Checkpoints that become a graph here; others need the graph that somebody exported. */
const KNOWN_TYPES = /clip/i;

/**
 * Which of a model repository's files are needed: its descriptions, and one set of weights. An `.onnx` file that
 * `model.yaml` names goes first; then the checkpoint, as safetensors before PyTorch's own format, where its
 * architecture is one that is known here; then `onnx/model.onnx`, which an exporter left.
 *
 * @throws UserError `no_weights`, and those of `HubRepo.fetch`
 */
export async function selectModelFiles(repo: HubRepo): Promise<string[]> {
  const paths = repo.files.map(({ path }) => path);
  const descriptions = DESCRIPTIONS.filter((path) => paths.includes(path));
  const manifest = paths.includes('model.yaml') ? await readHubText(repo, 'model.yaml') : '';
  descriptions.push(...embeddingFiles(manifest).filter((path) => paths.includes(path)));
  const named = namedFile(manifest);
  if (named !== undefined) return [...descriptions, ...withExternalData(named, paths)];

  const checkpoint = await checkpointFiles(repo, paths);
  const graph = ['onnx/model.onnx', 'model.onnx', onlyGraph(paths)].find(
    (path) => path !== undefined && paths.includes(path),
  );
  const prefersGraph =
    graph !== undefined && (checkpoint.length === 0 || !KNOWN_TYPES.test(await modelType(repo, paths)));
  const weights = prefersGraph ? withExternalData(graph, paths) : checkpoint;
  if (weights.length > 0) return [...descriptions, ...weights];
  throw new UserError({
    code: 'no_weights',
    message: `${repo.pinned} has no weights that can be read: neither safetensors, pytorch_model.bin nor an .onnx file.`,
    hint: `Its files are ${paths.slice(0, 20).join(', ')}.`,
  });
}

/** The top key `file` of a manifest; all else of it is read when the model is imported. */
function namedFile(manifest: string): string | undefined {
  return /^file:[ \t]*(["']?)([^"'\r\n#]+?)\1[ \t]*(?:#.*)?$/m.exec(manifest)?.[2];
}

/** The class embeddings of zero-shot tasks. */
function embeddingFiles(manifest: string): string[] {
  const names = [...manifest.matchAll(/\bembeddings:[ \t]*(["']?)([^"'\r\n,}#]+?)\1[ \t]*(?=[\r\n,}#]|$)/g)];
  return [...new Set(names.map((match) => match[2] ?? ''))];
}

async function checkpointFiles(repo: HubRepo, paths: readonly string[]): Promise<string[]> {
  for (const whole of ['model.safetensors', 'pytorch_model.bin']) {
    if (paths.includes(whole)) return [whole];
    const index = `${whole}.index.json`;
    if (paths.includes(index)) return [index, ...(await shardsOf(index, repo))];
  }
  return [];
}

async function shardsOf(index: string, repo: HubRepo): Promise<string[]> {
  const text = await readHubText(repo, index);
  try {
    const shards = new Set<unknown>(Object.values(JSON.parse(text).weight_map));
    const names = [...shards].filter((name) => typeof name === 'string');
    if (names.length === shards.size && names.length > 0) return names.sort();
  } catch {
    // The same trouble as an index of another shape.
  }
  throw new UserError({
    code: 'bad_index',
    message: `${index} of ${repo.pinned} does not say which files the weights are in.`,
  });
}

async function modelType(repo: HubRepo, paths: readonly string[]): Promise<string> {
  if (!paths.includes('config.json')) return '';
  try {
    const config: unknown = JSON.parse(await readHubText(repo, 'config.json'));
    return typeof config === 'object' && config !== null && 'model_type' in config
      ? String(config.model_type)
      : 'clip';
  } catch {
    return '';
  }
}

function onlyGraph(paths: readonly string[]): string | undefined {
  const graphs = paths.filter((path) => /^[^/]+\.onnx$/i.test(path));
  return graphs.length === 1 ? graphs[0] : undefined;
}

/** A graph and the files of its weights: `model.onnx_data`, `model.onnx.data`, in parts where they are large. */
function withExternalData(graph: string, paths: readonly string[]): string[] {
  const parts = paths.filter((path) => path.startsWith(graph) && /^[._]data/.test(path.slice(graph.length)));
  return [graph, ...parts];
}
