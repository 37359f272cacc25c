import {
  type Db,
  listDatasets,
  listModels,
  type Run,
  type StoredDataset,
  type StoredModel,
} from '@evenhand/db';

/** The model that was run, as it is registered; undefined where it is gone or another one has its name and version. */
export function registeredModel(db: Db, run: Pick<Run, 'model'>): StoredModel | undefined {
  const { name, version, digest } = run.model;
  return listModels(db).find(
    (model) => model.name === name && model.version === version && model.digest === digest,
  );
}

/** The data set that was run, as it is registered; undefined where it is gone or another one has its name. */
export function registeredDataset(db: Db, run: Pick<Run, 'dataset'>): StoredDataset | undefined {
  const { name, digest } = run.dataset;
  return listDatasets(db).find((dataset) => dataset.name === name && dataset.digest === digest);
}
