import { describe, expect, it } from 'vitest';
import { testFolder } from '../testing/folder.js';
import { readLabelMap } from './read-label-map.js';

describe('readLabelMap', () => {
  it('reads YAML and JSON, with null and numeric keys', async () => {
    await using folder = await testFolder({
      'map.yaml': '# comment\nWhite: White\nMiddle Eastern: null\n3-9: child\n7: seven\n',
      'map.json': '{ "White": "White", "Middle Eastern": null }',
    });
    expect(await readLabelMap(folder.at('map.yaml'))).toEqual({
      White: 'White',
      'Middle Eastern': null,
      '3-9': 'child',
      '7': 'seven',
    });
    expect(await readLabelMap(folder.at('map.json'))).toEqual({ White: 'White', 'Middle Eastern': null });
  });

  it.each([
    ['a list', '- White\n', 'expected record'],
    ['a label that YAML takes for a boolean', 'White: true\n', 'White: labels are text'],
    ['a key twice', 'White: A\nWhite: B\n', 'is not valid YAML'],
    ['broken YAML', 'White: "A\n', 'is not valid YAML'],
    ['nothing', '', 'expected record'],
  ])('refuses %s', async (_, content, message) => {
    await using folder = await testFolder({ 'map.yaml': content });
    await expect(readLabelMap(folder.at('map.yaml'))).rejects.toMatchObject({
      code: 'invalid_label_map',
      message: expect.stringContaining(message),
    });
  });

  it('says where there is no file', async () => {
    await expect(readLabelMap('/nowhere/map.yaml')).rejects.toMatchObject({ code: 'file_not_found' });
  });
});
