import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type TestFolder, testFolder } from '../testing/folder.js';
import { resolveImages } from './resolve-images.js';

async function resolved(
  folder: TestFolder,
  names: readonly string[],
  table = 'labels.csv',
): Promise<unknown[]> {
  const { paths, warnings } = await resolveImages(names, folder.path, table);
  const relative = paths.map((path) => path?.slice(folder.path.length + 1) ?? null);
  return warnings.length === 0 ? relative : [...relative, warnings.map((warning) => warning.code).join()];
}

describe('resolveImages', () => {
  it('takes names literally where that finds any file', async () => {
    await using folder = await testFolder({ 'val/1.jpg': '', '1.jpg': '', '2.jpg': '' });
    expect(await resolved(folder, ['val/1.jpg', 'val/2.jpg'])).toEqual(['val/1.jpg', null]);
  });

  it('leaves out leading folders that the image folder lacks, as few as will do', async () => {
    await using folder = await testFolder({ '1.jpg': '', 'b/2.jpg': '', '2.jpg': '' });
    expect(await resolved(folder, ['val/1.jpg', 'val/3.jpg'])).toEqual([
      '1.jpg',
      null,
      'image_paths_adjusted',
    ]);
    expect(await resolved(folder, ['/data/a/b/2.jpg', '/data/a/b/4.jpg'])).toEqual([
      'b/2.jpg',
      null,
      'image_paths_adjusted',
    ]);
  });

  it('adds the one folder that the names lack', async () => {
    await using folder = await testFolder({ 'images/val/1.jpg': '', 'notes/readme.txt': '' });
    expect(await resolved(folder, ['val/1.jpg'])).toEqual(['images/val/1.jpg', 'image_paths_adjusted']);
  });

  it('tells train from val by the name of the table, and refuses to guess', async () => {
    await using folder = await testFolder({ 'train/1.jpg': '', 'train/2.jpg': '', 'val/1.jpg': '' });
    expect(await resolved(folder, ['1.jpg', '2.jpg'], 'fairface_label_val.csv')).toEqual([
      'val/1.jpg',
      null,
      'image_paths_adjusted',
    ]);
    await expect(resolveImages(['1.jpg'], folder.path, 'labels.csv')).rejects.toMatchObject({
      code: 'ambiguous_images',
      message: expect.stringContaining(folder.at('train')),
    });
  });

  it('does not find the images of train in a folder that is called val', async () => {
    await using folder = await testFolder({ 'val/1.jpg': '' });
    const { paths } = await resolveImages(['train/1.jpg'], folder.at('val'), 'labels.csv');
    expect(paths).toEqual([null]);
    expect(await resolved(folder, ['train/1.jpg'])).toEqual([null]);
    const same = await resolveImages(['validation/1.jpg'], folder.at('val'), 'labels.csv');
    expect(same.paths).toEqual([folder.at('val/1.jpg')]);
  });

  it('refuses two names that would be one file', async () => {
    await using folder = await testFolder({ '1.jpg': '' });
    await expect(resolveImages(['a/1.jpg', 'b/1.jpg'], folder.path, 'labels.csv')).rejects.toMatchObject({
      code: 'ambiguous_images',
    });
  });

  it('takes absolute paths that exist, beside relative ones', async () => {
    await using folder = await testFolder({ 'a.jpg': '' });
    await using other = await testFolder({ 'b.jpg': '' });
    const { paths, warnings } = await resolveImages(['a.jpg', other.at('b.jpg')], folder.path, 'labels.csv');
    expect(paths).toEqual([folder.at('a.jpg'), other.at('b.jpg')]);
    expect(warnings).toEqual([]);
  });

  it('finds decomposed names by composed ones, and links to files but not folders or dead links', async () => {
    await using folder = await testFolder({ ['café.jpg'.normalize('NFD')]: '', 'folder.jpg/x.jpg': '' });
    await symlink(folder.at('café.jpg'.normalize('NFD')), folder.at('link.jpg'));
    await symlink(folder.at('nowhere'), folder.at('dead.jpg'));
    const names = ['café.jpg'.normalize('NFC'), 'link.jpg', 'dead.jpg', 'folder.jpg'];
    const { paths } = await resolveImages(names, folder.path, 'labels.csv');
    expect(paths).toEqual([folder.at('café.jpg'.normalize('NFD')), folder.at('link.jpg'), null, null]);
  });

  it('survives names that cannot be', async () => {
    await using folder = await testFolder({ 'a.jpg': '' });
    const names = [
      'a.jpg',
      'nul\u0000/x.jpg',
      `${'long/'.repeat(2000)}x.jpg`,
      `${'y'.repeat(5000)}.jpg`,
      'a.jpg/b',
    ];
    expect(await resolved(folder, names)).toEqual(['a.jpg', null, null, null, null]);
    expect(await resolved(folder, names.slice(1))).toEqual([null, null, null, null]);
  });

  it('says when the image folder is not there', async () => {
    await expect(resolveImages(['1.jpg'], '/nowhere/images', 'labels.csv')).rejects.toMatchObject({
      code: 'file_not_found',
    });
  });
});
