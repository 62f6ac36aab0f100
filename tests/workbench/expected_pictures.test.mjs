// tests/workbench/expected_pictures.test.mjs: how many frames a job shows before its pictures are known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectedPictures, framesOf } from "../../workbench/run/expected_pictures.js";

const job = (state, parameters, images = []) => ({ id: "a", created: "2026", state, parameters, images });
const GROUP = { count: 1, group_max: 4 };
const THREE = [{ index: 0 }, { index: 1 }, { index: 2 }];

test("a single job shows one frame, several show their count", () => {
  assert.equal(expectedPictures(job("queued", { count: 1 })), 1);
  assert.equal(expectedPictures(job("running", { count: 5 })), 5);
});

test("a group shows as many as it may have, and as many as it has from the plan on", () => {
  assert.equal(expectedPictures(job("queued", GROUP)), 4);
  assert.equal(expectedPictures(job("queued", { count: 2, group_max: 3 })), 6);
  assert.equal(expectedPictures(job("running", GROUP, THREE)), 3);
  assert.equal(expectedPictures(job("running", GROUP, [{ index: 0 }])), 1);
});

test("a job that is over shows what it has", () => {
  assert.equal(expectedPictures(job("succeeded", GROUP, [{ index: 0 }])), 1);
  assert.equal(expectedPictures(job("cancelled", GROUP)), 0);
});

test("frames keep the pictures in their places", () => {
  assert.deepEqual(framesOf(job("queued", { count: 2 })), [{ index: 0 }, { index: 1 }]);
  assert.deepEqual(framesOf(job("succeeded", {}, [{ index: 1, url: "u" }, { index: 0 }])), [{ index: 0 }, { index: 1, url: "u" }]);
});
