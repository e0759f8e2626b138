// Builds ../dist from these sources, the same bytes every time:
//   npm ci && npm run build

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { gzipSync } from 'fflate';

const out = '../dist';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Messages of the libraries name their documentation. Nothing the page ships
// may hold the address of another host.
const noAddresses = {
  name: 'no-addresses',
  setup(b) {
    b.onLoad({ filter: /node_modules\/(@sqlite\.org|uplot)\/.*\.m?js$/ }, ({ path }) => ({
      contents: readable(anyLanguage(path, readFileSync(path, 'utf8'))).replace(/https?:\/\//g, ''),
      loader: 'js',
    }));
  },
};

// uPlot asks for a number format in the browser's language while it loads. In a
// browser without a locale that is "C", which Intl refuses.
function anyLanguage(path, text) {
  const asked = "domEnv ? nav.language : 'en-US'";
  if (!path.includes('uplot')) return text;
  if (!text.includes(asked)) throw new Error(`${path} does not ask for a language as it did`);
  return text.replace(asked, "'en-US'");
}

// SQLite's own file systems for the browser, tables made in JavaScript and its
// worker are a quarter of its code, and of no use to a page that only reads.
function readable(text) {
  const start = '\t\tglobalThis.sqlite3ApiBootstrap.initializers.push(function(sqlite3) {\n';
  const end = '\n\t\t});\n';
  const unused = /config\.disable\?\.vfs|sqlite3\.initWorker1API = |sqlite3_declare_vtab\) return;/;
  const [first, ...parts] = text.split(start);
  const cut = parts.filter((part) => unused.test(part.slice(0, 160)));
  if (parts.length && cut.length !== 7) throw new Error(`${cut.length} parts of SQLite are of no use, not 7 as before`);
  return first + parts.map((p) => (cut.includes(p) ? p.slice(p.indexOf(end) + end.length) : start + p)).join('');
}

const shared = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  target: ['es2022'],
  plugins: [noAddresses],
  logLevel: 'warning',
  outdir: out,
};
await build({ ...shared, entryPoints: { app: 'main.js' }, format: 'iife' });
await build({ ...shared, entryPoints: { boot: 'boot.js' }, format: 'iife' });
await build({ ...shared, entryPoints: { worker: 'worker.js' }, format: 'esm' });
const wasm = readFileSync('node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm');
// fflate, not zlib, whose builds differ.
writeFileSync(`${out}/sqlite3.wasm.gz`, gzipSync(wasm, { level: 9, mtime: 0 }));
writeFileSync(
  `${out}/LICENSES.txt`,
  readFileSync('LICENSES.txt', 'utf8').replace('{uplot}', readFileSync('node_modules/uplot/LICENSE', 'utf8').trim()),
);
