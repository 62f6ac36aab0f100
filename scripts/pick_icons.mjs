// scripts/pick_icons.mjs
//
// Writes assets/objects/noto.json: the drawings of the icons that the rows in src/training/world/objects/
// name, out of an unpacked npm package @iconify-json/noto. Run it after a row changed:
//
//   npm pack @iconify-json/noto@1.2.9 && tar xzf iconify-json-noto-1.2.9.tgz
//   node scripts/pick_icons.mjs package
//
// The result is sorted by icon name and holds nothing of the machine it was made on, so the same
// package gives the same bytes. Proven by tests/training/world/objects_test.cpp, which compares the
// names of both files.
import {readFileSync, readdirSync, writeFileSync, mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const packageFolder = process.argv[2];
if (!packageFolder || process.argv.length !== 3) {
  console.error('usage: node scripts/pick_icons.mjs FOLDER   (the unpacked npm package @iconify-json/noto)');
  process.exit(2);
}
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const readJson = (name) => JSON.parse(readFileSync(join(packageFolder, name), 'utf8'));
const {version} = readJson('package.json');
const {license} = readJson('info.json');
const set = readJson('icons.json');

// A row of the table begins:   {"pine tree", "evergreen-tree", {
const rows = join(root, 'src/training/world/objects');
const tables = readdirSync(rows).filter((name) => name.endsWith('.cpp'));
const iconsOf = (name) =>
  [...readFileSync(join(rows, name), 'utf8').matchAll(/^ +\{"[^"]+", "([a-z0-9-]+)", \{/gm)].map((row) => row[1]);
const empty = tables.filter((name) => iconsOf(name).length === 0);
if (tables.length === 0 || empty.length) throw new Error(`no row of a table was recognised: ${empty.join(', ')}`);
const wanted = tables.flatMap(iconsOf).sort();
const missing = wanted.filter((name) => !(name in set.icons));
if (missing.length) throw new Error(`not in @iconify-json/noto ${version}: ${missing.join(', ')}`);

const icons = {};
for (const name of wanted) {
  const {body, width = set.width, height = set.height} = set.icons[name];
  icons[name] = {body, width, height};
}
const out = join(root, 'assets/objects/noto.json');
mkdirSync(dirname(out), {recursive: true});
writeFileSync(out, `${JSON.stringify({source: 'npm:@iconify-json/noto', version, licence: license.spdx, icons}, null, 1)}\n`);
console.log(`${out}: ${wanted.length} icons`);
