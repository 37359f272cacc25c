/** Images per batch on a CPU: throughput is flat from here on (see `pnpm bench`), and a Ctrl-C answers sooner. */
const cpuBatch = 8;
/** A GPU needs more images at once to be busy. */
const acceleratorBatch = 32;
/** One batch of input is kept below this many bytes, so that large images do not fill the memory. */
const inputBudget = 256 * 1024 * 1024;

/** The batch size for `--batch-size auto`. A model with a batch size of its own decides itself. */
export function chooseBatchSize(options: {
  device: string;
  own: number | null;
  imageLength: number;
}): number {
  if (options.own !== null) return options.own;
  const wanted = options.device === 'cpu' ? cpuBatch : acceleratorBatch;
  return Math.max(1, Math.min(wanted, Math.floor(inputBudget / (options.imageLength * 4))));
}
