// node demo/render.mjs FOLDER audit|fit [PLAN]   (PLAN: JSON, see SamplingPlan)
// Renders one split of the demo's data; `fit.py` calls it, and anyone who wants to look at them may.
import { generateDemo } from '../dist/index.js';

const [folder, split, plan = '{}'] = process.argv.slice(2);
if (folder === undefined || (split !== 'audit' && split !== 'fit')) {
  console.error('usage: node demo/render.mjs FOLDER audit|fit [PLAN]');
  process.exit(2);
}
const { images, rendered } = await generateDemo({
  folder,
  split,
  plan: JSON.parse(plan),
  onProgress({ done, total }) {
    if (done % 500 === 0) console.error(`${done} of ${total}`);
  },
});
console.error(rendered ? `rendered ${images} images` : `${images} images were already there`);
