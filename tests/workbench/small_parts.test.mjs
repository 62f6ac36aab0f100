// tests/workbench/small_parts.test.mjs: the smallest pure parts of the page, a test or two each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { moved } from "../../workbench/references/moved.js";
import { stageWords } from "../../workbench/run/stage_words.js";
import { axisTop, median } from "../../workbench/system/times_chart.js";
import { columnsFor } from "../../workbench/viewer/side_by_side.js";

test("a reference moves to its new place, and nowhere from the edges", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  const list = ["a", "b"];
  assert.equal(moved(list, 0, -1), list);
  assert.equal(moved(list, 1, 2), list);
});

test("stages are told in words, steps from one", () => {
  assert.equal(stageWords("denoise[0]", 16), "Drawing, step 1 of 16");
  assert.equal(stageWords("denoise[15]"), "Drawing, step 16");
  assert.equal(stageWords("encode_text"), "Reading the prompt");
  assert.equal(stageWords("a stage of tomorrow"), "Working");
  assert.equal(stageWords(undefined), "Working");
});

test("the axis ends at a round number that holds the largest time", () => {
  for (const seconds of [0, 0.03, 0.99, 1, 1.2, 4.9, 5.1, 99, 101]) {
    assert.ok(axisTop(seconds) >= seconds, `${seconds}`);
  }
  assert.equal(axisTop(3.2), 5);
  assert.equal(axisTop(12), 20);
});

test("the median of an odd, an even and an empty list", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(median([]), 0);
});

test("side by side uses the columns that leave the pictures largest", () => {
  assert.equal(columnsFor(2, 1, 16 / 9), 2);
  assert.equal(columnsFor(2, 1, 9 / 16), 1);
  assert.equal(columnsFor(4, 1, 1), 2);
  assert.equal(columnsFor(3, 16 / 9, 16 / 9), 2);
});
