import { expect, test } from 'vitest';
import { groupName } from './group-name.js';

test('labels are named as they are, and with their attribute where they say nothing by themselves', () => {
  expect(groupName({})).toBe('All images');
  expect(groupName({ race: 'Black', gender: 'Female', age: '20-29' })).toBe('Black, Female, 20-29');
  expect(groupName({ recidivism: '1', race: 'Caucasian' })).toBe('recidivism 1, Caucasian');
  expect(groupName({ glasses: 'No', hat: 'True', offset: '-2.5' })).toBe('glasses No, hat True, offset -2.5');
  expect(groupName({ race: '' })).toBe('All images');
});
