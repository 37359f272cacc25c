import { loadRun } from '@evenhand/audit';
import {
  type CardCheckDocument,
  type ReportedMetrics,
  runOptions,
  type TaskAudit,
  UserError,
} from '@evenhand/contracts';
import { type Db, findRun, listDatasets, listRuns, type Run, type StoredModel } from '@evenhand/db';
import { auditRunTask } from '@evenhand/metrics';
import { type CardCheckRow, cardCheck, knownData } from '@evenhand/report';

export interface VerifiedCard {
  document: CardCheckDocument;
  rows: CardCheckRow[];
  /** Whether nothing that could be checked speaks against the card. */
  holds: boolean;
}

/**
 * A model's card checked in itself, and against a finished run of this model on the data that the card names: the
 * newest over all images, or the one that is asked for.
 *
 * @throws UserError `no_claims` and `other_model` where a run is asked for, `run_not_finished`, `unknown_run`
 */
export function verifyCard(db: Db, model: StoredModel, wanted?: string): VerifiedCard | null {
  const { manifest } = model;
  const reported = manifest.card?.reported;
  if (!reported) {
    if (wanted === undefined) return null;
    throw new UserError({
      code: 'no_claims',
      message: `The card of ${model.name}@${model.version} states no numbers that a run could be compared with.`,
      hint: 'Numbers come from a README.md beside the model, or from card.reported in its model.yaml.',
    });
  }
  const run = wanted === undefined ? newestRun(db, model, reported) : chosenRun(db, model, wanted);
  const { contradictions, rows, sameData } = cardCheck({
    reported,
    tasks: manifest.tasks,
    run: run && {
      tasks: overallTasks(db, run),
      data: dataOf(db, run),
      isCardsData: wanted !== undefined,
    },
  });
  const isRefuted = rows.some(({ verdict }) => verdict === 'not reproduced' || verdict === 'inconsistent');
  return {
    document: {
      schemaVersion: 1,
      ...(reported.source === undefined ? {} : { source: reported.source }),
      claims: reported.metrics.length,
      contradictions,
      run: run ? { id: run.id, dataset: run.dataset.name, sameData } : null,
      checks: rows.map(({ check }) => check),
    },
    rows,
    holds: contradictions.length === 0 && !isRefuted,
  };
}

function newestRun(db: Db, model: StoredModel, reported: ReportedMetrics): Run | undefined {
  const { name, version, digest } = model;
  return listRuns(db, { model: { name, version }, status: ['finished'] }).find((run) => {
    const { limit, where } = runOptions.parse(run.options);
    const isWhole = limit === null && Object.keys(where).length === 0;
    if (!isWhole || run.model.digest !== digest) return false;
    const { sameData } = cardCheck({ reported, tasks: [], run: { tasks: [], data: dataOf(db, run) } });
    return sameData;
  });
}

function chosenRun(db: Db, { name, version, digest }: StoredModel, wanted: string): Run {
  const run = findRun(db, wanted);
  if (run.model.name !== name || run.model.version !== version || run.model.digest !== digest) {
    throw new UserError({
      code: 'other_model',
      message: `Run ${run.id} is of ${run.model.name}@${run.model.version}, not of ${name}@${version} as it is now.`,
      hint: 'evenhand runs lists the runs and their models.',
    });
  }
  if (run.status === 'finished') return run;
  throw new UserError({
    code: 'run_not_finished',
    message: `Run ${run.id} has not finished: a card is compared with whole runs only.`,
    hint: `Finish it with evenhand run --resume ${run.id}.`,
  });
}

function dataOf(db: Db, run: Run): ReturnType<typeof knownData> {
  const stored = listDatasets(db).find(({ name }) => name === run.dataset.name);
  return knownData(run.dataset.name, stored?.manifest);
}

/** All images together, without groups: in a moment. */
function overallTasks(db: Db, { id }: Run): TaskAudit[] {
  const { shape, tables } = loadRun(db, id);
  return shape.tasks.flatMap(({ name, attribute }) =>
    attribute === null ? [] : (auditRunTask(shape, tables, { task: name, groupings: [] }) ?? []),
  );
}
