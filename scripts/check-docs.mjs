// Checks that every path a document names in backticks or links exists, so that guides do not rot.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const top = '(?:apps|packages|datasets|scripts|docs|e2e)';
const inBackticks = new RegExp(`\`(${top}/[\\w./-]+)\``, 'g');
const links = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

const missing = [];
for (const file of documents) {
  const text = readFileSync(file, 'utf8');
  for (const [, path] of text.matchAll(inBackticks)) {
    if (!existsSync(path)) missing.push(`${file}: \`${path}\``);
  }
  for (const [, path] of text.matchAll(links)) {
    if (!existsSync(normalize(join(dirname(file), path)))) missing.push(`${file}: link to ${path}`);
  }
}

if (missing.length > 0) {
  console.error(`These documents name files that are not there:\n${missing.join('\n')}`);
  process.exit(1);
}
console.log(`Paths in ${documents.length} documents exist.`);
