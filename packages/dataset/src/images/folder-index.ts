import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileError } from '@evenhand/images';

/** What asking for an impossible path answers: it is not there, it is a file, its name is too long or not a name. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL', 'ELOOP', 'ERR_INVALID_ARG_VALUE']);

/**
 * Answers whether files exist by listing each folder once: a million rows must not cost a million system calls.
 * Names are compared in Unicode's composed form, because archives made on a Mac hold decomposed ones.
 */
export class FolderIndex {
  readonly #folders = new Map<string, Map<string, string>>();

  /** The path of the file as the file system spells it, or null where there is no such file. */
  async find(path: string): Promise<string | null> {
    const folder = dirname(path);
    const names = this.#folders.get(folder) ?? (await this.#list(folder));
    const name = names.get(basename(path).normalize('NFC'));
    return name === undefined ? null : join(folder, name);
  }

  async #list(folder: string): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    this.#folders.set(folder, names);
    try {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(join(folder, entry.name))))) {
          names.set(entry.name.normalize('NFC'), entry.name);
        }
      }
    } catch (error) {
      if (!isAbsent(error)) throw fileError(error, folder);
    }
    return names;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isAbsent(error)) return false;
    throw fileError(error, path);
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ABSENT.has(String(error.code));
}
