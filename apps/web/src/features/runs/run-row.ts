import type { Run } from '@evenhand/db';
import { countText } from '@evenhand/report';
import { dayText, momentText } from '../../ui/when';
import { type HeadlineText, headlineText } from './headline-text';

/** A run as a list shows it: little enough to be sent to a component of the client, which a list of many needs. */
export interface RunRow {
  id: string;
  model: string;
  version: string;
  dataset: string;
  device: string;
  status: Run['status'];
  /** Images predicted, and in words. */
  ok: number;
  images: string;
  /** Images seen so far, and in all. */
  done: number;
  total: number;
  startedAt: string;
  /** The same in words. */
  day: string;
  moment: string;
  headlines: readonly HeadlineText[];
}

export function runRow({ id, model, dataset, device, status, counts, ...run }: Run): RunRow {
  return {
    id,
    model: model.name,
    version: model.version,
    dataset: dataset.name,
    device,
    status,
    ok: counts.ok,
    images: countText(counts.ok),
    done: counts.ok + counts.failed,
    total: run.total,
    startedAt: run.startedAt,
    day: dayText(run.startedAt),
    moment: momentText(run.startedAt),
    headlines: run.headlines.map(headlineText),
  };
}
