// tests/workbench/sizes.test.mjs: the page's mirror of the size table against the C++ one, entry by entry.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MATCH_INPUT, MAX_PIXELS, MIN_PIXELS, RATIOS, TIERS, exactSizeProblem, pixelsOf, sizeOfArea } from "../../workbench/compose/sizes.js";

const SOURCE = readFileSync(new URL("../../src/image/size_table.cpp", import.meta.url), "utf8");

// {K2, 16, 9, {2848, 1600}} of the array kSeedream4, as ["2K", "16:9", 2848, 1600].
function entriesOfTheSource() {
  const array = /kSeedream4\{\{(.*?)\}\};/s.exec(SOURCE)[1];
  return [...array.matchAll(/\{K(\d), (\d+), (\d+), \{(\d+), (\d+)\}\}/g)].map(([, tier, wide, high, width, height]) => [
    `${tier}K`, `${wide}:${high}`, Number(width), Number(height),
  ]);
}

test("every tier and ratio of the form gives the pixels of src/image/size_table.cpp", () => {
  const entries = entriesOfTheSource().filter(([tier]) => TIERS.includes(tier));
  assert.equal(entries.length, TIERS.length * RATIOS.length);
  for (const [size, aspect_ratio, width, height] of entries) {
    assert.deepEqual(pixelsOf({ size, aspect_ratio, exact: null }), { width, height }, `${size} ${aspect_ratio}`);
  }
});

test("the limits are those of src/image/image_size.h", () => {
  const header = readFileSync(new URL("../../src/image/image_size.h", import.meta.url), "utf8").replaceAll("'", "");
  assert.ok(header.includes(`kMinPixels = ${MIN_PIXELS}`));
  assert.ok(header.includes(`kMaxPixels = ${MAX_PIXELS}`));
});

test("matching a reference keeps the tier's area in its ratio, in multiples of 16", () => {
  // The same cases as in tests/image/image_size_test.cpp's rule: area of the tier, sides rounded to 16.
  assert.deepEqual(sizeOfArea("1K", 1, 1), { width: 1024, height: 1024 });
  assert.deepEqual(sizeOfArea("2K", 16, 9), { width: 2736, height: 1536 });
  const draft = { size: "1K", aspect_ratio: MATCH_INPUT, exact: null };
  assert.deepEqual(pixelsOf(draft, { width: 640, height: 640 }), { width: 1024, height: 1024 });
});

test("no ratio passes the limits, however long and narrow", () => {
  for (const tier of TIERS) {
    for (let wide = 1; wide <= 16; wide += 1) {
      for (const [a, b] of [[wide, 1], [1, wide], [wide, 7], [7, wide]]) {
        if (a > 16 * b || b > 16 * a) continue;
        const size = sizeOfArea(tier, a, b);
        assert.equal(exactSizeProblem(size), null, `${tier} ${a}:${b} is ${size.width}x${size.height}`);
        assert.equal(size.width % 16 + (size.height % 16), 0);
      }
    }
  }
});

test("only the server knows the size for a reference of unknown or extreme shape", () => {
  const draft = { size: "1K", aspect_ratio: MATCH_INPUT, exact: null };
  assert.equal(pixelsOf(draft, null), null);
  assert.equal(pixelsOf(draft, {}), null);
  assert.equal(pixelsOf(draft, { width: 3400, height: 100 }), null);
});

test("exact sizes are refused in words that say what is expected", () => {
  assert.equal(exactSizeProblem({ width: 1280, height: 720 }), null);
  assert.equal(exactSizeProblem({ width: 4096, height: 4096 }), null);
  assert.match(exactSizeProblem({ width: 1279, height: 720 }), /921,600/);
  assert.match(exactSizeProblem({ width: 4097, height: 4096 }), /16,777,216/);
  assert.match(exactSizeProblem({ width: 16_384, height: 1000 }), /16 times/);
  assert.match(exactSizeProblem({ width: 1024.5, height: 1024 }), /whole/);
});
