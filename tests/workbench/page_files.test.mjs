// tests/workbench/page_files.test.mjs: what the page is made of. Its index names every module and style, it asks for
// nothing outside, it stays light, and every file says at its top what it is.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../workbench/", import.meta.url));
const MOST_BYTES = 300_000; // docs: page weight, uncompressed
const INDEX = readFileSync(join(ROOT, "index.html"), "utf8");

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const own = files(ROOT).filter((file) => !file.includes("/vendor/"));

const AT_ONCE = /(?:from|import)\s+"(\.[^"]+)"/g;
const EVER = /(?:from|import)(?:\s+|\()"(\.[^"]+)"/g; // also what is fetched when it is opened

// Every module that main.js reaches.
function reached(pattern, file = join(ROOT, "main.js"), seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(pattern)) reached(pattern, resolve(file, "..", path), seen);
  return seen;
}
const modules = (pattern) => [...reached(pattern)].map((file) => relative(ROOT, file));

test("index.html preloads exactly the modules that the page begins with", () => {
  const preloaded = [...INDEX.matchAll(/modulepreload" href="\/workbench\/([^"]+)"/g)].map(([, path]) => path);
  assert.deepEqual(preloaded.sort(), modules(AT_ONCE).filter((path) => path !== "main.js").sort());
});

test("index.html names every style", () => {
  const named = [...INDEX.matchAll(/stylesheet" href="\/workbench\/([^"]+)"/g)].map(([, path]) => path);
  const present = own.filter((file) => file.endsWith(".css")).map((file) => relative(ROOT, file));
  assert.deepEqual(named.sort(), present.sort());
});

test("every module in the folder is used", () => {
  const present = own.filter((file) => file.endsWith(".js")).map((file) => relative(ROOT, file));
  const used = new Set([...modules(EVER), "theme.js"]);
  assert.deepEqual(present.filter((path) => !used.has(path)), []);
});

test("the page weighs less than 300 kB", () => {
  const loaded = files(ROOT).filter((file) => !/vendor\/(LICENSE|README)/.test(file));
  const bytes = loaded.reduce((sum, file) => sum + statSync(file).size, 0);
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
});

test("nothing asks outside, and markup is never made of text", () => {
  for (const file of own) {
    const text = readFileSync(file, "utf8");
    const addresses = text.match(/https?:\/\/[^\s"'`)]+/g) ?? [];
    assert.deepEqual(addresses.filter((address) => !/w3\.org|127\.0\.0\.1/.test(address)), [], relative(ROOT, file));
    assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, relative(ROOT, file));
  }
  assert.doesNotMatch(INDEX, /<script(?![^>]*src=)|<style|\son\w+=|style=/);
});

test("every file begins by saying what it is", () => {
  for (const file of own.filter((name) => /\.(js|css)$/.test(name))) {
    const path = relative(ROOT, file);
    assert.match(readFileSync(file, "utf8").slice(0, 120), new RegExp(`^(?://|/\\*) (?:workbench/)?${path.replaceAll(".", "\\.")}`), path);
  }
});
