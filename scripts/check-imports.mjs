// Checks who may import whom: the table below is the architecture; ARCHITECTURE.md explains it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const layers = {
  'packages/contracts': [],
  'packages/metrics': ['@evenhand/contracts'],
  'packages/images': ['@evenhand/contracts'],
  'packages/dataset': ['@evenhand/contracts', '@evenhand/images'],
  'packages/model': ['@evenhand/contracts', '@evenhand/images'],
  'packages/db': ['@evenhand/contracts'],
  'packages/report': ['@evenhand/contracts', '@evenhand/metrics'],
  'packages/audit': ['@evenhand/contracts', '@evenhand/metrics', '@evenhand/db', '@evenhand/report'],
  'packages/hub': ['@evenhand/contracts'],
  datasets: ['@evenhand/contracts'],
  'apps/web': [
    '@evenhand/contracts',
    '@evenhand/metrics',
    '@evenhand/db',
    '@evenhand/report',
    '@evenhand/audit',
    '@evenhand/images',
  ],
  'apps/runner': [
    '@evenhand/contracts',
    '@evenhand/metrics',
    '@evenhand/dataset',
    '@evenhand/datasets',
    '@evenhand/model',
    '@evenhand/db',
    '@evenhand/report',
    '@evenhand/audit',
    '@evenhand/hub',
    '@evenhand/images',
  ],
};
/** Folders whose code must run in a browser or anywhere: no Node modules (tests may). */
const pure = ['packages/contracts', 'packages/metrics'];
const importPattern = /(?:from|import)\s*\(?\s*'([^']+)'/g;

const problems = [];
for (const [folder, allowed] of Object.entries(layers)) {
  const own = ownName(folder);
  for (const file of sources(folder)) {
    const test = file.includes('.test.') || file.includes('.bench.');
    for (const [, target] of readFileSync(file, 'utf8').matchAll(importPattern)) {
      if (target.startsWith('@evenhand/') && target !== own && !allowed.includes(packageOf(target))) {
        problems.push(`${file} imports ${target}: ${folder} may import ${allowed.join(', ') || 'nothing'}`);
      }
      if (!test && pure.includes(folder) && target.startsWith('node:')) {
        problems.push(`${file} imports ${target}: ${folder} has no Node`);
      }
      if (target.startsWith('.') && target.includes('/dist/'))
        problems.push(`${file} imports built code ${target}`);
    }
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log('Import directions are as designed.');

function sources(folder) {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', folder], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && existsSync(file));
}

function packageOf(target) {
  return target.split('/').slice(0, 2).join('/');
}

function ownName(folder) {
  try {
    return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).name;
  } catch {
    return undefined;
  }
}
