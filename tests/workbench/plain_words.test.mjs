// tests/workbench/plain_words.test.mjs: numbers and times as people say them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aboutSeconds, ago, bytes, duration, plural, sizeText } from "../../workbench/plain_words.js";

test("one thing, several things, many things", () => {
  assert.equal(plural(1, "picture"), "1 picture");
  assert.equal(plural(0, "picture"), "0 pictures");
  assert.equal(plural(5000, "picture"), "5,000 pictures");
});

test("durations get coarser as they get longer", () => {
  assert.equal(duration(0.04), "0.0 s");
  assert.equal(duration(2.84), "2.8 s");
  assert.equal(duration(59.4), "59 s");
  assert.equal(duration(75), "1 min 15 s");
  assert.equal(duration(120), "2 min");
  assert.equal(duration(9000), "2 h 30 min");
  assert.equal(duration(3 * 86_400), "3 days");
});

test("an estimate is round", () => {
  assert.equal(aboutSeconds(0.3), "a moment");
  assert.equal(aboutSeconds(3.6), "about 4 s");
  assert.equal(aboutSeconds(83), "about 1 min 30 s");
});

test("bytes in the unit that fits", () => {
  assert.equal(bytes(1), "1 byte");
  assert.equal(bytes(1536), "1.5 KiB");
  assert.equal(bytes(10_206_154), "9.7 MiB");
  assert.equal(bytes(25_276_514_304), "24 GiB");
});

test("how long ago", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  assert.equal(ago("2026-11-21T11:59:50Z", now), "just now");
  assert.equal(ago("2026-11-21T11:55:00Z", now), "5 min ago");
  assert.equal(ago("2026-11-21T09:00:00Z", now), "3 h ago");
  assert.match(ago("2026-11-01T09:00:00Z", now), /2026/);
});

test("a size with the sign of multiplication", () => {
  assert.equal(sizeText("1024x768"), "1024 × 768");
});
