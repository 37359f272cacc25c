import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ModelSourceManifest, modelSourceManifest, UserError } from '@evenhand/contracts';
import { parse } from 'yaml';
import { z } from 'zod';

/** A `model.yaml` that someone wrote. @throws UserError `file_not_found`, `bad_manifest` */
export async function readSourceManifest(file: string): Promise<ModelSourceManifest> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError({ code: 'file_not_found', message: `The manifest ${file} cannot be read.`, cause });
  });
  let content: unknown;
  try {
    content = parse(text);
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

function refuseTwins(file: string, { tasks = [] }: ModelSourceManifest): void {
  const names = tasks.map((task) => task.name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw badManifest(file, `there are two tasks named ${twin}`);
}

function badManifest(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_manifest',
    message: `${file} is not a valid model manifest:\n${what}`,
    hint: 'The manifests that ship with Evenhand are examples of the format.',
  });
}
