import { describe, expect, test } from 'vitest';
import { createRun } from '../runs/create-run.js';
import { getRun } from '../runs/get-run.js';
import { botanist } from '../testing/botanist.js';
import { insertLeaves, leavesRun } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import { deleteModel } from './delete-model.js';
import { getModel } from './get-model.js';
import { insertModel } from './insert-model.js';
import { listModels } from './list-models.js';

const ref = { name: 'botanist', version: '1' };

describe('models', () => {
  test('come back as they were added', () => {
    const { db } = temporaryDatabase();
    const stored = insertModel(db, botanist);
    expect(stored).toEqual({ ...botanist, addedAt: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(getModel(db, ref)).toEqual(stored);
  });

  test('are listed by name, versions as they were added', () => {
    const { db } = temporaryDatabase();
    for (const version of ['10', '9', '11']) insertModel(db, { ...botanist, version });
    insertModel(db, { ...botanist, name: 'arborist' });
    expect(listModels(db).map((model) => `${model.name}@${model.version}`)).toEqual([
      'arborist@1',
      'botanist@10',
      'botanist@9',
      'botanist@11',
    ]);
  });

  test('cannot be added twice', () => {
    const { db } = temporaryDatabase();
    insertModel(db, botanist);
    expect(userErrorOf(() => insertModel(db, { ...botanist, digest: 'other' }))).toEqual({
      code: 'model_exists',
      message: 'The model botanist@1 is already in this workspace.',
      hint: 'Give another --version, or remove it first: evenhand model remove botanist@1',
    });
    expect(getModel(db, ref).digest).toBe('botanist-digest');
  });

  test('that are not there are answered with those that are', () => {
    const { db } = temporaryDatabase();
    expect(userErrorOf(() => getModel(db, ref))).toMatchObject({
      code: 'unknown_model',
      hint: expect.stringContaining('evenhand model add'),
    });
    insertModel(db, botanist);
    const other = { name: 'botanist', version: '2' };
    expect(userErrorOf(() => getModel(db, other))).toEqual({
      code: 'unknown_model',
      message: 'There is no model botanist@2 in this workspace.',
      hint: 'There are: botanist@1',
    });
    expect(userErrorOf(() => deleteModel(db, other)).code).toBe('unknown_model');
  });

  test('can be removed while their runs stay readable', () => {
    const { db } = temporaryDatabase();
    insertModel(db, botanist);
    insertLeaves(db, 3);
    const run = createRun(db, leavesRun());
    const model = db.$client.prepare('SELECT model_id FROM runs').pluck();
    expect(model.get()).not.toBeNull();
    deleteModel(db, ref);
    expect(listModels(db)).toEqual([]);
    expect(model.get()).toBeNull();
    expect(getRun(db, run.id)).toEqual(run);
    expect(run.model).toEqual({ name: 'botanist', version: '1', digest: 'botanist-digest' });
  });
});
