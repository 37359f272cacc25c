import { readFile } from 'node:fs/promises';
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
  return parsed.data;
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
