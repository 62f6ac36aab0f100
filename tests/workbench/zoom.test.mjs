// tests/workbench/zoom.test.mjs: zoom and pan of the viewer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FITTED, MOST_SCALE, bounded, fittedSize, zoomedAt } from "../../workbench/viewer/zoom.js";

// Where a point of the picture (counted from its middle at scale 1) lies on the stage.
const onStage = (view, x) => view.x + x * view.scale;

test("the point under the pointer stays there", () => {
  const view = { scale: 2, x: 30, y: -10 };
  const point = (120 - view.x) / view.scale;
  const zoomed = zoomedAt(view, 1.7, 120, 40);
  assert.ok(Math.abs(onStage(zoomed, point) - 120) < 1e-9);
});

test("zooming out ends at the fitted picture, zooming in at the limit", () => {
  assert.equal(zoomedAt({ scale: 1.2, x: 50, y: 50 }, 0.5, 10, 10), FITTED);
  assert.equal(zoomedAt(FITTED, 1000, 0, 0).scale, MOST_SCALE);
});

test("a picture cannot be pushed out of sight, nor moved while it fits", () => {
  const fitted = { width: 800, height: 600 };
  const stage = { width: 1000, height: 600 };
  assert.deepEqual(bounded({ scale: 1, x: 40, y: 40 }, fitted, stage), { scale: 1, x: 0, y: 0 });
  assert.deepEqual(bounded({ scale: 2, x: 9999, y: -9999 }, fitted, stage), { scale: 2, x: 300, y: -300 });
});

test("a picture fits its stage in both directions", () => {
  assert.deepEqual(fittedSize({ width: 2000, height: 1000 }, { width: 500, height: 500 }), { width: 500, height: 250 });
  assert.deepEqual(fittedSize({ width: 500, height: 1000 }, { width: 500, height: 500 }), { width: 250, height: 500 });
});
