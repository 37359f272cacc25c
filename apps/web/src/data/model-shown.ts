import type { ReportedMetrics } from '@evenhand/contracts';
import type { Run, StoredModel } from '@evenhand/db';
import { type CardCheck, cardCheck, knownData, type Trend, trends } from '@evenhand/report';
import { datasetManifest, modelDetail } from './model-detail';
import { runResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/** The newest so many runs are drawn and listed: more are not read in one look. */
const MOST_RUNS = 60;

/** What a page shows of a model. */
export interface ModelShown {
  name: string;
  /** Registered versions, the newest first. */
  versions: readonly StoredModel[];
  /** Data sets that finished runs are on. */
  datasets: readonly string[];
  /** Whose runs are drawn; undefined where no run has finished. */
  dataset: string | undefined;
  trends: readonly Trend[];
  /** The newest finished runs, and how many there are. */
  runs: readonly Run[];
  finished: number;
  card: CheckedCard | undefined;
}

/** The card's numbers beside the measured ones; undefined where the card states none. */
interface CheckedCard {
  reported: ReportedMetrics;
  check: CardCheck;
  /** What was measured; the card alone is checked where there is none. */
  run: Run | undefined;
}

/**
 * @param asked name of the data set, where the address has one
 * @throws UserError `unknown_model`
 */
export function modelShown(name: string, asked: string | null): ModelShown {
  const { versions, runs } = modelDetail(name);
  const finished = [...runs.values()].flat().sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  const datasets = [...runs.keys()];
  const dataset = datasets.find((entry) => entry === asked) ?? datasets[0];
  const shown = dataset === undefined ? [] : (runs.get(dataset) ?? []);
  return {
    name,
    versions,
    datasets,
    dataset,
    trends: trends(
      shown.slice(0, MOST_RUNS).map(({ id, model, startedAt, headlines }) => ({
        run: id,
        version: model.version,
        startedAt,
        headlines,
      })),
    ),
    runs: finished.slice(0, MOST_RUNS),
    finished: finished.length,
    card: checkedCard(versions[0], shown),
  };
}

/** The newest version's card, by its newest run on the data set that is shown. */
function checkedCard(newest: StoredModel | undefined, runs: readonly Run[]): CheckedCard | undefined {
  const reported = newest?.manifest.card?.reported;
  if (!newest || !reported) return undefined;
  const run = runs.find(({ model }) => model.version === newest.version);
  const result = run && runResult(run.id);
  const tasks = result ? measuredTasks(result).flatMap((task) => taskResult(result, task) ?? []) : [];
  const measured = tasks.length > 0 ? run : undefined;
  const check = cardCheck({
    reported,
    tasks: newest.manifest.tasks,
    run: measured && {
      tasks,
      data: knownData(measured.dataset.name, datasetManifest(measured.dataset.name)),
    },
  });
  return { reported, check, run: measured };
}
