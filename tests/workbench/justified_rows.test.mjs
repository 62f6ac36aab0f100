// tests/workbench/justified_rows.test.mjs: the gallery's arithmetic.
import assert from "node:assert/strict";
import { test } from "node:test";
import { layRows, neighbourInRow, rowAt, rowOfPicture, rowsBetween, shownRatio } from "../../workbench/gallery/justified_rows.js";

const SHAPES = [[1024, 1024], [1280, 720], [720, 1280], [1512, 648], [832, 1248]];
const pictures = (count) => Array.from({ length: count }, (_, at) => ({ width: SHAPES[at % 5][0], height: SHAPES[at % 5][1] }));
const SPACE = { width: 1200, wanted_height: 220, gap: 8 };

test("every full row fills the width exactly and keeps the shapes", () => {
  const all = pictures(500);
  const { rows } = layRows(all, SPACE);
  for (const row of rows.slice(0, -1)) {
    const sum = row.widths.reduce((total, width) => total + width, 0) + SPACE.gap * (row.widths.length - 1);
    assert.ok(Math.abs(sum - SPACE.width) < 1e-6, `row at ${row.top} is ${sum} wide`);
    row.widths.forEach((width, at) => assert.ok(Math.abs(width / row.height - shownRatio(all[row.first + at])) < 1e-9));
    assert.ok(row.height <= SPACE.wanted_height);
  }
});

test("every picture is in one row, in order, and rows do not overlap", () => {
  const { rows, height } = layRows(pictures(333), SPACE);
  assert.deepEqual(rows.flatMap((row) => row.widths.map((_, at) => row.first + at)), Array.from({ length: 333 }, (_, at) => at));
  rows.slice(1).forEach((row, at) => assert.ok(Math.abs(row.top - rows[at].top - rows[at].height - SPACE.gap) < 1e-6));
  assert.ok(Math.abs(height - rows.at(-1).top - rows.at(-1).height) < 1e-6);
});

test("more pictures at the end move none of the full rows", () => {
  const few = layRows(pictures(100), SPACE).rows.slice(0, -1);
  assert.deepEqual(layRows(pictures(5000), SPACE).rows.slice(0, few.length), few);
});

test("an unfinished last row is not stretched, and one picture on a narrow screen still fits", () => {
  const { rows } = layRows(pictures(1), SPACE);
  assert.equal(rows[0].height, SPACE.wanted_height);
  const narrow = layRows([{ width: 1512, height: 648 }], { width: 300, wanted_height: 220, gap: 8 });
  assert.ok(narrow.rows[0].widths[0] <= 300);
});

test("nothing gives nothing", () => {
  assert.deepEqual(layRows([], SPACE), { rows: [], height: 0 });
  assert.deepEqual(rowsBetween([], 0, 100), [0, 0]);
});

test("the rows of a band are those that touch it", () => {
  const { rows } = layRows(pictures(400), SPACE);
  const [from, to] = rowsBetween(rows, 1000, 1800);
  assert.ok(rows[from].top + rows[from].height > 1000 && rows[from - 1].top + rows[from - 1].height <= 1000);
  assert.ok(rows[to - 1].top < 1800 && rows[to].top >= 1800);
  assert.equal(rowAt(rows, 1e9), rows.length);
});

test("a picture's row is found, the first and the last too", () => {
  const { rows } = layRows(pictures(57), SPACE);
  rows.forEach((row, at) => row.widths.forEach((_, place) => assert.equal(rowOfPicture(rows, row.first + place), at)));
});

test("up and down go to the picture whose middle is nearest, and stay at the edges", () => {
  const { rows } = layRows(pictures(60), SPACE);
  assert.equal(neighbourInRow(rows, 0, -1, SPACE.gap), 0);
  assert.equal(neighbourInRow(rows, 59, 1, SPACE.gap), 59);
  const down = neighbourInRow(rows, 0, 1, SPACE.gap);
  assert.equal(down, rows[1].first);
  assert.equal(rowOfPicture(rows, neighbourInRow(rows, rows[2].first + 1, 1, SPACE.gap)), 3);
});

test("five thousand pictures are laid out in well under a frame's time many times over", () => {
  const all = pictures(5000);
  layRows(all, SPACE);
  const began = performance.now();
  layRows(all, SPACE);
  const took = performance.now() - began;
  assert.ok(took < 50, `${took.toFixed(1)} ms`); // 1 to 2 ms on an idle core; a measuring layout would take hundreds
});
