import { mkdir, symlink } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { testFolder } from '../testing/folder.js';
import { listImages } from './walk-images.js';

it('lists images in a fixed order, without hidden files and resource forks, and through links once', async () => {
  await using folder = await testFolder({
    'b/2.PNG': '',
    'b/10.jpeg': '',
    'a.jpg': '',
    'b/notes.txt': '',
    '.hidden/1.jpg': '',
    'b/._2.PNG': '',
    '__MACOSX/b/2.PNG': '',
    'é/3.webp': '',
  });
  await symlink(folder.path, folder.at('b/loop'));
  await symlink(folder.at('nowhere'), folder.at('dead.jpg'));
  expect(await listImages(folder.path)).toEqual(['a.jpg', 'b/10.jpeg', 'b/2.PNG', 'é/3.webp']);
});

it('says when there are none', async () => {
  await using folder = await testFolder({ 'notes.txt': '' });
  await mkdir(folder.at('empty'));
  await expect(listImages(folder.path)).rejects.toMatchObject({ code: 'empty_folder' });
  await expect(listImages(folder.at('nowhere'))).rejects.toMatchObject({ code: 'file_not_found' });
});
