import { readFile } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { parseYaml } from '@evenhand/contracts/yaml';
import { fileError } from '@evenhand/images';

/** The part of a zod schema that is used here; the schemas themselves live in contracts. */
interface Schema<T> {
  safeParse(
    input: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

/** Reads a YAML or JSON file and checks it; faults name the file and the line or the key, under `code`. */
export async function readYaml<T>(file: string, schema: Schema<T>, code: string): Promise<T> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileError(error, file);
  });
  const result = schema.safeParse(parse(text, file, code));
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  );
  throw new UserError({ code, message: `${file}: ${faults.join('; ')}` });
}

function parse(text: string, file: string, code: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new UserError({ code, message: `${file} is not valid YAML: ${reason}`, cause });
  }
}
