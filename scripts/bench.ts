// `pnpm bench [NAME…]`: speed and simulation figures. Machines differ and are noisy: figures are ratios within one run.
import { benchmarks } from './bench/index.js';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.keys(benchmarks).includes(name));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`,
  );
  process.exit(2);
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const { what, value } of await run()) console.log(`  ${what.padEnd(64)} ${value}`);
}
