import { describe, expect, it } from 'vitest';
import { resolveTaskLabels } from './resolve-task-labels.js';

const race = { name: 'race', labels: ['White', 'Black', 'East Asian', 'Middle Eastern'] };
const model = { name: 'race', labels: ['Asian', 'Black', 'White', 'Other'] };
const map = { White: 'White', Black: 'Black', 'East Asian': 'Asian', 'Middle Eastern': null };

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('resolveTaskLabels', () => {
  it('matches by name, in any order', () => {
    const attribute = { name: 'gender', labels: ['Female', 'Male'] };
    expect(resolveTaskLabels({ task: { name: 'gender', labels: ['Male', 'Female'] }, attribute })).toEqual({
      comparable: true,
      labels: new Map([
        ['Female', 'Female'],
        ['Male', 'Male'],
      ]),
    });
  });

  it('lets the model know more labels than the data set', () => {
    const attribute = { name: 'race', labels: ['Black', 'White'] };
    expect(resolveTaskLabels({ task: model, attribute })).toEqual({
      comparable: true,
      labels: new Map([
        ['Black', 'Black'],
        ['White', 'White'],
      ]),
    });
  });

  it('refuses labels that match only partly, and says how to map them', () => {
    expect(outcome(() => resolveTaskLabels({ task: model, attribute: race }))).toMatchObject({
      code: 'labels_do_not_match',
      message: expect.stringContaining('no label "East Asian", "Middle Eastern"'),
      hint: expect.stringContaining('--map race=map.yaml'),
    });
  });

  it('returns a task with nothing in common, or no attribute, as data', () => {
    const bands = { name: 'age', labels: ['0-2', '3-9'] };
    const task = { name: 'age', labels: ['below 20', 'above 20'] };
    expect(resolveTaskLabels({ task, attribute: bands })).toEqual({
      comparable: false,
      message:
        'The labels of age have nothing in common: the data set says "0-2", "3-9", the model "below 20", "above 20".',
    });
    expect(resolveTaskLabels({ task, attribute: undefined })).toEqual({
      comparable: false,
      message: 'The data set has no attribute age.',
    });
  });

  it('follows a map, null included', () => {
    expect(resolveTaskLabels({ task: model, attribute: race, map })).toEqual({
      comparable: true,
      labels: new Map(Object.entries(map)),
    });
  });

  it.each([
    [
      'a data-set label that is not mapped',
      { White: 'White', Black: 'Black' },
      'what becomes of "East Asian", "Middle Eastern"',
    ],
    [
      'a key that is no data-set label',
      { ...map, Indian: 'Other' },
      '"Indian" is not a label of the data set',
    ],
    [
      'a target that the model lacks',
      { ...map, White: 'Caucasian' },
      '"Caucasian" is not a label of the model',
    ],
    [
      'a map that leaves everything out',
      { White: null, Black: null, 'East Asian': null, 'Middle Eastern': null },
      'it leaves every sample out',
    ],
  ])('refuses %s', (_, broken, message) => {
    expect(outcome(() => resolveTaskLabels({ task: model, attribute: race, map: broken }))).toMatchObject({
      code: 'invalid_label_map',
      message: expect.stringContaining(message),
    });
  });

  it('does not take what every object inherits for a mapping', () => {
    const attribute = { name: 'word', labels: ['constructor', 'toString'] };
    const task = { name: 'word', labels: ['constructor', 'toString'] };
    expect(
      outcome(() => resolveTaskLabels({ task, attribute, map: { constructor: 'toString' } })),
    ).toMatchObject({
      code: 'invalid_label_map',
      message: expect.stringContaining('what becomes of "toString"'),
    });
  });

  it('refuses a map for an attribute that the data set lacks', () => {
    expect(outcome(() => resolveTaskLabels({ task: model, attribute: undefined, map }))).toMatchObject({
      code: 'invalid_label_map',
    });
  });
});
