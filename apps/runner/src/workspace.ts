import { join, resolve } from 'node:path';
import { UserError } from '@evenhand/contracts';

/** Where Evenhand keeps what it knows: `evenhand.db`, `models/<name>/<version>/` and `cache/`. */
export interface Workspace {
  dir: string;
  /** Whether `--workspace` says so, and must say so again in a command that goes on with it. */
  named: boolean;
  database: string;
  models: string;
  cache: string;
}

/** `--workspace DIR`, else `EVENHAND_WORKSPACE`, else `./.evenhand`. */
export function resolveWorkspace(dir: string | undefined): Workspace {
  const root = resolve(dir ?? (process.env['EVENHAND_WORKSPACE'] || '.evenhand'));
  return {
    dir: root,
    named: dir !== undefined,
    database: join(root, 'evenhand.db'),
    models: join(root, 'models'),
    cache: join(root, 'cache'),
  };
}

const name = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Names become folder names and appear in commands: letters, digits, `.`, `_` and `-`. */
export function checkName(value: string, what: string): string {
  if (name.test(value)) return value;
  throw new UserError({
    code: 'bad_name',
    message: `"${value}" cannot be the ${what}.`,
    hint: 'Use letters, digits, ".", "_" and "-", starting with a letter or digit, at most 100.',
  });
}

export interface ModelRef {
  name: string;
  version: string;
}

/** Parses `NAME@VERSION`. */
export function parseModelRef(text: string): ModelRef {
  const at = text.lastIndexOf('@');
  if (at > 0 && at < text.length - 1) return { name: text.slice(0, at), version: text.slice(at + 1) };
  throw new UserError({
    code: 'bad_model_reference',
    message: `"${text}" does not name a model version.`,
    hint: 'Write NAME@VERSION, for example demo@v1. `evenhand model list` shows what there is.',
  });
}

/** Absolute folder of a registered model's package. The workspace may have moved since it was imported. */
export function modelFolder(workspace: Workspace, model: { folder: string }): string {
  return join(workspace.dir, model.folder);
}
