// `pnpm --filter @evenhand/db generate --name what_changes` writes the next migration from src/schema.
// Drizzle cannot say STRICT or WITHOUT ROWID, so both are added here to the tables that a new migration creates.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Few rows, each of many pages. */
const large = ['score_tables', 'audit_parts', 'prediction_columns'];
const folder = new URL('./drizzle/', import.meta.url);
const migrations = () =>
  existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : [];

const before = new Set(migrations());
const { status } = spawnSync('drizzle-kit', ['generate', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: true,
});
if (status !== 0) process.exit(status ?? 1);

for (const file of migrations().filter((name) => !before.has(name))) {
  const path = new URL(file, folder);
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/CREATE TABLE [^;]*\n\);/g, (table) => {
      // Rows with a key of several columns are small and read in its order: keep them in the key's own tree.
      const small =
        table.includes('\tPRIMARY KEY(') && !large.some((name) => table.includes(`TABLE \`${name}\``));
      return table.replace(/\);$/, small ? ') STRICT, WITHOUT ROWID;' : ') STRICT;');
    }),
  );
}
