import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditVersion } from '@evenhand/audit';
import { build } from 'esbuild';

// Joins what the compiler wrote, and the libraries it uses, into a few files: Node takes most of a second to find and
// load the eight hundred modules of `evenhand report` one by one.

const outdir = fileURLToPath(new URL('dist/bundle', import.meta.url));

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: [fileURLToPath(new URL('dist/main.js', import.meta.url))],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  // What is shorter is read faster. Names stay, for the traces of faults.
  minifyWhitespace: true,
  minifySyntax: true,
  // Else every start would read and hash the three hundred files again.
  define: { BUNDLED_AUDIT_VERSION: JSON.stringify(auditVersion()) },
  // For CommonJS libraries inside an ES module.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  plugins: [nativeModules(), ownAddresses()],
  logLevel: 'warning',
});

/** Modules with machine code stay where they are installed: the package that uses them names the place. */
function nativeModules() {
  const names = ['better-sqlite3', 'sharp', 'onnxruntime-node', '@myriaddreamin/typst-ts-node-compiler'];
  return {
    name: 'native-modules',
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path, importer }) => ({
        path: relativeToBundle(createRequire(importer).resolve(path)),
        external: true,
      }));
    },
  };
}

/** Workers, migrations, fonts and templates are found beside the module that uses them, wherever its text has gone. */
function ownAddresses() {
  return {
    name: 'own-addresses',
    setup({ onLoad }) {
      onLoad({ filter: /\.m?js$/ }, async ({ path }) => {
        const contents = await readFile(path, 'utf8');
        if (!contents.includes('import.meta.url')) return undefined;
        const address = `new URL(${JSON.stringify(relativeToBundle(path))}, import.meta.url).href`;
        return { contents: contents.replaceAll('import.meta.url', address) };
      });
    },
  };
}

function relativeToBundle(file) {
  const path = relative(outdir, file).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}
