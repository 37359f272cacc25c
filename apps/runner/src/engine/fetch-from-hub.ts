import { chooseParquetFiles, parseDatasetCard, type WantedFiles } from '@evenhand/dataset';
import {
  type HubRepo,
  type HubSource,
  openHubRepo,
  parseHubSource,
  readHubText,
  selectModelFiles,
} from '@evenhand/hub';
import type { Context } from '../cli/context.js';
import { Interrupted } from '../cli/run-command.js';
import { createProgress } from '../reporters/progress.js';

/** A source on this machine, and where it came from if that was the hub. */
export interface LocalSource extends WantedFiles {
  source: string;
  /** `hf:owner/repo@commit` */
  origin?: string | undefined;
}

/** A model's source: as it is, or its needed files fetched from the hub into the hub's cache. */
export async function fetchModel(context: Context, source: string): Promise<LocalSource> {
  const hub = parseHubSource(source);
  if (hub === null) return { source };
  return fetching(context, { kind: 'model', hub }, selectModelFiles);
}

/**
 * A data set's source: as it is, or the Parquet files of one configuration and split fetched from the hub, with what
 * describes them.
 */
export async function fetchDataset(
  context: Context,
  source: string,
  wanted: WantedFiles,
): Promise<LocalSource> {
  const hub = parseHubSource(source);
  if (hub === null) return { source, ...wanted };
  let chosen: WantedFiles = {};
  const local = await fetching(context, { kind: 'dataset', hub }, async (repo) => {
    const paths = repo.files.map(({ path }) => path);
    const described = ['README.md', 'dataset.yaml'].filter((path) => paths.includes(path));
    const card = described.includes('README.md') ? await readHubText(repo, 'README.md') : '';
    const { files, ...rest } = chooseParquetFiles(paths, parseDatasetCard(card, 'README.md'), wanted);
    chosen = rest;
    return [...described, ...files];
  });
  return { ...local, ...chosen };
}

interface Fetched {
  kind: 'model' | 'dataset';
  hub: HubSource;
}

const MEGABYTE = 1e6;

async function fetching(
  context: Context,
  { kind, hub }: Fetched,
  select: (repo: HubRepo) => Promise<string[]>,
): Promise<LocalSource> {
  const progress = createProgress(context, `fetch ${hub.repo} (MB)`);
  const signal = context.interruption();
  try {
    const repo = await openHubRepo({ ...hub, kind, env: process.env, signal });
    const paths = await select(repo);
    const source = await repo.fetch(paths, (done, total) =>
      progress.update({ done: Math.floor(done / MEGABYTE), total: Math.ceil(total / MEGABYTE) }),
    );
    return { source, origin: repo.pinned };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted('Interrupted. What has been downloaded is kept; the same command continues.');
  } finally {
    progress.clear();
  }
}
