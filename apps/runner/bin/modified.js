import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When a file was changed, in milliseconds; 0 where there is none. */
export function modified(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/** When the newest file of a folder that goes into a build was changed. Tests do not; 0 where there is no such folder. */
export function newest(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .reduce((latest, entry) => Math.max(latest, modified(join(entry.parentPath, entry.name))), 0);
}
