import { createColors } from 'picocolors';
import type { Workspace } from '../workspace.js';
import { asTyped } from './invocation.js';

export interface Streams {
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  stderr: { write(text: string): unknown; isTTY?: boolean; columns?: number };
}

/** What every command gets: where to write, how, and the workspace. */
export interface Context {
  workspace: Workspace;
  /** `--json`: exactly one JSON document on stdout. */
  json: boolean;
  quiet: boolean;
  colors: ReturnType<typeof createColors>;
  /** True where progress may redraw a line. */
  interactive: boolean;
  /** True where the result goes to a terminal, so that somebody reads it now. */
  attended: boolean;
  /** Columns of that terminal; undefined where the result goes elsewhere, which wraps nothing. */
  width: number | undefined;
  /**
   * From the first call on, Ctrl-C and SIGTERM raise this signal, so that the command can put things in order before it
   * ends; a second one ends the process. A command that does not ask is ended by the first.
   */
  interruption(): AbortSignal;
  /** The result, on stdout. */
  print(text: string): void;
  /** Everything else, on stderr; silent with `--quiet`. */
  note(text: string): void;
  /** Warnings, on stderr; shown with `--quiet` too. */
  warn(text: string): void;
  /** The `--json` document, on stdout: indented for people, on one line for programs. */
  printJson(document: unknown): void;
  /** Raw progress output. */
  stderr: Streams['stderr'];
}

export interface ContextOptions {
  workspace: Workspace;
  json?: boolean | undefined;
  quiet?: boolean | undefined;
  color?: boolean | undefined;
  streams: Streams;
  interruption(): AbortSignal;
}

export function createContext(options: ContextOptions): Context {
  const { streams, interruption, workspace } = options;
  const json = options.json ?? false;
  const quiet = options.quiet ?? false;
  const interactive = streams.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
  const attended = streams.stdout.isTTY === true;
  const wantsColor = options.color !== false && !process.env['NO_COLOR'];
  return {
    workspace,
    json,
    quiet,
    interactive,
    attended,
    width: attended ? streams.stdout.columns || undefined : undefined,
    interruption,
    colors: createColors(wantsColor && !json && (attended || Boolean(process.env['FORCE_COLOR']))),
    print: (text) => void streams.stdout.write(`${text}\n`),
    note: (text) => void (quiet || streams.stderr.write(`${asTyped(text)}\n`)),
    warn: (text) => void streams.stderr.write(`${asTyped(text)}\n`),
    printJson: (document) =>
      void streams.stdout.write(`${JSON.stringify(document, null, attended ? 2 : undefined)}\n`),
    stderr: streams.stderr,
  };
}
