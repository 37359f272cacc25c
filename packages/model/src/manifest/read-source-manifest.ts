import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ModelSourceManifest, modelSourceManifest, UserError } from '@evenhand/contracts';
import { parseYaml } from '@evenhand/contracts/yaml';
import { z } from 'zod';

/** A thousand labels and a long card take 100 kB. YAML of some megabytes can be nested so that it takes minutes. */
const MAX_BYTES = 1_000_000;

/** What is wrong may be wrong in a thousand places. */
const MAX_MESSAGE = 2000;

/** A `model.yaml` that someone wrote. @throws UserError `file_not_found`, `bad_manifest` */
export async function readSourceManifest(file: string): Promise<ModelSourceManifest> {
  const text = await readText(file);
  let content: unknown;
  try {
    content = parseYaml(text);
  } catch (cause) {
    throw badManifest(file, cause instanceof Error ? cause.message : String(cause));
  }
  const parsed = modelSourceManifest.safeParse(content ?? {});
  if (!parsed.success) throw badManifest(file, z.prettifyError(parsed.error));
  refuseTwins(file, parsed.data);
  return withAbsoluteEmbeddings(file, parsed.data);
}

/** Manifests come from strangers too: embeddings lie beside the manifest and nowhere else. */
function withAbsoluteEmbeddings(file: string, manifest: ModelSourceManifest): ModelSourceManifest {
  const tasks = manifest.tasks?.map(({ embeddings, ...task }) => {
    if (embeddings === undefined) return task;
    if (!/^[^/\\:\0]+\.safetensors$/u.test(embeddings))
      throw badManifest(
        file,
        `embeddings: ${JSON.stringify(embeddings)} is not the name of a .safetensors file`,
      );
    return { ...task, embeddings: join(dirname(file), embeddings) };
  });
  return { ...manifest, ...(tasks && { tasks }) };
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size <= MAX_BYTES) return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError({ code: 'file_not_found', message: `The manifest ${file} cannot be read.`, cause });
  }
  throw badManifest(file, `it has more than ${MAX_BYTES} bytes.`);
}

function refuseTwins(file: string, { tasks = [] }: ModelSourceManifest): void {
  const names = tasks.map((task) => task.name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw badManifest(file, `there are two tasks named ${twin}`);
}

function badManifest(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_manifest',
    message: `${file} is not a valid model manifest:\n${what.slice(0, MAX_MESSAGE)}`,
    hint: 'The manifests that ship with Evenhand are examples of the format.',
  });
}
