import type { Material } from './mutate.js';

/** A parser of files that come from strangers. */
export interface FuzzTarget {
  material(): Promise<Material>;
  /**
   * Reads the file as Evenhand does. A UserError is the right answer to a damaged file; any other error is a fault.
   *
   * @param bytes what is in the file
   */
  parse(file: string, bytes: Uint8Array): Promise<void>;
}
